// SPDX-License-Identifier: Apache-2.0
// Records, servers and a browser for the tests. CASUS names the program, SHOTS a folder for screenshots,
// CASUS_POOL a record of the pool (made from ../shared where that is there), ONLY what tests to run.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const root = new URL("../../", import.meta.url).pathname;
const casus = process.env.CASUS ?? join(root, "build/release/casus");
const examples = join(root, "examples/lake-dispute/");
const folder = mkdtempSync(join(tmpdir(), "casus-page-"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The seven example reports, one that attacks the page, and one without a headline. */
export function exampleRecord() {
  const record = join(folder, "record.db");
  writeFileSync(
    join(folder, "hostile.html"),
    `<!doctype html><html><head><title>Hostile &lt;img src=x onerror="window.pwned=1"&gt; headline</title><meta property="article:published_time" content="2025-10-20"></head><body><article><h1>Hostile &lt;img src=x onerror="window.pwned=1"&gt; headline</h1>
<p>Velmar said that &lt;script&gt;window.pwned=1&lt;/script&gt; &lt;img src=x onerror=window.pwned=1&gt; was a matter of taste and of judgement in the capital on Monday.</p><p>Officials of Sorania said on Monday that nothing of the kind had happened in any of the towns by the lake, and that it would not.</p></article></body></html>`,
  );
  writeFileSync(
    join(folder, "plain.ndjson"),
    `${JSON.stringify({ id: "plain", date: "2025-10-21", text: "Sorania asked Velmar to open the northern road before the winter. Velmar said that it would think about the road." })}\n`,
  );
  const html = readdirSync(examples)
    .filter((f) => f.endsWith(".html"))
    .map((f) => join(examples, f));
  execFileSync(casus, [
    "add",
    "--record",
    record,
    "--actors",
    join(examples, "actors.tsv"),
    ...html,
    join(folder, "hostile.html"),
    join(folder, "plain.ndjson"),
  ]);
  return record;
}

/** The record of the pool, or null where neither it nor its reports are there. */
export function poolRecord() {
  const record = process.env.CASUS_POOL ?? join(root, "build/pool.db");
  const reports = join(root, "../shared/data/reports/pool.ndjson.xz");
  if (existsSync(record)) return record;
  if (!existsSync(reports)) return null;
  console.log(`reading the pool into ${record}: some minutes, once`);
  execFileSync(
    "/bin/sh",
    [
      "-c",
      'xz -dc "$1" | "$2" add --from ndjson --record "$3.part" > /dev/null; mv "$3.part" "$3"',
      "sh",
      reports,
      casus,
      record,
    ],
    { stdio: "inherit" },
  );
  return record;
}

const servers = [],
  tokens = new Map(); // by address
/** What lets the pages of a server change its record. */
export const tokenOf = (base) => tokens.get(base);
export function serve(record, ...flags) {
  const server = spawn(casus, ["serve", "--record", record, "--port", "0", ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  servers.push(server);
  return new Promise((done) =>
    server.stdout.once("data", (lines) => {
      const base = /http:\S+/.exec(String(lines))[0];
      tokens.set(base, /token=(\w+)/.exec(String(lines))?.[1]);
      done({ server, base });
    }),
  );
}

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});

/** Nothing is asked any more, and what was asked is shown. */
export async function settled(page) {
  await page.waitForSelector("main h1, main .empty:not([aria-busy])");
  await page.waitForSelector("[aria-busy]", { state: "detached", timeout: 20000 });
}

/** A page of its own, with all it complains of in page.problems. */
export async function open(
  base,
  address,
  { width = 1280, height = 900, theme = "light", token = tokenOf(base), ...more } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    acceptDownloads: true,
    hasTouch: width < 500,
    ...more,
  });
  if (token) await context.addInitScript((own) => sessionStorage.setItem("token", own), token);
  const page = await context.newPage();
  page.problems = [];
  page.on("console", (m) => m.type() === "error" && page.problems.push(m.text()));
  page.on("pageerror", (e) => page.problems.push(String(e)));
  page.on(
    "request",
    (r) =>
      !r.url().startsWith(base) &&
      !/^(data|blob):/.test(r.url()) &&
      page.problems.push(`asked ${r.url()}`),
  );
  await page.goto(base + address);
  await settled(page);
  return page;
}

/** What axe-core finds against WCAG 2.2 A and AA, a line each. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
  );
  return found.violations.map(
    (v) =>
      `${v.id} (${v.nodes.length}): ${v.nodes[0].target} ${v.nodes[0].failureSummary.split("\n")[1]?.trim() ?? ""}`,
  );
}

export const shot = async (page, name) =>
  process.env.SHOTS && page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });

const tests = [];
/** A test by itself; `together` ones, which close what they open, are run three at a time before the others. */
export const test = (name, body, together = false) => tests.push({ name, body, together });

async function tried({ name, body, together }) {
  try {
    await body();
    if (!together || process.env.ONLY) console.log(`ok    ${name}`);
    return true;
  } catch (error) {
    console.log(
      `FAIL  ${name}\n      ${String(error.message).split("\n").slice(0, 12).join("\n      ")}`,
    );
    return false;
  }
}

export async function run() {
  const asked = tests.filter(
    ({ name }) => !process.env.ONLY || new RegExp(process.env.ONLY).test(name),
  );
  const first = asked.filter((one) => one.together),
    results = [];
  await Promise.all(
    [1, 2, 3].map(async () => {
      while (first.length) results.push(await tried(first.shift()));
    }),
  );
  for (const one of asked.filter(({ together }) => !together)) {
    results.push(await tried(one));
    for (const context of browser.contexts()) await context.close();
  }
  await browser.close();
  for (const server of servers) server.kill();
  const failed = results.filter((passed) => !passed).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
