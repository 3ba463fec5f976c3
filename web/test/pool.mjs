// SPDX-License-Identifier: Apache-2.0
// What must hold on more than a thousand real reports, and how long the views take there.
import assert from "node:assert/strict";
import { browser, open, test } from "./harness.mjs";
import { overlaps } from "./use.mjs";

/** Milliseconds to the first content of a view and to all of it, by the browser's own clock. */
async function timed(base, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = (what) => {
      performance.getEntriesByName(what).length || performance.mark(what);
    };
    new MutationObserver(() => {
      if (document.querySelector("main h1, main .waiting")) seen("first");
      if (document.querySelector("main h1") && !document.querySelector("[aria-busy]"))
        performance.mark("full");
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
  await page.goto(base + address);
  await page.waitForSelector("main h1");
  await page.waitForSelector("[aria-busy]", { state: "detached" });
  await page.waitForTimeout(300);
  const [first, full] = await page.evaluate(() => [
    performance.getEntriesByName("first")[0].startTime,
    performance.getEntriesByName("full").at(-1).startTime,
  ]);
  await context.close();
  return [first, full].map(Math.round);
}

/** What an analyst wants, as steps: each returns how many clicks and fields it took. */
const tasks = {
  "who denied what about X last month": async (page) => {
    await page.fill("input[list=topics]", "Syria");
    await page.keyboard.press("Enter");
    await page.fill("label:has-text('Since') input", "2018-04-01");
    await page.fill("label:has-text('Until') input", "2018-04-30");
    await page.waitForURL(/until=2018-04-30/);
    await page.click("nav a:text-is('Statements')");
    await page.locator(".facet label", { hasText: "deny" }).first().locator("input").check();
    await page.waitForSelector(".item .tag:text-is('deny')");
    return 5;
  },
  "what did Y promise Z, and what came of it": async (page) => {
    await page.click("nav a:text-is('Asked and answered')");
    await page.selectOption("label:has-text('Kind') select", "promise");
    await page.fill("label:text-is('By') input, label:has(span:text-is('By')) input", "Turkey");
    await page.keyboard.press("Tab");
    await page.waitForURL(/by=Turkey/);
    await page.waitForSelector(".item .tag, .empty");
    return 3;
  },
  "what changed this week": async (page) => {
    await page.selectOption(".held select", "7");
    await page.waitForSelector(".brief .item");
    return 1;
  },
  "which figures differ for one event": async (page) => {
    await page.click("nav a:text-is('Disputes')");
    await page.locator(".facets li a").first().click();
    await page.waitForSelector(".two-columns, .empty");
    return 2;
  },
  "send me the dispute": async (page) => {
    await page.click("nav a:text-is('Disputes')");
    await page.locator(".facets li a").first().click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.click("button:has-text('Send')"),
    ]);
    assert.equal(file.suggestedFilename(), "dispute.html");
    return 3;
  },
};

export function poolTests(base, views) {
  test("pool: one plan for 2045 does not stretch the timeline", async () => {
    const page = await open(base, "#/timeline");
    const counts = await fetch(`${base}api/v1/timeline/counts`).then((r) => r.json());
    assert.ok(counts.after > 0 || counts.before > 0);
    assert.match(await page.textContent("svg.timeline"), /\d (earlier|later)/);
    assert.ok((await page.locator(".bin, .mark").count()) > 20);
  });

  test("pool: at most forty actors, no label on another, wide and narrow", async () => {
    for (const width of [1280, 390]) {
      const page = await open(base, "#/relations?least=1", { width });
      const nodes = await page.locator(".actor-node").count();
      assert.ok(nodes > 10 && nodes <= 40, `${nodes}`);
      assert.deepEqual(await overlaps(page), []);
    }
  });

  test("pool: the map knows cities, and tells what happened at one", async () => {
    const page = await open(base, "#/map");
    await page.locator(".place[aria-label^='Idlib']").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/at=Idlib/);
    await page.waitForSelector("h2:text-is('Idlib') ~ ul .item");
  });

  test("pool: no report is called by its number", async () => {
    const page = await open(base, "#/statements");
    const names = await page.locator(".source a").allTextContents();
    assert.ok(
      names.length > 20 && names.every((n) => !/^d\d+$/.test(n)),
      names.find((n) => /^d\d+$/.test(n)),
    );
  });

  for (const [name, steps] of Object.entries(tasks))
    test(`pool: ${name}`, async () => {
      const page = await open(base, "#/");
      const start = performance.now();
      const clicks = await steps(page);
      await page.waitForSelector("[aria-busy]", { state: "detached" });
      if (process.env.TIMES)
        console.log(
          `      ${name}: ${clicks} clicks or fields, ${((performance.now() - start) / 1000).toFixed(1)} s`,
        );
    });

  if (process.env.TIMES)
    test("pool: times", async () => {
      for (const [name, address] of Object.entries(views)) {
        const all = [];
        for (let i = 0; i < 3; ++i) all.push(await timed(base, address));
        const [first, full] = all.sort((a, b) => a[1] - b[1])[1];
        console.log(
          `      ${name.padEnd(20)} first ${String(first).padStart(5)} ms, full ${String(full).padStart(5)} ms`,
        );
      }
    });
}
