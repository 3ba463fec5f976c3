// SPDX-License-Identifier: Apache-2.0
// What a reader does: finds, narrows, keeps, sends, corrects, by pointer and by keyboard.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { open, settled, test } from "./harness.mjs";

const saved = async (page, press) => {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return [file.suggestedFilename(), await readFile(await file.path())];
};

function finding(base) {
  test("the words are one click away, highlighted, and lead back to the item", async () => {
    const page = await open(base, "#/statements?by=Leda Marin");
    await page.locator("ul.plain li .source a[href*='report/']").first().click();
    await page.waitForSelector("mark.now");
    assert.match(page.url(), /report\/d\d+\?.*item=s\d+/);
    assert.ok((await page.locator("mark.now").allTextContents()).join("").length > 5);
    await page.locator("article mark.k-events").first().hover();
    assert.equal((await page.locator("aside li.lit").count()) >= 1, true);
    const before = page.url();
    await page.keyboard.press("j");
    await page.waitForURL((url) => url.href !== before);
    await page.waitForSelector("aside li.lit");
  });

  test("Ctrl-K finds names, words and views", async () => {
    const page = await open(base, "#/");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Leda Mar");
    await page.waitForSelector("[role=option]:has-text('Leda Marin')");
    await page.keyboard.press("Enter");
    await page.waitForURL(/actor\/a\d+/);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("diverting water");
    await page.waitForSelector("[role=option]:has-text('Statements with')");
    while (
      !(await page.locator("[aria-selected=true]").textContent()).startsWith("Statements with")
    )
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/statements\?text=/);
    await page.waitForSelector("blockquote");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
  });

  test("period and topic are held through all views, and a link reproduces them", async () => {
    const page = await open(base, "#/");
    await page.fill("input[list=topics]", "Velmar");
    await page.keyboard.press("Enter");
    await page.waitForURL(/about=Velmar/);
    await page.fill("label:has-text('Since') input", "2025-09-01");
    await page.waitForURL(/since=2025-09-01/);
    for (const view of ["Timeline", "Statements", "Disputes", "Map", "Briefing"]) {
      await page.click(`nav a:text-is('${view}')`);
      await page.waitForURL(/since=2025-09-01&about=Velmar|about=Velmar&since=2025-09-01/);
    }
    const other = await open(base, page.url().replace(base, ""));
    assert.equal(await other.inputValue("input[list=topics]"), "Velmar");
    assert.equal(await other.textContent("h1"), "Briefing: Velmar");
  });

  test("facets count what the other filters leave, several values each", async () => {
    const page = await open(base, "#/statements");
    const box = (name) => page.locator(".facet label", { hasText: name }).first();
    await page.waitForSelector(".facet label");
    const acts = await page.locator(".facet:has(legend:text-is('Act')) label").allTextContents();
    await box("deny").locator("input").check();
    await page.waitForURL(/act=deny/);
    await box("reject").locator("input").check();
    await page.waitForURL(/act=deny%2Creject/);
    await settled(page);
    const shown = await page.locator(".item .tag").allTextContents();
    assert.ok(shown.length > 0 && shown.every((t) => t === "deny" || t === "reject"), shown.join());
    assert.deepEqual(
      await page.locator(".facet:has(legend:text-is('Act')) label").allTextContents(),
      acts,
      "an act's own filter does not change its counts",
    );
    const speakers = await page
      .locator(".facet:has(legend:text-is('Speaker')) label .meta")
      .allTextContents();
    const total = Number((await page.textContent(".bar [role=status]")).match(/\d+/)[0]);
    assert.ok(speakers.map(Number).reduce((a, b) => a + b, 0) <= total);
    await page.click(".chips button");
    await page.waitForURL((url) => !url.hash.includes("deny"));
  });
}

