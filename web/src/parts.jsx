// SPDX-License-Identifier: Apache-2.0
// What all views are made of: an answer or why there is none, items as rows, lists, filters.
import { useId, useState } from "preact/hooks";
import { everyRow, useAnswer } from "./api.js";
import { saveCsv } from "./save.js";
import { link } from "./route.js";
import { day, days, figure, headline, many, month } from "./words.js";
import { RowTools } from "./rowtools.jsx";

/** An answer, or why there is none yet. */
export function Answered({ state, empty, children }) {
  if (state.error) return <Trouble error={state.error} again={state.again} />;
  if (!state.data) return <Waiting />;
  const rows = state.data.rows ?? state.data;
  if (Array.isArray(rows) && rows.length === 0) return <p class="empty">{empty}</p>;
  return <div class={state.loading ? "stale" : undefined}>{children(state.data)}</div>;
}

export function Trouble({ error, again }) {
  return (
    <div class="empty problem" role="alert">
      <p>{error.message}</p>
      {error.status !== 404 && error.status !== 400 && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

/** The shape of what comes, so that nothing jumps. */
export const Waiting = () => (
  <div class="waiting" aria-busy="true" role="status">
    <span class="off">Asking the record …</span>
    <i />
    <i />
    <i />
    <i />
  </div>
);

const bad = new Set([
  "contested",
  "rejected",
  "deny",
  "reject",
  "accuse",
  "denied",
  "criticize",
  "broken",
]);
const good = new Set(["accepted", "fulfilled", "support", "promise", "concede"]);
const warn = new Set(["overdue", "alleged", "threaten", "hypothetical"]);
const toneOfTag = (name) =>
  bad.has(name) ? "bad" : good.has(name) ? "good" : warn.has(name) ? "warn" : "";
export const Tag = ({ name }) =>
  name ? (
    <span class={`tag ${toneOfTag(name)}`}>{name.toLowerCase().replaceAll("_", " ")}</span>
  ) : null;

export function Who({ actor }) {
  if (!actor) return <span class="meta">somebody unnamed</span>;
  return (
    <a class="who" href={link(`actor/${actor.id}`)}>
      {actor.name}
    </a>
  );
}

export const Many = ({ actors, none = "–" }) =>
  actors.length === 0
    ? none
    : actors.map((actor, i) => (
        <span key={actor.id}>
          {i > 0 && ", "}
          <Who actor={actor} />
        </span>
      ));

/** The way to the words: the report, scrolled to them. */
export const Words = ({ row }) => (
  <a href={link(`report/${row.report}`, { item: row.id })}>{headline(row)}</a>
);

/** A report of which only the number is known, by its headline once that is there. */
export function Named({ report, item = "" }) {
  const { data } = useAnswer(`items/${report}`);
  return <a href={link(`report/${report}`, { item })}>{data ? headline(data) : "the report"}</a>;
}

/** When and where, in which report, and what can be done with it; in a report itself it is not named. */
function Source({ row, parts, editable, bare }) {
  const told = [days(row.date), ...parts].filter(Boolean).join(" · ");
  const later = row.published && row.published !== row.date && `reported ${day(row.published)}`;
  const rest = [
    !bare && later,
    row.copies > 0 && many(row.copies, "copy", "copies"),
    row.confidence < 0.5 && "uncertain",
    row.review,
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <div class="source meta">
      <span class={told ? undefined : "alone"}>
        {told}
        {!bare && (
          <>
            {told && " · "}
            <Words row={row} />
          </>
        )}
        {rest && (bare && !told ? rest : ` · ${rest}`)}
      </span>
      <RowTools row={row} editable={editable} />
    </div>
  );
}

const Item = ({ row, children, lit, onLight }) => (
  <li
    class={`item ${row.confidence < 0.5 ? "uncertain" : ""} ${lit ? "lit" : ""}`}
    id={`item-${row.id}`}
    onMouseEnter={onLight && (() => onLight(row.id))}
    onMouseLeave={onLight && (() => onLight(null))}
    onFocusCapture={onLight && (() => onLight(row.id))}
  >
    {children}
  </li>
);

export function Statement({ row, editable, bare, silent, ...light }) {
  return (
    <Item row={row} {...light}>
      <Tag name={row.act} />
      {!silent && <Who actor={row.speaker} />}
      {!silent && row.role && <span class="meta"> · {row.role}</span>}
      {row.to.length > 0 && (
        <span class="meta">
          {" "}
          to <Many actors={row.to} />
        </span>
      )}
      <blockquote>{row.text}</blockquote>
      <Source row={row} parts={[row.venue, row.medium]} editable={editable} bare={bare} />
    </Item>
  );
}

/** The server cuts a long sentence; a mark says so. */
const whole = (text) =>
  text && text.length > 220 && !/[.!?"”’)]$/.test(text) ? `${text.replace(/\s\S*$/, "")} …` : text;

export const figures = (row) =>
  row.figures.map((f) => figure(f) + (row.reports.length > 1 ? ` (${f.report})` : "")).join("; ");

export function Event({ row, editable, bare, ...light }) {
  return (
    <Item row={row} {...light}>
      <Tag name={row.type} />
      {row.status !== "occurred" && <Tag name={row.status} />}
      <Many actors={row.source} none="somebody" />
      {row.target.length > 0 && (
        <>
          {" "}
          → <Many actors={row.target} />
        </>
      )}
      {row.figures.length > 0 && <b class="figures">{figures(row)}</b>}
      <blockquote>{whole(row.text)}</blockquote>
      <Source
        row={row}
        parts={[
          row.place?.name,
          row.reports.length > 1 && `told by ${many(row.reports.length, "report")}`,
        ]}
        editable={editable}
        bare={bare}
      />
    </Item>
  );
}

export function Claim({ row, editable, bare, ...light }) {
  return (
    <Item row={row} {...light}>
      <Tag name={row.status} />
      <blockquote>
        <a class="plainly" href={link(`disputes/${row.id}`)}>
          {row.text}
        </a>
      </blockquote>
      <dl class="facing-short">
        <div class="side-a">
          <dt>says so</dt>
          <dd>
            <Many actors={row.asserted_by} />
          </dd>
        </div>
        <div class="side-b">
          <dt>denies it</dt>
          <dd>
            <Many actors={row.denied_by} />
          </dd>
        </div>
      </dl>
      <Source
        row={row}
        parts={[row.reports.length > 1 && many(row.reports.length, "report")]}
        editable={editable}
        bare={bare}
      />
    </Item>
  );
}

export function Commitment({ row, editable, bare, ...light }) {
  return (
    <Item row={row} {...light}>
      <Tag name={row.status} />
      <b>{row.kind}</b> <Who actor={row.from} /> → <Many actors={row.to} none="all" />
      <blockquote>{row.text}</blockquote>
      {row.answers.map((a) => (
        <div class="meta came" key={a.statement}>
          <Tag name={a.status} />
          <Who actor={a.by} /> {day(a.date)} <a href={link(`item/${a.statement}`)}>their words</a>
        </div>
      ))}
      {row.outcomes?.map((o) => (
        <div class="meta came" key={o.event}>
          <Tag name={o.status} />
          {day(o.date)} <a href={link(`item/${o.event}`)}>what happened</a>
        </div>
      ))}
      <Source
        row={row}
        parts={[row.due && `due ${days(row.due)}`]}
        editable={editable}
        bare={bare}
      />
    </Item>
  );
}

export function Report({ row }) {
  const about = [
    day(row.published),
    row.agency,
    row.copy_of && `copy of ${row.copy_of}`,
    row.statements > 0 && many(row.statements, "statement"),
    row.events > 0 && many(row.events, "event"),
  ];
  return (
    <li class="item">
      <a href={link(`report/${row.id}`)}>{headline(row)}</a>
      <div class="source meta">
        <span>{about.filter(Boolean).join(" · ")}</span>
        <RowTools row={row} />
      </div>
    </li>
  );
}

const rowOf = { s: Statement, e: Event, c: Claim, k: Commitment, d: Report };
export function Row(props) {
  const Kind = rowOf[props.row.id[0]];
  return Kind ? <Kind {...props} /> : null;
}

/** A list with its total, the rest of it and itself as CSV. `asks` is [path, params] of all of it. */
export function List({ answer, asks, name, children, noun = ["item"] }) {
  const [busy, setBusy] = useState("");
  const save = async () => {
    setBusy("…");
    try {
      saveCsv(name, await everyRow(...asks));
      setBusy("");
    } catch (error) {
      setBusy(error.message);
    }
  };
  const total = answer.total >= 10000 ? "10,000 or more" : null;
  return (
    <section>
      <p class="meta bar">
        <span role="status">
          {total ? `${total} ${noun[1] ?? `${noun[0]}s`}` : many(answer.total, ...noun)}
          {answer.notes?.length > 0 && ` · ${answer.notes.join("; ")}`}
        </span>
        {asks && (
          <button type="button" class="quiet" onClick={save}>
            CSV {busy}
          </button>
        )}
      </p>
      <ul class="plain">{answer.rows.map(children)}</ul>
    </section>
  );
}

/** The ways to the rows before and behind those of a list; `set` takes the new offset. */
export function Pages({ answer, offset, size = 100, set }) {
  return (
    <p class="pages">
      {offset > 0 && (
        <button type="button" onClick={() => set({ offset: String(Math.max(0, offset - size)) })}>
          Before
        </button>
      )}
      {offset + answer.rows.length < answer.total && (
        <button type="button" onClick={() => set({ offset: String(offset + size) })}>
          More
        </button>
      )}
    </p>
  );
}

/** Labelled inputs that write into the address: [name, label, type, options]; an option is a value, or a value
 * and its words. */
export const orders = [
  ["", "what matters first"],
  ["-date", "newest first"],
  ["date", "oldest first"],
  ["confidence", "surest first"],
];
export function Filters({ fields, params, onChange }) {
  const set = (name) => (e) =>
    e.currentTarget.value !== (params[name] ?? "") &&
    onChange({ ...params, [name]: e.currentTarget.value });
  return (
    <form
      class="filters"
      onSubmit={(e) => {
        e.preventDefault();
        document.activeElement?.blur();
      }}
    >
      {fields.map(([name, label, type, options]) => (
        <label key={name}>
          <span>{label}</span>
          {options ? (
            <select value={params[name] ?? ""} onChange={set(name)}>
              {!Array.isArray(options[0]) && <option value="">any</option>}
              {options
                .map((o) => (Array.isArray(o) ? o : [o, o.toLowerCase().replaceAll("_", " ")]))
                .map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
            </select>
          ) : (
            <input type={type} value={params[name] ?? ""} onChange={set(name)} />
          )}
        </label>
      ))}
    </form>
  );
}

/** Months or other steps as small bars: [[name, n]]. */
export function Spark({ steps, label }) {
  const most = Math.max(1, ...steps.map(([, n]) => n));
  const told =
    steps.length > 0 ? `${label}: ${steps.at(-1)[1]} in the last, at most ${most}` : label;
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${Math.max(60, steps.length * 6)} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={told}
    >
      {steps.map(([step, n], i) => (
        <rect key={step} x={i * 6} y={19 - (18 * n) / most} width={5} height={(18 * n) / most + 1}>
          <title>{`${step.length > 7 ? day(step) : month(step)}: ${n}`}</title>
        </rect>
      ))}
    </svg>
  );
}

/** Choices of which one is on. */
export function Choice({ label, options, value, onChange }) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class="off">{label}</legend>
      {options.map(([key, text]) => (
        <label key={key} class={value === key ? "on" : ""}>
          <input type="radio" name={name} checked={value === key} onChange={() => onChange(key)} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
