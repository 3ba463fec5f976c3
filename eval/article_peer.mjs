// SPDX-License-Identifier: Apache-2.0
// Mozilla Readability on pages, as the scorers of articles want it: a line of {"report": {"text"}} for each.
// usage: node article_peer.mjs MODULES - | FILE...     MODULES holds node_modules
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, ...names] = process.argv.slice(2);
const from = createRequire(`${modules}/`);
const { Readability } = from("@mozilla/readability");
const { parseHTML } = from("linkedom");
for (const name of names) {
  let text = "";
  try {
    const { document } = parseHTML(readFileSync(name === "-" ? 0 : name, "utf8"));
    text = new Readability(document).parse()?.textContent ?? "";
  } catch {
    // a page it cannot read has no text
  }
  console.log(JSON.stringify({ report: { text } }));
}
