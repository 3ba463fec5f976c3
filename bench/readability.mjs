// SPDX-License-Identifier: Apache-2.0
// Mozilla Readability on the pages of a folder, beside `bench_ingest`. usage: node readability.mjs PAGES [jsdom|linkedom]
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Readability } from "@mozilla/readability";

const [folder, parser = "linkedom"] = process.argv.slice(2);
const { JSDOM } = parser === "jsdom" ? await import("jsdom") : {};
const { parseHTML } = parser === "linkedom" ? await import("linkedom") : {};
const pages = readdirSync(folder).map((f) => gunzipSync(readFileSync(`${folder}/${f}`)).toString());
const start = performance.now();
let bytes = 0;
for (const html of pages) {
  const document = parser === "jsdom" ? new JSDOM(html).window.document : parseHTML(html).document;
  try { new Readability(document).parse(); } catch { /* a page it cannot read counts all the same */ }
  bytes += html.length;
}
const seconds = (performance.now() - start) / 1000;
console.log(`Readability with ${parser}: ${pages.length} pages, ${(bytes / 1e6 / seconds).toFixed(2)} MB/s`);
