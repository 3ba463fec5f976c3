// SPDX-License-Identifier: Apache-2.0
// A report with everything read out of it, marked in its text by kind and linked both ways.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useAnswer } from "./api.js";
import { go, link, period, replace } from "./route.js";
import {
  Answered,
  Claim,
  Commitment,
  Event,
  Filters,
  List,
  Pages,
  Report,
  Row,
  Statement,
} from "./parts.jsx";
import { day, headline, many } from "./words.js";

const kinds = [
  ["statements", "Statements", Statement],
  ["events", "Events", Event],
  ["claims", "Claims", Claim],
  ["commitments", "Asked and answered", Commitment],
];
const spansOf = (item) => item.content_spans ?? item.trigger_span ?? item.spans ?? item.span ?? [];

/** The text cut where a span begins or ends: [{text, ids, kinds, aside, sure}]. Spans count code points, as
 * RECORD.md does. */
function pieces(report, off) {
  const text = [...report.text],
    edges = new Set([0, text.length]);
  const items = kinds
    .filter(([kind]) => !off.has(kind))
    .flatMap(([kind]) => report[kind].map((row) => ({ kind, row, spans: spansOf(row) })));
  for (const { spans } of items) for (const [s, e] of spans) edges.add(s).add(e);
  for (const [s, e] of report.furniture) edges.add(s).add(e);
  const cuts = [...edges].sort((a, b) => a - b);
  const within = (spans, at) => spans.some(([s, e]) => s <= at && at < e);
  return cuts.slice(0, -1).map((from, i) => {
    const over = items.filter(({ spans }) => within(spans, from));
    return {
      text: text.slice(from, cuts[i + 1]).join(""),
      ids: over.map((o) => o.row.id),
      kinds: new Set(over.map((o) => o.kind)),
      aside: within(report.furniture, from),
      sure: over.some((o) => o.row.confidence >= 0.5),
    };
  });
}

function Marked({ parts, lit, chosen, onLight, onChoose }) {
  const here = useRef();
  useEffect(() => {
    here.current?.scrollIntoView({ block: "center" });
  }, [chosen]);
  let first = true;
  return parts.map((p, i) => {
    if (p.aside && p.ids.length === 0)
      return (
        <span key={i} class="set-aside">
          {p.text}
        </span>
      );
    if (p.ids.length === 0) return p.text;
    const now = p.ids.includes(chosen),
      ref = now && first ? here : undefined;
    if (now) first = false;
    const marks = [...p.kinds].map((k) => `k-${k}`).join(" ");
    return (
      <mark
        key={i}
        ref={ref}
        class={`${marks} ${p.sure ? "" : "pale"} ${now ? "now" : ""} ${p.ids.includes(lit) ? "lit" : ""}`}
        onMouseEnter={() => onLight(p.ids.at(-1))}
        onMouseLeave={() => onLight(null)}
        onClick={() => onChoose(p.ids.at(-1))}
      >
        {p.text}
      </mark>
    );
  });
}

