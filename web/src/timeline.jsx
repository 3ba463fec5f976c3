// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { axisBottom } from "d3-axis";
import { brushX } from "d3-brush";
import { scaleTime } from "d3-scale";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { useAnswer } from "./api.js";
import { go } from "./route.js";
import { Answered, dayOf, Event, figures, Filters, Statement, toneOf } from "./parts.jsx";

const width = 1000, left = 150, lane = 34, strip = 40;
const types = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"];
const dead = (row) => Math.max(0, ...row.figures.filter((f) => /kill|dead|die|casualt/.test(f.what)).map((f) => f.value));
const cut = (text, n) => (text.length > n ? `${text.slice(0, n - 1)}…` : text);

/** The actors most at work, a lane each; the rest share the last. */
function lanesOf(items) {
  const counts = new Map();
  for (const row of items) {
    for (const actor of row.kind === "event" ? row.source.slice(0, 1) : [row.speaker]) if (actor) counts.set(actor.name, (counts.get(actor.name) ?? 0) + 1);
  }
  const names = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([name]) => name);
  return counts.size > names.length ? [...names, "others"] : names;
}

function Chart({ items, chosen, onChoose, onRange }) {
  const svg = useRef(), brushed = useRef();
  const lanes = useMemo(() => lanesOf(items), [items]);
  const dated = useMemo(() => items.filter((row) => dayOf(row.date)).map((row) => ({ ...row, at: new Date(dayOf(row.date)) })), [items]);
  const bottom = lanes.length * lane + 30;
  const whole = useMemo(() => {
    const ends = dated.map((row) => +row.at);
    return scaleTime([new Date(Math.min(...ends) - 4 * 864e5), new Date(Math.max(...ends) + 4 * 864e5)], [left, width - 10]);
  }, [dated]);
  const [x, setX] = useState(() => whole);
  useEffect(() => setX(() => whole), [whole]);
  useEffect(() => {
    const node = select(svg.current);
    const zooming = zoom().scaleExtent([1, 60]).translateExtent([[left, 0], [width, bottom]]).extent([[left, 0], [width - 10, bottom]]).filter((e) => !e.target.closest(".strip") && (e.type !== "wheel" || e.ctrlKey || e.shiftKey));
    zooming.on("zoom", (e) => { const next = e.transform.rescaleX(whole); setX(() => next); });
    node.call(zooming).on("dblclick.zoom", null);
    const brush = brushX().extent([[left, 0], [width - 10, strip]]).on("end", (e) => {
      if (!e.sourceEvent) return;
      if (!e.selection) { node.call(zooming.transform, zoomIdentity); return onRange(null); }
      const [a, b] = e.selection;
      const k = (width - 10 - left) / Math.max(4, b - a);
      node.call(zooming.transform, zoomIdentity.translate(left - k * a, 0).scale(k));
      onRange(e.selection.map((v) => whole.invert(v).toISOString().slice(0, 10)));
    });
    select(brushed.current).call(brush);
  }, [whole, bottom]);
  const y = (row) => {
    const name = row.kind === "event" ? row.source[0]?.name : row.speaker?.name;
    const at = lanes.indexOf(name);
    return (at < 0 ? lanes.length - 1 : at) * lane + 30;
  };
  const press = (row) => (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); onChoose(row); } };
  const axis = (node) => node && select(node).call(axisBottom(x).ticks(8));
  const inside = (row) => x(row.at) >= left && x(row.at) <= width - 8;
  return (
    <svg ref={svg} viewBox={`0 0 ${width} ${bottom + 40 + strip}`} role="group" aria-label="Timeline: events as circles, statements as strokes, a lane for each actor">
      {lanes.map((name, i) => <g key={name}><line class="lane" x1={left} x2={width} y1={i * lane + 30} y2={i * lane + 30} /><text x={left - 8} y={i * lane + 34} text-anchor="end">{cut(name, 22)}</text></g>)}
      {dated.filter(inside).map((row) => row.kind === "event" ? (
        <circle key={row.id} class={`${toneOf(row.type)} ${row.status}`} cx={x(row.at)} cy={y(row)} r={6 + Math.min(14, Math.sqrt(dead(row)))} stroke-width={chosen?.id === row.id ? 4 : 1.5} fill-opacity={row.status === "occurred" ? 0.7 : undefined}
          tabindex={0} role="button" aria-label={`${days(row)} ${row.type} ${row.source.map((a) => a.name)} ${figures(row)}`} onClick={() => onChoose(row)} onKeyDown={press(row)}><title>{`${dayOf(row.date)} ${row.type} ${figures(row)}`}</title></circle>
      ) : (
        <line key={row.id} class="tickmark" x1={x(row.at)} x2={x(row.at)} y1={y(row) + 8} y2={y(row) + (chosen?.id === row.id ? 20 : 15)} tabindex={0} role="button" aria-label={`${days(row)} ${row.speaker?.name ?? ""} ${row.act}: ${cut(row.text, 80)}`} onClick={() => onChoose(row)} onKeyDown={press(row)}><title>{`${row.speaker?.name ?? ""}: ${cut(row.text, 80)}`}</title></line>
      ))}
      <g transform={`translate(0 ${bottom})`} ref={axis} />
      <g class="strip" transform={`translate(0 ${bottom + 36})`}>
        {dated.map((row) => <line key={row.id} class="tickmark" x1={whole(row.at)} x2={whole(row.at)} y1={row.kind === "event" ? 4 : 16} y2={row.kind === "event" ? 18 : 24} />)}
        <g ref={brushed} />
      </g>
    </svg>
  );
}

const days = (row) => dayOf(row.date);

export function Timeline({ params }) {
  const state = useAnswer("timeline", { ...params, type: "" });
  const [chosen, setChosen] = useState(null);
  const [range, setRange] = useState(null);
  return (
    <>
      <h1>Timeline</h1>
      <Filters params={params} onChange={(p) => go("timeline", p)} fields={[["about", "Of whom", "text"], ["type", "Type of event", "", types], ["since", "Since", "date"], ["until", "Until", "date"]]} />
      <Answered state={state} empty="Nothing with a date answers this.">
        {(items) => {
          const kept = params.type ? items.filter((row) => row.type === params.type) : items;
          const listed = chosen ? [chosen] : kept.filter((row) => !range || (dayOf(row.date) >= range[0] && dayOf(row.date) <= range[1])).slice(-60).reverse();
          return (
            <>
              {kept.some((row) => dayOf(row.date)) ? <div class="card"><Chart items={kept} chosen={chosen} onChoose={(row) => setChosen(chosen?.id === row.id ? null : row)} onRange={(r) => { setRange(r); setChosen(null); }} />
                <p class="legend"><span><i class="conflict" />conflict</span><span><i class="talk" />talk</span><span><i class="aid" />help</span><span>larger: more dead</span><span>pale: planned or alleged</span><span>strokes: statements</span><span>drag the strip below to choose days; Ctrl or Shift with the wheel zooms</span></p></div> : <p class="empty">Nothing with a date answers this.</p>}
              <h2>{chosen ? "Chosen" : range ? `${range[0]} to ${range[1]}` : "Newest first"} {chosen && <button type="button" class="quiet" onClick={() => setChosen(null)}>show all</button>}</h2>
              <ul class="plain">{listed.map((row) => (row.kind === "event" ? <Event key={row.id} row={row} /> : <Statement key={row.id} row={row} />))}</ul>
            </>
          );
        }}
      </Answered>
    </>
  );
}
