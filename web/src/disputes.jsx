// SPDX-License-Identifier: Apache-2.0
import { useAnswer } from "./api.js";
import { go, link } from "./route.js";
import { Answered, Claim, Commitment, Event, Filters, Many, Statement, Words } from "./parts.jsx";

const List = ({ rows, children, empty }) => (rows.length ? <ul class="plain">{rows.map(children)}</ul> : <p class="meta">{empty}</p>);

function Facing({ view }) {
  const known = (who, side) => who.some((actor) => actor.name === side.name);
  return (
    <section class="card facing">
      <h2>Claims facing denials</h2>
      {view.claims.length === 0 ? <p class="meta">Neither denies what the other claims.</p> : (
        <table>
          <thead><tr><th>What is claimed</th><th>Says so</th><th>Denies it</th></tr></thead>
          <tbody>
            {view.claims.map((row) => (
              <tr key={row.id} class={known(row.asserted_by, view.a) ? "from-a" : "from-b"}>
                <td><q>{row.text}</q><div class="meta"><Words row={row} /></div></td><td data-label="Says so"><Many actors={row.asserted_by} /></td><td data-label="Denies it">{row.denied_by.length ? <Many actors={row.denied_by} /> : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Dispute({ params }) {
  return (
    <Answered state={useAnswer("dispute", params)}>
      {(view) => (
        <div class="sides">
          <Facing view={view} />
          <section class="card side-a"><h2>{view.a.name} on {view.b.name}</h2><List rows={view.a_on_b} empty="Nothing in the record.">{(row) => <Statement key={row.id} row={row} />}</List></section>
          <section class="card side-b"><h2>{view.b.name} on {view.a.name}</h2><List rows={view.b_on_a} empty="Nothing in the record.">{(row) => <Statement key={row.id} row={row} />}</List></section>
          <section class="card facing"><h2>What happened between them</h2><List rows={view.events} empty="Nothing in the record.">{(row) => <Event key={row.id} row={row} />}</List></section>
          <section class="card facing"><h2>Asked and answered</h2><List rows={view.commitments} empty="Nothing in the record.">{(row) => <Commitment key={row.id} row={row} />}</List></section>
        </div>
      )}
    </Answered>
  );
}

/** Pairs that face each other in contested claims. */
function Pairs() {
  return (
    <Answered state={useAnswer("claims", { status: "contested", limit: 200 })} empty="Nothing in the record is contested.">
      {(answer) => {
        const pairs = new Map();
        for (const row of answer.rows) for (const a of row.asserted_by) for (const b of row.denied_by) {
          const key = [a.name, b.name].sort().join("|");
          pairs.set(key, (pairs.get(key) ?? 0) + 1);
        }
        return (
          <div class="grid">
            <section class="card"><h2>Who disputes with whom</h2><ul class="plain">{[...pairs].sort((x, y) => y[1] - x[1]).map(([key, n]) => { const [a, b] = key.split("|"); return <li key={key}><a href={link("disputes", { a, b })}>{a} and {b}</a> <span class="meta">{n} contested</span></li>; })}</ul></section>
            <section class="card"><h2>Contested claims</h2><ul class="plain">{answer.rows.map((row) => <Claim key={row.id} row={row} />)}</ul></section>
          </div>
        );
      }}
    </Answered>
  );
}

export function Disputes({ params }) {
  return (
    <>
      <h1>Disputes</h1>
      <Filters params={params} onChange={(p) => go("disputes", p)} fields={[["a", "One side", "text"], ["b", "The other", "text"], ["since", "Since", "date"], ["until", "Until", "date"]]} />
      {params.a && params.b ? <Dispute params={params} /> : <Pairs />}
    </>
  );
}
