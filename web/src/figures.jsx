// SPDX-License-Identifier: Apache-2.0
// How much was said and done a month, and by whom.
import { Spark, Who } from "./parts.jsx";
import { number } from "./words.js";

export function Figures({ whole, params }) {
  const month = (iso) => iso?.slice(0, 7);
  const inside = ([m]) =>
    (!params.since || m >= month(params.since)) && (!params.until || m <= month(params.until));
  return (
    <section class="card">
      <h2>By month</h2>
      {[
        ["Statements", whole.statements_by_month],
        ["Events", whole.events_by_month],
      ].map(([title, steps]) => (
        <div key={title}>
          <h3>
            {title}{" "}
            <span class="meta">{number(steps.filter(inside).reduce((n, [, m]) => n + m, 0))}</span>
          </h3>
          <Spark steps={steps.filter(inside).slice(-60)} label={title} />
        </div>
      ))}
      <h3>Who speaks most</h3>
      <ul class="plain">
        {whole.speakers.slice(0, 6).map((row) => (
          <li key={row.id} class="item speaker">
            <Who actor={row} />
            <Spark
              steps={row.months.filter(inside).slice(-60)}
              label={`${row.name}, statements by month`}
            />
            <span class="meta">{number(row.statements)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
