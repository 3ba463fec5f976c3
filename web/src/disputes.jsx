// SPDX-License-Identifier: Apache-2.0
// What is contested: a claim, or two actors, as two columns in the order of time.
import { useAnswer } from "./api.js";
import { go, link, period } from "./route.js";
import { saveHtml } from "./save.js";
import {
  Answered,
  Claim,
  Commitment,
  Event,
  Filters,
  List,
  Many,
  Named,
  Statement,
  Tag,
  Who,
  Words,
} from "./parts.jsx";
import { RowTools } from "./rowtools.jsx";
import { day, dayOf, figure, line, many } from "./words.js";

/** Rows side by side: [{at, side: "a" | "b" | "both", node, row}], oldest first. */
function Columns({ a, b, rows }) {
  const sorted = rows
    .map((row, i) => ({ ...row, i }))
    .sort((x, y) => (x.at || "9999").localeCompare(y.at || "9999") || x.i - y.i);
  let last = null;
  return (
    <div class="two-columns">
      <h2 class="side-a head">{a}</h2>
      <h2 class="side-b head">{b}</h2>
      {sorted.map((row) => {
        const fresh = row.at !== last;
        last = row.at;
        return [
          fresh && (
            <p key={`at${row.at}`} class="when">
              {row.at ? day(row.at) : "no day"}
            </p>
          ),
          <ul key={row.key} class={`plain cell side-${row.side}`}>
            {row.node}
          </ul>,
        ];
      })}
    </div>
  );
}

/** Whose side each is on: the two, and those who speak for them; what is neither's stands between. */
function sider(view) {
  // Whose office a speaker holds says it before the list in which the words were found.
  const holds = (row, actor) => Boolean(row.role?.endsWith(actor.name));
  const voices = (actor, other, said, rest) =>
    new Set([
      actor.id,
      ...said.filter((row) => !holds(row, other)).map((row) => row.speaker?.id),
      ...rest.filter((row) => holds(row, actor)).map((row) => row.speaker?.id),
    ]);
  const a = voices(view.a, view.b, view.a_on_b, view.b_on_a),
    b = voices(view.b, view.a, view.b_on_a, view.a_on_b);
  const any = (set, actors) => actors.some((actor) => actor && set.has(actor.id));
  const which = (inA, inB) => (inA && !inB ? "a" : inB && !inA ? "b" : null);
  const self = (actor, actors) => actors.some((one) => one?.id === actor.id);
  return (...actors) =>
    which(self(view.a, actors), self(view.b, actors)) ??
    which(any(a, actors), any(b, actors)) ??
    "both";
}

/** A claim where it is said, and each denial where and when it is made. */
function claimRows(claim, sideOf) {
  const said = claim.asserted_by[0],
    first = {
      at: said?.since ?? dayOf(claim.date),
      side: said ? sideOf(...claim.asserted_by) : "both",
      key: claim.id,
      row: claim,
      node: <Claim row={claim} />,
    };
  const denials = claim.denied_by.map((who) => ({
    at: who.since ?? "",
    side: sideOf(who),
    key: claim.id + who.id,
    node: (
      <li class="item">
        <Tag name="denied" />
        <Who actor={who} />
        <blockquote>
          <a class="plainly" href={link(`disputes/${claim.id}`)}>
            {claim.text}
          </a>
        </blockquote>
        <div class="meta">
          <Named report={who.report} item={claim.id} />
        </div>
      </li>
    ),
  }));
  return said ? [first, ...denials] : denials.length ? denials : [first];
}

/** What one says and nobody denies is no dispute. */
const contested = (view) => view.claims.filter((claim) => claim.denied_by.length > 0);

function rowsOf(view) {
  const sideOf = sider(view);
  const rows = contested(view).flatMap((claim) => claimRows(claim, sideOf));
  const add = (row, side, Kind) =>
    rows.push({ at: dayOf(row.date), side, key: row.id, row, node: <Kind row={row} /> });
  const said = (row, otherwise) => {
    const side = sideOf(row.speaker);
    return side === "both" ? otherwise : side;
  };
  for (const row of view.a_on_b) add(row, said(row, "a"), Statement);
  for (const row of view.b_on_a)
    if (!view.a_on_b.some((other) => other.id === row.id)) add(row, said(row, "b"), Statement);
  for (const row of view.commitments) add(row, sideOf(row.from), Commitment);
  for (const row of view.events) add(row, sideOf(...row.source), Event);
  return rows;
}