function keeping(base) {
  test("a line is kept, noted, sent as CSV and HTML, and is there after a reload", async () => {
    const page = await open(base, "#/statements?by=Leda Marin");
    const first = page.locator("li.item").first();
    await first.hover();
    await first.locator("button[aria-label^='Keep']").click();
    await first.locator("button:text-is('note')").click();
    await page.keyboard.type("ask the ministry");
    await first.locator("button:text-is('Keep note')").click();
    await page.waitForSelector("nav .count:text-is('1')");
    await page.click("nav a:has-text('Dossier')");
    await page.reload();
    await page.waitForSelector(".noted:has-text('ask the ministry')");
    const [csv, rows] = await saved(page, () => page.click("button:text-is('CSV')"));
    assert.equal(csv, "Dossier.csv");
    assert.match(String(rows), /speaker/);
    assert.match(String(rows), /ask the ministry/);
    const [, html] = await saved(page, () => page.click("button:text-is('HTML')"));
    assert.match(String(html), /<h2>Statements<\/h2>[^]*Leda Marin/);
    await page.locator("button[aria-label^='Kept']").first().click();
    await page.waitForSelector(".empty:has-text('Nothing is kept yet')");
  });

  test("a dossier that was sent is taken in, what is none is refused, what is broken left out", async () => {
    const page = await open(base, "#/statements?by=Leda Marin");
    await page.locator("li.item").first().hover();
    await page.locator("li.item button[aria-label^='Keep']").first().click();
    await page.goto(`${base}#/dossier`);
    const [, sent] = await saved(page, () => page.click("button:text-is('JSON')"));
    const take = async (buffer) => {
      await page.setInputFiles("main input[type=file]", {
        name: "sent.json",
        mimeType: "application/json",
        buffer: Buffer.from(buffer),
      });
      return page.waitForSelector("main p[role=status]:not(:empty)");
    };
    await page.locator("button[aria-label^='Kept']").first().click();
    await page.waitForSelector(".empty:has-text('Nothing is kept yet')");
    const broken = [...JSON.parse(sent), { id: "s9" }, { id: "<img>" }, null, 7];
    await take(JSON.stringify(broken));
    await page.waitForSelector("p[role=status]:has-text('1 new item of 5')");
    await page.waitForSelector("blockquote");
    await take("no JSON");
    await page.waitForSelector("p[role=status]:has-text('sent.json is no dossier')");
  });

  test("a line is copied with its source", async () => {
    const page = await open(base, "#/statements?by=Leda Marin", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const first = page.locator("li.item").first();
    await first.hover();
    await first.locator("button:text-is('copy')").click();
    await page.waitForSelector("button:text-is('copied')");
    assert.match(
      await page.evaluate(() => navigator.clipboard.readText()),
      /Leda Marin.*“.+” — .+d\d+ s\d+/,
    );
  });

  test("a list is saved whole as CSV, a chart as SVG, PNG and CSV", async () => {
    const page = await open(base, "#/statements");
    const total = Number((await page.textContent(".bar [role=status]")).match(/\d+/)[0]);
    const [, csv] = await saved(page, () => page.click(".bar button:has-text('CSV')"));
    const ids = String(csv)
      .split("\r\n")
      .slice(1)
      .filter((l) => /^s\d+,/.test(l));
    assert.equal(ids.length, total);
    await page.goto(`${base}#/timeline`);
    await page.waitForSelector("svg.timeline");
    const [, svg] = await saved(page, () => page.click("button:text-is('SVG')"));
    assert.match(String(svg), /^<svg[^]*fill="rgb/);
    const [name, png] = await saved(page, () => page.click("button:text-is('PNG')"));
    assert.equal(name, "timeline.png");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    const [, counts] = await saved(page, () => page.click("figure button:text-is('CSV')"));
    assert.match(String(counts), /actor,\w+,conflict,cooperation,statements/);
    await page.click("button:text-is('table')");
    await page.waitForSelector(".figures-table td");
  });

  test("printed, a view is its content alone", async () => {
    const page = await open(base, "#/statements");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("header").isVisible(), false);
    assert.equal(await page.locator("blockquote").first().isVisible(), true);
  });
}

function charts(base) {
  test("the timeline is gone through and chosen from by keyboard", async () => {
    const page = await open(base, "#/timeline");
    await page.locator("svg.timeline").focus();
    await page.keyboard.press("ArrowRight");
    const at = () => page.evaluate(() => document.activeElement.dataset.at);
    const first = await at();
    await page.keyboard.press("ArrowRight");
    assert.notEqual(await at(), first);
    await page.keyboard.press("ArrowDown");
    assert.match(await at(), /^1:/);
    await page.keyboard.press("Enter");
    await page.waitForSelector("h2:has-text('Chosen'), h2:has(button:text-is('show all'))");
    const before = page.url();
    await page.keyboard.press("+");
    await page.waitForURL((url) => url.href !== before);
    await settled(page);
    assert.match(page.url(), /since=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d/);
  });

  test("dragging the strip chooses days for all views", async () => {
    const page = await open(base, "#/timeline");
    const box = await page.locator("svg.strip .overlay").boundingBox();
    await page.click("button:text-is('densest')");
    await page.mouse.move(box.x + box.width * 0.02, box.y + 10);
    await page.evaluate(() =>
      document.querySelector("svg.strip .selection").setAttribute("pointer-events", "none"),
    );
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 10, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/since=.*until=/);
  });

  test("a cell of the matrix opens what was done and said", async () => {
    const page = await open(base, "#/relations?as=matrix");
    await page.locator(".matrix td button").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("a:text-is('both sides')");
  });

  test("no label of the picture lies on another", async () => {
    const page = await open(base, "#/relations");
    assert.deepEqual(await overlaps(page), []);
  });
}

