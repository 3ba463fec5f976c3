// SPDX-License-Identifier: Apache-2.0
// The page against the real server, in headless Chromium. usage: CASUS=build/release/casus [SHOTS=dir] node test/page.test.mjs
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const casus = process.env.CASUS ?? "../build/release/casus";
const examples = new URL("../../examples/lake-dispute/", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "casus-page-"));
const record = join(folder, "record.db");
const hostile = `<!doctype html><html><head><title>Hostile &lt;img src=x onerror="window.pwned=1"&gt; headline</title><meta property="article:published_time" content="2025-10-20"></head><body><article><h1>Hostile &lt;img src=x onerror="window.pwned=1"&gt; headline</h1>
<p>Velmar said that &lt;script&gt;window.pwned=1&lt;/script&gt; &lt;img src=x onerror=window.pwned=1&gt; was a matter of taste and of judgement in the capital on Monday.</p><p>Officials of Sorania said on Monday that nothing of the kind had happened in any of the towns by the lake, and that it would not.</p></article></body></html>`;
writeFileSync(join(folder, "hostile.html"), hostile);
execFileSync(casus, ["add", "--record", record, "--actors", join(examples, "actors.tsv"), ...readdirSync(examples).filter((f) => f.endsWith(".html")).map((f) => join(examples, f)), join(folder, "hostile.html")]);