/** Figures that differ for one event, beside each other. */
function Figures({ events }) {
  const differ = events
    .map((row) => {
      const kinds = new Map();
      for (const f of row.figures) kinds.set(f.what, [...(kinds.get(f.what) ?? []), f]);
      return [row, [...kinds].filter(([, all]) => new Set(all.map((f) => f.value)).size > 1)];
    })
    .filter(([, kinds]) => kinds.length > 0);
  if (differ.length === 0) return null;
  return (
    <section class="card">
      <h2>Figures against figures</h2>
      <ul class="plain">
        {differ.map(([row, kinds]) => (
          <li key={row.id} class="item">
            <Tag name={row.type} />
            {day(dayOf(row.date))} <Words row={row} />
            {kinds.map(([what, all]) => (
              <table key={what} class="figures-table">
                <thead>
                  <tr>
                    <th scope="col">{what}</th>
                    <th scope="col">told by</th>
                  </tr>
                </thead>
                <tbody>
                  {all.map((f, i) => (
                    <tr key={i}>
                      <td>
                        <b>{figure(f)}</b>
                      </td>
                      <td>
                        <Named report={f.report} item={row.id} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Pair({ params }) {
  return (
    <Answered state={useAnswer("dispute", { a: params.a, b: params.b, ...period(params) })}>
      {(view) => {
        const rows = rowsOf(view);
        const title = `${view.a.name} and ${view.b.name}`;
        const send = () =>
          saveHtml(
            "dispute",
            title,
            [
              [view.a.name, rows.filter((r) => r.side === "a")],
              [view.b.name, rows.filter((r) => r.side === "b")],
              ["Between them", rows.filter((r) => r.side === "both")],
            ].map(([head, list]) => [head, list.filter((r) => r.row).map((r) => line(r.row))]),
          );
        return (
          <>
            <p class="bar meta">
              <span>
                {many(contested(view).length, "contested claim")},{" "}
                {many(view.events.length, "event")},{" "}
                {many(view.a_on_b.length + view.b_on_a.length, "statement")},{" "}
                {many(view.commitments.length, "thing asked", "things asked")}
              </span>
              <button type="button" onClick={send}>
                Send: save as HTML
              </button>
            </p>
            <Figures events={view.events} />
            {rows.length === 0 ? (
              <p class="empty">The record has nothing between the two in these days.</p>
            ) : (
              <Columns a={<Who actor={view.a} />} b={<Who actor={view.b} />} rows={rows} />
            )}
          </>
        );
      }}
    </Answered>
  );
}

/** One claim: who says so and who denies it, each since when and in which report. */
function Matter({ id, editable }) {
  const state = useAnswer(`items/${encodeURIComponent(id)}`);
  return (
    <Answered state={state}>
      {(claim) => {
        const side = (actors, name) =>
          actors.map((who) => ({
            at: who.since,
            side: name,
            key: name + who.id,
            node: (
              <li class="item">
                <Who actor={who} /> {name === "a" ? "says so" : "denies it"}
                <div class="meta">
                  <Named report={who.report} />
                </div>
              </li>
            ),
          }));
        const rows = [...side(claim.asserted_by, "a"), ...side(claim.denied_by, "b")];
        const first = claim.asserted_by[0],
          other = claim.denied_by[0];
        return (
          <>
            <h1 class="quoted">“{claim.text}”</h1>
            <p class="meta">
              <Tag name={claim.status} /> <Words row={claim} /> ·{" "}
              {many(claim.reports.length, "report")} <RowTools row={claim} editable={editable} />
            </p>
            <Columns
              a={
                <>
                  Says so: <Many actors={claim.asserted_by} />
                </>
              }
              b={
                <>
                  Denies it: <Many actors={claim.denied_by} />
                </>
              }
              rows={rows}
            />
            {claim.context && (
              <section class="card">
                <h2>In its words</h2>
                <p class="context">{claim.context}</p>
              </section>
            )}
            {first && other && (
              <p>
                <a href={link("disputes", { a: first.name, b: other.name })}>
                  All between {first.name} and {other.name}
                </a>
              </p>
            )}
          </>
        );
      }}
    </Answered>
  );
}

/** Pairs that face each other in contested claims, most often first. */
function pairsOf(rows) {
  const pairs = new Map();
  for (const row of rows)
    for (const a of row.asserted_by)
      for (const b of row.denied_by) {
        if (a.name === b.name) continue;
        const key = [a.name, b.name].sort().join("|");
        pairs.set(key, (pairs.get(key) ?? 0) + 1);
      }
  return [...pairs].sort((x, y) => y[1] - x[1]);
}

function Contested({ params, editable }) {
  const asks = { status: "contested", about: params.about, ...period(params) };
  return (
    <Answered
      state={useAnswer("claims", { ...asks, limit: 200 })}
      empty="Nothing in these days is contested."
    >
      {(answer) => (
        <div class="browse">
          <details class="facets" open={innerWidth > 740}>
            <summary>Who with whom</summary>
            <ul class="plain">
              {pairsOf(answer.rows)
                .slice(0, 30)
                .map(([key, n]) => {
                  const [a, b] = key.split("|");
                  return (
                    <li key={key}>
                      <a href={link("disputes", { a, b })}>
                        {a} and {b}
                      </a>{" "}
                      <span class="meta">{n}</span>
                    </li>
                  );
                })}
            </ul>
          </details>
          <List answer={answer} asks={["claims", asks]} name="disputes" noun={["contested claim"]}>
            {(row) => <Claim key={row.id} row={row} editable={editable} />}
          </List>
        </div>
      )}
    </Answered>
  );
}

export function Disputes({ id, params, editable }) {
  if (id) return <Matter id={id} editable={editable} />;
  return (
    <>
      <h1>{params.a && params.b ? `${params.a} and ${params.b}` : "Disputes"}</h1>
      <Filters
        params={params}
        onChange={(p) => go("disputes", p)}
        fields={[
          ["a", "One side", "search"],
          ["b", "The other", "search"],
        ]}
      />
      {params.a && params.b ? (
        <Pair params={params} />
      ) : (
        <Contested params={params} editable={editable} />
      )}
    </>
  );
}
