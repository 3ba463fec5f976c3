// SPDX-License-Identifier: Apache-2.0
// The page against the real server, in headless Chromium: usage in harness.mjs.
import { exampleRecord, poolRecord, run, serve } from "./harness.mjs";
import { outlookTests } from "./outlook.mjs";
import { poolTests } from "./pool.mjs";
import { safetyTests } from "./safety.mjs";
import { useTests } from "./use.mjs";
import { exampleViews, poolViews, viewTests } from "./views.mjs";

const record = exampleRecord();
const { base } = await serve(record, "--allow-edit");
const { base: adds } = await serve(record, "--allow-add");
viewTests("example", base, exampleViews, ["error"]);
useTests(base, adds);
outlookTests(base);

const pool = poolRecord();
if (pool) {
  const { base: real } = await serve(pool);
  const views = await poolViews(real);
  viewTests("pool", real, views);
  poolTests(real, views);
} else console.log("skipped: the pool record (no ../shared)");

safetyTests(base);
await run();
