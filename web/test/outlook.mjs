// SPDX-License-Identifier: Apache-2.0
// What bodies will decide: from the question to the words it rests on, by pointer, by keyboard, as a table.
import assert from "node:assert/strict";
import { open, settled, test } from "./harness.mjs";

const asked = "#/outlook?body=Lake Council&on=2025-10-14&as_of=2025-10-10";

export function outlookTests(base) {
  test("the briefing leads to a forecast, and that to the words it rests on", async () => {
    const page = await open(base, "#/?since=2025-09-01&until=2025-10-10");
    const card = page.locator(".card", { hasText: "What will they decide" });
    assert.match(await card.locator("svg.options").getAttribute("aria-label"), /no decision \d+ %/);
    assert.match(await card.locator(".worth.few").textContent(), /worth (little|nothing)/);
    await card.locator("li > a").first().click();
    await page.waitForURL(/outlook\?.*body=Council\+of\+Lake\+States/);
    await settled(page);
    assert.match(await page.textContent("main"), /as known on/);
    const other = await open(base, page.url().replace(base, ""));
    assert.equal(await other.textContent("main h2"), await page.textContent("main h2"));
    await page.locator(".said a").first().click();
    await page.waitForURL(/item\/s\d+/);
    await page.waitForSelector("main mark, main blockquote");
  });

  test("a forecast says on its face how little it is worth, and what would turn it", async () => {
    const page = await open(base, asked);
    assert.match(await page.textContent(".worth.few"), /Beware: worth little: rests on \d+ saying/);
    const text = await page.textContent("main");
    for (const part of ["Why", "What would turn it", "Not known", "On record for it", "Silent"])
      assert.ok(text.includes(part), part);
    // Who is silent is no point: it may stand anywhere on a fifth of the line at least.
    const [line, ...silent] = await page
      .locator(".members .axis, .members .silent .width")
      .evaluateAll((all) => all.map((one) => one.getBBox().width));
    assert.ok(silent.length > 0 && Math.min(...silent) > line / 5, `${silent} of ${line}`);
  });

  test("behind both charts of a forecast are tables", async () => {
    const page = await open(base, asked);
    const answer = await page.evaluate(() =>
      fetch("/api/v1/forecast?body=Lake Council&on=2025-10-14&as_of=2025-10-10").then((r) =>
        r.json(),
      ),
    );
    for (const button of await page.locator("figure button:text-is('table')").all())
      await button.press("Enter");
    const rows = (name) => page.locator(`[aria-label=${name}] tbody tr`).allTextContents();
    assert.equal((await rows("forecast")).length, 3);
    assert.ok((await rows("forecast"))[0].includes(String(answer.options[0].chance)));
    const members = await rows("members");
    assert.deepEqual(
      members.filter((row) => row.includes("silent")).length,
      answer.members.filter((one) => !one.spoke).length,
    );
  });

  test("Ctrl-K finds the outlook, and what a body will decide", async () => {
    const page = await open(base, "#/");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Outl");
    await page.waitForSelector("[role=option]:has-text('Outlook')");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Lake States");
    const option = page.locator("[role=option]", { hasText: /Lake States: what will it decide/ });
    await option.waitFor();
    while ((await option.getAttribute("aria-selected")) !== "true")
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/outlook\?body=/);
  });

  test("a body and a matter are asked by keyboard; what is no body is told of", async () => {
    const page = await open(base, "#/outlook?as_of=2025-10-10");
    await page.locator("label:has(span:text-is('Body')) input").focus();
    await page.keyboard.type("Lake Council");
    await page.keyboard.press("Enter");
    await page.waitForURL(/body=Lake\+Council/);
    await page.waitForSelector("svg.options");
    await page.goto(`${base}#/outlook?body=Nobody&matter=x&as_of=2025-10-10`);
    await page.waitForSelector("[role=alert]:has-text('Nobody')");
  });
}
