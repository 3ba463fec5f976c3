// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { correct } from "./api.js";
import { link } from "./route.js";

export const dayOf = (date) => (date === null || date === undefined ? "" : typeof date === "string" ? date : date.from ?? date.to ?? "");
export const days = (date) => (date && typeof date === "object" ? `${date.from ?? ""} – ${date.to ?? ""}` : date ?? "");
export const conflictTypes = new Set(["ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "ACCUSE", "THREATEN", "REJECT", "REQUEST"]);
export const toneOf = (type) => (conflictTypes.has(type) ? "conflict" : ["AID", "COOPERATE", "RETREAT", "CONCEDE"].includes(type) ? "aid" : "talk");

/** An answer, or why there is none yet. */
export function Answered({ state, empty, children }) {
  if (state.error) return <p class="empty problem" role="alert">{state.error}</p>;
  if (state.loading && !state.data) return <p class="empty" aria-busy="true">Asking the record …</p>;
  const rows = state.data?.rows ?? state.data;
  if (Array.isArray(rows) && rows.length === 0) return <p class="empty">{empty}</p>;
  return children(state.data);
}

export const Tag = ({ name }) => (name ? <span class={`tag ${name}`}>{name}</span> : null);

export function Who({ actor }) {
  if (!actor) return <span class="meta">somebody unnamed</span>;
  return <a href={link(`actor/${actor.id}`)}>{actor.name}</a>;
}

export const Many = ({ actors }) => actors.map((actor, i) => <span key={actor.id}>{i > 0 && ", "}<Who actor={actor} /></span>);

/** The way to the words: the report, scrolled to them. */
export function Words({ row }) {
  return (
    <a href={link(`report/${row.report}`, { item: row.id })}>
      {row.title ?? row.report}
    </a>
  );
}

const Source = ({ row }) => (
  <div class="meta">
    <Words row={row} />{row.published && ` · ${row.published}`}{row.copies > 0 && ` · ${row.copies} ${row.copies === 1 ? "copy" : "copies"}`}
    {row.confidence < 0.5 && " · uncertain"}{row.review && ` · ${row.review}`}
  </div>
);

/** Accept, reject, amend: where the server allows it. */
export function Review({ row, editable }) {
  const [said, setSaid] = useState("");
  if (!editable) return null;
  const send = (action, value) => correct(row.id, action, value).then(() => setSaid(`${action}ed`), (e) => setSaid(e.message));
  return (
    <div class="edit">
      <button type="button" onClick={() => send("accept")}>right</button>
      <button type="button" onClick={() => send("reject")}>wrong</button>
      <span role="status" class="meta">{said}</span>
    </div>
  );
}

export function Statement({ row, editable }) {
  return (
    <li>
      <Tag name={row.act} /><Who actor={row.speaker} />
      {row.role && <span class="meta"> · {row.role}</span>}
      {row.to.length > 0 && <span class="meta"> to <Many actors={row.to} /></span>}
      <blockquote>{row.text}</blockquote>
      <div class="meta">{[days(row.date), row.venue, row.medium].filter(Boolean).join(" · ")}</div>
      <Source row={row} />
      <Review row={row} editable={editable} />
    </li>
  );
}

export const figures = (row) => row.figures.map((f) => `${f.qualifier ?? ""} ${f.value || ""} ${f.what} ${f.unit && f.unit !== f.what ? f.unit : ""}`.replace(/\s+/g, " ").trim() + (row.reports.length > 1 ? ` (${f.report})` : "")).join("; ");

export function Event({ row, editable }) {
  return (
    <li>
      <Tag name={row.type} />{row.status !== "occurred" && <Tag name={row.status} />}
      <Many actors={row.source} />{row.target.length > 0 && <> → <Many actors={row.target} /></>}
      {row.figures.length > 0 && <b> {figures(row)}</b>}
      <blockquote>{row.text}</blockquote>
      <div class="meta">{[days(row.date), row.place?.name, row.reports.length > 1 && `told by ${row.reports.length} reports`].filter(Boolean).join(" · ")}</div>
      <Source row={row} />
      <Review row={row} editable={editable} />
    </li>
  );
}

export function Claim({ row }) {
  return (
    <li>
      <Tag name={row.status} />
      <blockquote>{row.text}</blockquote>
      {row.asserted_by.length > 0 && <div class="meta">says so: <Many actors={row.asserted_by} /></div>}
      {row.denied_by.length > 0 && <div class="meta">denies it: <Many actors={row.denied_by} /></div>}
      <Source row={row} />
    </li>
  );
}

export function Commitment({ row }) {
  return (
    <li>
      <Tag name={row.status} /><b>{row.kind}</b> <Who actor={row.from} /> → {row.to.length ? <Many actors={row.to} /> : "all"}
      <blockquote>{row.text}</blockquote>
      <div class="meta">
        {[dayOf(row.date), row.due && `due ${days(row.due)}`].filter(Boolean).join(" · ")}
        {row.answers.map((a) => <span key={a.statement}> · {a.status} {a.date} by <Who actor={a.by} /></span>)}
      </div>
      <Source row={row} />
    </li>
  );
}

/** Labelled inputs that write into the address. */
export function Filters({ fields, params, onChange }) {
  return (
    <form class="filters" onSubmit={(e) => e.preventDefault()}>
      {fields.map(([name, label, type, options]) => (
        <label key={name}>
          {label}
          {options ? (
            <select value={params[name] ?? ""} onChange={(e) => onChange({ ...params, [name]: e.currentTarget.value })}>
              <option value="">any</option>
              {options.map((o) => <option key={o} value={o}>{o}</option>)}
            </select>
          ) : (
            <input type={type} value={params[name] ?? ""} onChange={(e) => onChange({ ...params, [name]: e.currentTarget.value })} />
          )}
        </label>
      ))}
    </form>
  );
}

export function Spark({ months, label }) {
  const most = Math.max(1, ...months.map(([, n]) => n));
  const width = 6;
  return (
    <svg class="spark" viewBox={`0 0 ${Math.max(60, months.length * width)} 20`} preserveAspectRatio="none" height="20" role="img" aria-label={`${label}: ${months.map(([m, n]) => `${m} ${n}`).join(", ")}`}>
      {months.map(([m, n], i) => <rect key={m} x={i * width} y={20 - (18 * n) / most} width={width - 1} height={(18 * n) / most + 1} />)}
    </svg>
  );
}
