// SPDX-License-Identifier: Apache-2.0
// Bundles src/ into dist/, which is committed: a user without Node gets this page.
import { build } from "esbuild";
import { copyFile, readFile } from "node:fs/promises";

// ISO 3166-1 numeric, as world-atlas names countries, to alpha-3, as casus does.
const codes = JSON.parse(await readFile("node_modules/i18n-iso-countries/codes.json", "utf8"));
const alpha3 = Object.fromEntries(codes.map(([, three, numeric]) => [numeric, three]));

await build({
  entryPoints: { app: "src/main.jsx" },
  bundle: true,
  minify: true,
  legalComments: "none",
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { COUNTRY_CODES: JSON.stringify(alpha3) },
  outdir: "dist",
});
await build({ entryPoints: { app: "src/style.css" }, minify: true, outdir: "dist" });
await copyFile("src/index.html", "dist/index.html");
