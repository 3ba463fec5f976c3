// SPDX-License-Identifier: Apache-2.0
// Bundles src/ into dist/, which is committed: a user without Node gets this page.
import { build } from "esbuild";
import { copyFile } from "node:fs/promises";

await build({
  entryPoints: { app: "src/main.jsx" },
  bundle: true,
  minify: true,
  legalComments: "none",
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  outdir: "dist",
});
await build({ entryPoints: { app: "src/style.css" }, minify: true, outdir: "dist" });
await copyFile("src/index.html", "dist/index.html");
