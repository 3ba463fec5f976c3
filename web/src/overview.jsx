// SPDX-License-Identifier: Apache-2.0
import { useAnswer } from "./api.js";
import { link } from "./route.js";
import { Answered, Claim, Commitment, Spark, Who } from "./parts.jsx";

const Card = ({ title, more, rows, children, empty }) => (
  <section class="card">
    <h2>{title}</h2>
    {rows.length ? <ul class="plain">{rows.map(children)}</ul> : <p class="meta">{empty}</p>}
    {more && rows.length > 0 && <p class="meta"><a href={more}>all of them</a></p>}
  </section>
);

export function Overview() {
  return (
    <Answered state={useAnswer("overview", {})}>
      {(all) => all.reports === 0 ? <p class="empty">The record is empty. <code>casus add report.txt</code> begins it.</p> : (
        <>
          <h1>The record</h1>
          <p class="counts">
            <span><b>{all.reports}</b> reports{all.copies > 0 && `, ${all.copies} ${all.copies === 1 ? "copy" : "copies"}`}</span><span><b>{all.statements}</b> statements</span><span><b>{all.events}</b> events</span><span><b>{all.actors}</b> actors</span>
            <span>{all.first} – {all.last}</span>
          </p>
          <div class="grid">
            <Card title="Disputed" rows={all.disputed} more={link("disputes")} empty="Nothing is contested.">{(row) => <Claim key={row.id} row={row} />}</Card>
            <Card title="Overdue" rows={all.overdue} more={link("commitments", { status: "overdue" })} empty="Nothing is overdue.">{(row) => <Commitment key={row.id} row={row} />}</Card>
            <Card title="Still open" rows={all.open} more={link("commitments", { status: "open" })} empty="Nothing is open.">{(row) => <Commitment key={row.id} row={row} />}</Card>
            <Card title="New" rows={all.newest} empty="">{(row) => <li key={row.id}><a href={link(`report/${row.id}`)}>{row.title ?? row.id}</a><div class="meta">{[row.published, row.agency, row.copy_of && `copy of ${row.copy_of}`].filter(Boolean).join(" · ")}</div></li>}</Card>
            <Card title="Who speaks most" rows={all.speakers} more={link("statements")} empty="">{(row) => <li key={row.id}><Who actor={row} /> <span class="meta">{row.statements} statements</span><Spark months={row.months} label="statements by month" /></li>}</Card>
            <section class="card">
              <h2>By month</h2>
              <p class="meta">Statements</p><Spark months={all.statements_by_month} label="statements" />
              <p class="meta">Events</p><Spark months={all.events_by_month} label="events" />
              <p class="meta">{all.types.map(([t, n]) => `${t} ${n}`).join(" · ")}</p>
            </section>
          </div>
        </>
      )}
    </Answered>
  );
}