function serve(...flags) {
  const server = spawn(casus, ["serve", "--record", record, "--port", "0", ...flags], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((done) => server.stdout.once("data", (lines) => done({ server, base: /http:\S+/.exec(String(lines))[0], token: /token=\w+/.exec(String(lines))?.[0] })));
}

const { server, base, token } = await serve("--allow-edit");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const tests = [];
const test = (name, body) => tests.push([name, body]);

async function open(address, { width = 1280, theme = "light" } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
  const page = await context.newPage();
  page.problems = [];
  page.on("console", (m) => m.type() === "error" && page.problems.push(m.text()));
  page.on("pageerror", (e) => page.problems.push(String(e)));
  page.on("request", (r) => !r.url().startsWith(base) && !r.url().startsWith("data:") && page.problems.push(`asked ${r.url()}`));
  await page.goto(base + address);
  await page.waitForSelector("main h1, main .empty:not([aria-busy])");
  await page.waitForSelector("[aria-busy]", { state: "detached" });
  return page;
}

const views = { overview: "#/", timeline: "#/timeline", statements: "#/statements?about=Lake Ardal", dispute: "#/disputes?a=Velmar&b=Sorania", disputes: "#/disputes", commitments: "#/commitments?as_of=2025-11-24", relations: "#/relations?member_of=Council of Lake States", map: "#/map", actor: "#/actor/Velmar", report: "#/report/d1?item=s1", empty: "#/statements?text=nobodysaidthis", error: "#/actor/Nobody" };
for (const [name, address] of Object.entries(views)) {
  for (const theme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      test(`${name}, ${theme}, ${width} wide: shows, fits, complains of nothing`, async () => {
        const page = await open(address, { width, theme });
        if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}-${theme}-${width}.png`), fullPage: name !== "overview" });
        const problems = page.problems.filter((p) => !(name === "error" && p.includes("404")));
        assert.deepEqual(problems, []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), "wider than the window");
        assert.equal(await page.locator(".problem").count(), name === "error" ? 1 : 0);
        await page.context().close();
      });
    }
  }
}

test("the words are one click away, highlighted", async () => {
  const page = await open("#/statements?by=Leda Marin");
  await page.locator("ul.plain li .meta a[href*='report/']").first().click();
  await page.waitForSelector("mark.now");
  assert.match(page.url(), /report\/d\d+\?item=s\d+/);
  assert.ok(await page.locator("mark.now").first().isVisible());
  assert.ok((await page.locator("mark.now").allTextContents()).join("").length > 5);
});

test("the search box finds words and names", async () => {
  const page = await open("#/");
  await page.fill("input[type=search]", "diverting water");
  await page.keyboard.press("Enter");
  await page.waitForURL(/statements\?text=/);
  await page.waitForSelector("blockquote");
  await page.fill("header input[type=search]", "Leda Marin");
  await page.waitForSelector('datalist option[value="Leda Marin"]', { state: "attached" });
  await page.keyboard.press("Enter");
  await page.waitForURL(/actor\/a\d+/);
});

test("everything can be reached by keyboard", async () => {
  const page = await open("#/timeline");
  await page.keyboard.press("Tab");
  const seen = new Set();
  for (let i = 0; i < 45; ++i) {
    seen.add(await page.evaluate(() => `${document.activeElement.tagName}.${document.activeElement.getAttribute("role") ?? ""}`));
    await page.keyboard.press("Tab");
  }
  for (const kind of ["A.", "INPUT.", "BUTTON.", "SELECT."]) assert.ok(seen.has(kind), `no ${kind} was reached`);
  assert.ok([...seen].some((s) => s.startsWith("circle") || s.startsWith("line")), "no mark of the chart was reached");
  await page.locator("svg circle[role=button]").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("h2:has-text('Chosen')");
});

test("the theme button overrides the system and is remembered", async () => {
  const page = await open("#/", { theme: "light" });
  await page.click("button[aria-label^=Theme]");
  await page.click("button[aria-label^=Theme]");
  const isDark = () => page.waitForSelector("html[data-theme=dark]", { state: "attached" });
  await isDark();
  await page.reload();
  await isDark();
});

test("an item can be marked wrong by who has the token, and then leaves the answers", async () => {
  const page = await open("#/statements?text=politely");
  await page.waitForSelector(".edit");
  await page.click(".edit button:has-text('wrong')");
  await page.waitForSelector(".edit:has-text('token')");
  await page.goto("about:blank");
  await page.goto(`${base}#${token}`);
  await page.waitForSelector("main h1");
  assert.ok(!page.url().includes("token"), "the token leaves the address");
  await page.goto(`${base}#/statements?text=politely`);
  await page.waitForSelector(".edit");
  await page.click(".edit button:has-text('wrong')");
  await page.waitForSelector(".edit [role=status]:has-text('rejected')");
  const answer = await page.evaluate(() => fetch("/api/v1/statements?text=politely").then((r) => r.json()));
  assert.equal(answer.total, 0);
});

test("nothing a report says is executed (stored injection)", async () => {
  const reports = await (await fetch(`${base}api/v1/reports?text=hostile`)).json();
  assert.equal(reports.total, 1);
  for (const address of [`#/report/${reports.rows[0].id}`, "#/", "#/statements?since=2025-10-20&until=2025-10-20", "#/timeline"]) {
    const page = await open(address);
    if (address.includes("report")) assert.ok((await page.textContent("main")).includes("onerror"), "the text is shown as text");
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    assert.equal(await page.locator("main img, main script").count(), 0);
  }
});

test("nothing in an address is executed (reflected injection)", async () => {
  const evil = encodeURIComponent(`"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>`);
  for (const address of [`#/statements?text=${evil}`, `#/actor/${evil}`, `#/disputes?a=${evil}&b=${evil}`, `#/${evil}`]) {
    const page = await open(address);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    assert.equal(await page.locator("main img").count(), 0);
  }
  const direct = await fetch(`${base}api/v1/actors/${evil}`);
  assert.match(direct.headers.get("content-type"), /application\/json/);
});

test("the server answers safely", async () => {
  const page = await fetch(base);
  assert.match(page.headers.get("content-security-policy"), /default-src 'none'; script-src 'self'/);
  assert.equal(page.headers.get("x-content-type-options"), "nosniff");
  for (const path of ["../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "..%2f..%2fetc%2fpasswd", "api/v1/reports/..%2f..%2fetc", ".git/config"]) {
    const answer = await fetch(base + path);
    assert.equal(answer.status, 404);
    assert.ok(!(await answer.text()).includes("root:"));
  }
  assert.equal((await fetch(`${base}api/v1/statements?since=yesterday`)).status, 400);
  assert.equal((await fetch(`${base}api/v1/statements?text=${"x".repeat(5000)}`)).status, 414);
  assert.equal((await fetch(`${base}api/v1/corrections`, { method: "POST", body: "{}" })).status, 415);
  assert.equal((await fetch(`${base}api/v1/reports`, { method: "POST", body: "{}", headers: { "Content-Type": "application/json", "X-Casus": "1" } })).status, 403);
  assert.equal((await fetch(`${base}api/v1/corrections`, { method: "POST", body: "x".repeat(2 << 20), headers: { "Content-Type": "application/json", "X-Casus": "1" } })).status, 413);
  const quotes = await (await fetch(`${base}api/v1/statements?text=${encodeURIComponent(`" OR 1=1; DROP TABLE statements --`)}`)).json();
  assert.ok(Array.isArray(quotes.rows));
});

test("too many requests at once are refused", async () => {
  const answers = [];
  for (let i = 0; i < 600; ++i) answers.push((await fetch(`${base}api/v1/reports?limit=1`)).status);
  assert.ok(answers.includes(429) && answers.includes(200));
  await new Promise((done) => setTimeout(done, 2500));
});

let failed = 0;
for (const [name, body] of tests) {
  try {
    await body();
    if (!name.includes("wide:")) console.log(`ok    ${name}`);
  } catch (error) {
    ++failed;
    console.log(`FAIL  ${name}\n      ${String(error.message).split("\n").slice(0, 6).join("\n      ")}`);
  }
  await new Promise((done) => setTimeout(done, 20));
}
await browser.close();
server.kill();
console.log(`${tests.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
