// SPDX-License-Identifier: Apache-2.0
// Every view in both themes and two widths: it shows, fits, complains of nothing, and axe-core finds nothing.
import assert from "node:assert/strict";
import { open, shot, test, violations } from "./harness.mjs";

export const exampleViews = {
  briefing: "#/",
  "briefing-period": "#/?since=2025-10-01&until=2025-10-31&about=Velmar",
  timeline: "#/timeline",
  statements: "#/statements?about=Lake Ardal",
  "statements-grouped": "#/statements?group=speaker&act=deny,state",
  "statements-by-story": "#/statements?group=story",
  dispute: "#/disputes?a=Velmar&b=Sorania",
  disputes: "#/disputes",
  matter: "#/disputes/c1",
  commitments: "#/commitments?as_of=2025-11-24",
  relations: "#/relations?member_of=Council of Lake States",
  matrix: "#/relations?as=matrix",
  map: "#/map",
  actor: "#/actor/Velmar",
  actors: "#/actors",
  report: "#/report/d1?item=s1",
  reports: "#/reports",
  item: "#/item/s1",
  dossier: "#/dossier",
  add: "#/add",
  empty: "#/statements?text=nobodysaidthis",
  error: "#/actor/Nobody",
  outlook: "#/outlook?as_of=2025-10-10",
  forecast: "#/outlook?body=Lake Council&on=2025-10-14&as_of=2025-10-10",
};

/** Where an actor and a report of the pool are found without knowing it. */
export async function poolViews(base) {
  const ask = (path) => fetch(`${base}api/v1/${path}`).then((r) => r.json());
  const claims = await ask("claims?status=contested&limit=50");
  const pair = claims.rows.find((c) => c.asserted_by.length && c.denied_by.length);
  const speakers = (await ask("overview")).speakers;
  const reports = (await ask("reports?limit=100")).rows;
  const report = reports.sort((a, b) => b.statements - a.statements)[0];
  return {
    briefing: "#/",
    timeline: "#/timeline",
    statements: "#/statements",
    "statements-grouped": "#/statements?group=speaker",
    disputes: "#/disputes",
    ...(pair && {
      matter: `#/disputes/${pair.id}`,
      dispute: `#/disputes?a=${encodeURIComponent(pair.asserted_by[0].name)}&b=${encodeURIComponent(pair.denied_by[0].name)}`,
    }),
    commitments: "#/commitments",
    outlook: "#/outlook?as_of=2018-04-12",
    forecast: "#/outlook?body=UN Security Council&matter=condemn the chemical attack&on=2018-04-30",
    relations: "#/relations",
    matrix: "#/relations?as=matrix",
    map: "#/map",
    actor: `#/actor/${speakers[0].id}`,
    actors: "#/actors",
    report: `#/report/${report.id}`,
    reports: "#/reports",
  };
}

export function viewTests(of, base, views, mayFail = []) {
  for (const [name, address] of Object.entries(views))
    for (const theme of ["light", "dark"])
      for (const width of [1280, 390]) {
        test(
          `${of} ${name}, ${theme}, ${width} wide: shows, fits, complains of nothing, axe finds nothing`,
          async () => {
            const page = await open(base, address, { width, theme });
            try {
              await shot(page, `${of}-${name}-${theme}-${width}`);
              // A record without stories answers 404, and the page shows its events instead.
              assert.deepEqual(
                page.problems.filter((p) => !p.includes("404")),
                [],
              );
              const wide = await page.evaluate(() => [
                document.documentElement.scrollWidth,
                innerWidth,
              ]);
              assert.ok(wide[0] <= wide[1] + 1, `wider than the window: ${wide}`);
              assert.equal(await page.locator(".problem").count(), mayFail.includes(name) ? 1 : 0);
              assert.deepEqual(await violations(page), []);
            } finally {
              await page.context().close();
            }
          },
          true,
        );
      }
}
