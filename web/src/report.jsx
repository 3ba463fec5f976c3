// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useAnswer } from "./api.js";
import { link } from "./route.js";
import { Answered, Claim, Commitment, Event, Statement } from "./parts.jsx";

const spansOf = (item) => item.content_spans ?? item.trigger_span ?? item.spans ?? item.span ?? [];

/** The text cut where a span begins or ends: [{text, now, any, aside}]. Spans count code points, as RECORD.md does. */
function pieces(report, chosen) {
  const text = [...report.text];
  const edges = new Set([0, text.length]);
  const now = chosen ? spansOf(chosen) : [];
  const any = report.statements.flatMap(spansOf);
  for (const [s, e] of [...now, ...any, ...report.furniture]) edges.add(s).add(e);
  const cuts = [...edges].sort((a, b) => a - b);
  const within = (spans, at) => spans.some(([s, e]) => s <= at && at < e);
  return cuts.slice(0, -1).map((from, i) => ({ text: text.slice(from, cuts[i + 1]).join(""), now: within(now, from), any: within(any, from), aside: within(report.furniture, from) }));
}

function Read({ report, item, editable }) {
  const chosen = [...report.statements, ...report.events, ...report.claims, ...report.commitments, ...report.relations].find((row) => row.id === item);
  const parts = useMemo(() => pieces(report, chosen), [report, item]);
  const here = useRef();
  useEffect(() => { here.current?.scrollIntoView({ block: "center" }); }, [item, report.id]);
  let first = true;
  return (
    <>
      <h1>{report.title ?? report.id}</h1>
      <p class="meta">{[report.byline, report.agency, report.dateline, report.published].filter(Boolean).join(" · ")}{report.url && /^https?:/.test(report.url) && <> · <a href={report.url} rel="noreferrer noopener">source</a></>}{report.copy_of && <> · a copy of <a href={link(`report/${report.copy_of}`)}>{report.copy_of}</a></>}</p>
      {report.copies_of_it.length > 0 && <p class="meta">Reprinted: {report.copies_of_it.map((c) => <a key={c.id} href={link(`report/${c.id}`)}>{c.agency ?? c.title ?? c.id} </a>)}</p>}
      <div class="read">
        <article aria-label="The report">
          {parts.map((p, i) => {
            if (p.now) { const ref = first ? here : undefined; first = false; return <mark key={i} ref={ref} class="now">{p.text}</mark>; }
            if (p.aside) return <span key={i} class="set-aside">{p.text}</span>;
            return p.any ? <mark key={i}>{p.text}</mark> : <span key={i}>{p.text}</span>;
          })}
        </article>
        <aside aria-label="Read out of it">
          {[["Statements", report.statements, Statement], ["Events", report.events, Event], ["Claims", report.claims, Claim], ["Asked and answered", report.commitments, Commitment]].map(([title, rows, Row]) => rows.length > 0 && (
            <section class="card facet" key={title}><h2>{title}</h2><ul class="plain">{rows.map((row) => <Row key={row.id} row={row} editable={editable} />)}</ul></section>
          ))}
          {report.corrections.length > 0 && <section class="card"><h2>Corrections</h2><ul class="plain">{report.corrections.map((c, i) => <li key={i}>{c.item} {c.action} {c.value}<div class="meta">{c.at} · {c.who}</div></li>)}</ul></section>}
        </aside>
      </div>
    </>
  );
}

export function ReportPage({ id, params, editable }) {
  return <Answered state={useAnswer(`reports/${encodeURIComponent(id)}`)}>{(report) => <Read report={report} item={params.item} editable={editable} />}</Answered>;
}
