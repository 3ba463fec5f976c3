// SPDX-License-Identifier: Apache-2.0
import { useAnswer } from "./api.js";
import { go } from "./route.js";
import { Answered, Filters, Statement } from "./parts.jsx";

function counted(rows, of) {
  const counts = new Map();
  for (const row of rows) {
    const value = of(row);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 10);
}

function Facet({ title, name, values, params }) {
  if (values.length === 0) return null;
  return (
    <section class="facet">
      <h3>{title}</h3>
      {values.map(([value, n]) => (
        <button key={value} type="button" class="quiet" aria-pressed={params[name] === value} onClick={() => go("statements", { ...params, offset: "", [name]: params[name] === value ? "" : value })}>
          <span>{value}</span><span class="meta">{n}</span>
        </button>
      ))}
    </section>
  );
}

/** Facets left, counted over the newest 500 that answer; quotations right. */
export function Statements({ params, editable }) {
  const shown = useAnswer("statements", { limit: 50, ...params });
  const all = useAnswer("statements", { ...params, offset: "", limit: 500 });
  const rows = all.data?.rows ?? [];
  const offset = Number(params.offset ?? 0);
  return (
    <>
      <h1>Statements</h1>
      <Filters params={params} onChange={(p) => go("statements", { ...p, offset: "" })} fields={[["text", "Words", "search"], ["by", "Said by", "text"], ["to", "Said to", "text"], ["about", "About", "text"], ["since", "Since", "date"], ["until", "Until", "date"]]} />
      <div class="browse">
        <div class="facets">
          <Facet title="Speaker" name="by" params={params} values={counted(rows, (r) => r.speaker?.name)} />
          <Facet title="Act" name="act" params={params} values={counted(rows, (r) => r.act)} />
          <Facet title="Quoted" name="type" params={params} values={counted(rows, (r) => r.kind)} />
          <Facet title="Spoken to" name="to" params={params} values={counted(rows.flatMap((r) => r.to), (a) => a.name)} />
        </div>
        <Answered state={shown} empty="Nobody in the record has said this. Fewer words or filters find more.">
          {(answer) => (
            <section>
              <p class="meta" role="status">{answer.total} statements{answer.notes.length > 0 && ` · ${answer.notes.join("; ")}`}</p>
              <ul class="plain">{answer.rows.map((row) => <Statement key={row.id} row={row} editable={editable} />)}</ul>
              <p>
                {offset > 0 && <button type="button" onClick={() => go("statements", { ...params, offset: String(Math.max(0, offset - 50)) })}>Newer</button>}{" "}
                {offset + answer.rows.length < answer.total && <button type="button" onClick={() => go("statements", { ...params, offset: String(offset + 50) })}>Older</button>}
              </p>
            </section>
          )}
        </Answered>
      </div>
    </>
  );
}