/** Pairs of shown labels whose boxes overlap, once the picture is drawn as wide as its frame. */
export async function overlaps(page) {
  const off = (svg) => Math.abs(svg.viewBox.baseVal.width - svg.clientWidth);
  const picture = page.locator("svg:has(.actor-node)");
  while ((await picture.evaluate(off)) >= 2) await page.waitForTimeout(100);
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll(".actor-node text")]
      .filter((t) => getComputedStyle(t).display !== "none")
      .map((t) => [t.textContent, t.getBoundingClientRect()]);
    const hit = (a, b) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
    return boxes.flatMap(([name, a], i) =>
      boxes
        .slice(i + 1)
        .filter(([, b]) => hit(a, b))
        .map(([other]) => `${name} / ${other}`),
    );
  });
}

function care(base, adds) {
  test("everything can be reached by keyboard", async () => {
    const page = await open(base, "#/relations");
    await page.keyboard.press("Tab");
    const seen = new Set();
    for (let i = 0; i < 60; ++i) {
      seen.add(
        await page.evaluate(
          () =>
            `${document.activeElement.tagName.toLowerCase()}.${document.activeElement.getAttribute("role") ?? ""}`,
        ),
      );
      await page.keyboard.press("Tab");
    }
    for (const kind of ["a.", "input.", "button.", "select.", "g.link"])
      assert.ok(seen.has(kind), `no ${kind} was reached: ${[...seen]}`);
  });

  test("the theme button overrides the system and is remembered", async () => {
    const page = await open(base, "#/", { theme: "light" });
    await page.click("button[aria-label^=Theme]");
    await page.click("button[aria-label^=Theme]");
    const isDark = () => page.waitForSelector("html[data-theme=dark]", { state: "attached" });
    await isDark();
    await page.reload();
    await isDark();
  });

  test("a verdict leaves the answers, and is taken back", async () => {
    const page = await open(base, "#/statements?text=politely");
    await page.locator("li.item").first().hover();
    await page.click(".edit button:text-is('wrong')");
    await page.waitForSelector(".edit [role=status]:has-text('rejected')");
    const total = () =>
      fetch(`${base}api/v1/statements?text=politely`)
        .then((r) => r.json())
        .then((a) => a.total);
    assert.equal(await total(), 0);
    await page.click(".edit button:text-is('undo')");
    await page.waitForSelector(".edit [role=status]:has-text('undone')");
    assert.equal(await total(), 1);
  });

  test("an act is set right, and set back", async () => {
    const page = await open(base, "#/statements?text=politely");
    await page.locator("li.item").first().hover();
    await page.click(".edit button:text-is('amend')");
    const select = page.locator("select[aria-label='Set act right']");
    const before = await select.inputValue();
    const act = () =>
      fetch(`${base}api/v1/statements?text=politely`)
        .then((r) => r.json())
        .then((a) => a.rows[0].act);
    await select.selectOption("expect");
    await page.waitForSelector(".edit [role=status]:has-text('act is expect now')");
    assert.equal(await act(), "expect");
    await select.selectOption(before);
    await page.waitForSelector(`.edit [role=status]:has-text('act is ${before} now')`);
    assert.equal(await act(), before);
  });

  test("a server that stops is told of, and what was asked is asked again", async () => {
    const page = await open(base, "#/");
    await page.route("**/api/v1/statements?*", (route) => route.abort());
    await page.click("nav a:text-is('Statements')");
    await page.waitForSelector("[role=alert] button:text-is('Try again')");
    await page.unroute("**/api/v1/statements?*");
    await page.click("button:text-is('Try again')");
    await page.waitForSelector("blockquote");
    await page.context().setOffline(true);
    await page.waitForSelector(".banner");
  });

  test("a report is pasted, read and opened", async () => {
    const page = await open(adds, "#/add");
    await page.fill(
      "textarea",
      "Velmar said on Monday that the ferry would sail again in the spring, and that nobody had asked it to stop.",
    );
    await page.fill("input[type=date]", "2025-12-01");
    await page.click("button:text-is('Read it')");
    await page.click("ul[role=status] a");
    await page.waitForSelector("article mark");
    await page.goto(`${adds}#/add`);
    await page.setInputFiles("input[type=file]", {
      name: "page.html",
      mimeType: "text/html",
      buffer: Buffer.from(
        "<!doctype html><html><body><article><h1>Ferry</h1><p>Sorania denied on Tuesday that its ferry had ever been late, and said that the clocks of Velmar were fast.</p></article></body></html>",
      ),
    });
    await page.waitForSelector("ul[role=status] li:has-text('read and kept')");
  });

  test("a report without a headline is called by its first sentence", async () => {
    const page = await open(base, "#/reports");
    await page.waitForSelector(
      "a:text-is('Sorania asked Velmar to open the northern road before the winter')",
    );
  });
}

export function useTests(base, adds) {
  finding(base);
  keeping(base);
  charts(base);
  care(base, adds);
}