function Items({ report, editable, off, toggle, lit, onLight, chosen }) {
  return (
    <aside aria-label="Read out of it">
      <p class="legend marks">
        {kinds
          .filter(([kind]) => report[kind].length > 0)
          .map(([kind, title]) => (
            <label key={kind}>
              <input type="checkbox" checked={!off.has(kind)} onChange={() => toggle(kind)} />
              <mark class={`k-${kind}`}>{title}</mark> {report[kind].length}
            </label>
          ))}
      </p>
      <p class="meta">
        Pale: uncertain. <kbd>j</kbd> and <kbd>k</kbd> step from item to item.
      </p>
      {kinds
        .filter(([kind]) => report[kind].length > 0 && !off.has(kind))
        .map(([kind, title, Kind]) => (
          <section class="card" key={kind}>
            <h2>{title}</h2>
            <ul class="plain">
              {report[kind].map((row) => (
                <Kind
                  key={row.id}
                  row={row}
                  editable={editable}
                  bare
                  lit={lit === row.id || chosen === row.id}
                  onLight={onLight}
                />
              ))}
            </ul>
          </section>
        ))}
      {report.corrections.length > 0 && (
        <section class="card">
          <h2>Corrections</h2>
          <ul class="plain">
            {report.corrections.map((c, i) => (
              <li key={i} class="item">
                {c.item} {c.action} {c.value}
                <div class="meta">
                  {c.at} · {c.who}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

function Read({ report, item, editable }) {
  const [off, setOff] = useState(new Set());
  const [lit, setLit] = useState(null);
  const parts = useMemo(() => pieces(report, off), [report, off]);
  const order = useMemo(
    () =>
      kinds
        .flatMap(([kind]) => report[kind])
        .filter((row) => spansOf(row).length)
        .sort((a, b) => spansOf(a)[0][0] - spansOf(b)[0][0])
        .map((row) => row.id),
    [report],
  );
  const toggle = (kind) =>
    setOff((now) => {
      const next = new Set(now);
      if (!next.delete(kind)) next.add(kind);
      return next;
    });
  const choose = (id) => {
    replace(`report/${report.id}`, { item: id });
    document.getElementById(`item-${id}`)?.scrollIntoView({ block: "nearest" });
  };
  useEffect(() => {
    const pressed = (e) => {
      const step = { j: 1, k: -1 }[e.key];
      if (
        !step ||
        e.ctrlKey ||
        e.metaKey ||
        /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName)
      )
        return;
      const at = order.indexOf(item);
      if (order.length) choose(order[(at + step + order.length) % order.length]);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [item, order]);
  const source = report.url && /^https?:/.test(report.url);
  return (
    <>
      <h1>{headline(report)}</h1>
      <p class="meta">
        {[report.byline, report.agency, report.dateline, day(report.published)]
          .filter(Boolean)
          .join(" · ")}
        {source && (
          <>
            {" "}
            ·{" "}
            <a href={report.url} rel="noreferrer noopener">
              source
            </a>
          </>
        )}
        <Other id={report.copy_of} is="a copy of" />
        <Other id={report.replaces} is="replaces" />
        <Other id={report.replaced_by} is="replaced by" />
      </p>
      {report.copies_of_it.length > 0 && (
        <p class="meta">
          Reprinted:{" "}
          {report.copies_of_it.map((c) => (
            <a key={c.id} href={link(`report/${c.id}`)}>
              {c.agency ?? headline(c)}{" "}
            </a>
          ))}
        </p>
      )}
      <div class="read">
        <article aria-label="The report">
          <Marked parts={parts} lit={lit} chosen={item} onLight={setLit} onChoose={choose} />
        </article>
        <Items
          report={report}
          editable={editable}
          off={off}
          toggle={toggle}
          lit={lit}
          onLight={setLit}
          chosen={item}
        />
      </div>
    </>
  );
}

/** What a report is to another, where there is one. */
function Other({ id, is }) {
  if (!id) return null;
  return (
    <>
      {" "}
      · {is} <a href={link(`report/${id}`)}>{id}</a>
    </>
  );
}

export function ReportPage({ id, params, editable }) {
  return (
    <Answered state={useAnswer(`reports/${encodeURIComponent(id)}`)}>
      {(report) => <Read key={report.id} report={report} item={params.item} editable={editable} />}
    </Answered>
  );
}

/** One item by its id, such as an answer another item speaks of. */
export function ItemPage({ id, editable }) {
  return (
    <Answered state={useAnswer(`items/${encodeURIComponent(id)}`)}>
      {(item) => (
        <>
          <h1>{headline(item)}</h1>
          <ul class="plain card">
            <Row row={item} editable={editable} />
          </ul>
          {item.context && <p class="context card">{item.context}</p>}
        </>
      )}
    </Answered>
  );
}

export function Reports({ params }) {
  const offset = Number(params.offset ?? 0);
  const asks = { about: params.about, text: params.text, type: params.type, ...period(params) };
  const set = (more) => go("reports", { ...params, offset: "", ...more });
  return (
    <>
      <h1>Reports</h1>
      <Filters
        params={params}
        onChange={set}
        fields={[
          ["text", "Words", "search"],
          ["type", "Kind", "", ["original", "copy", "version"]],
        ]}
      />
      <Answered
        state={useAnswer("reports", { ...asks, limit: 100, offset: offset || "" })}
        empty="No report answers this."
      >
        {(answer) => (
          <>
            <List answer={answer} asks={["reports", asks]} name="reports" noun={["report"]}>
              {(row) => <Report key={row.id} row={row} />}
            </List>
            <Pages answer={answer} offset={offset} set={set} />
          </>
        )}
      </Answered>
    </>
  );
}
