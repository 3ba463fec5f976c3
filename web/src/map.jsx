// SPDX-License-Identifier: Apache-2.0
// Where it happened, and who acted on whom across borders.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { geoCentroid, geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import world from "world-atlas/countries-110m.json";
import { useAnswer, useTopic } from "./api.js";
import { Chart } from "./chart.jsx";
import { go, period } from "./route.js";
import { Answered, Event, Filters } from "./parts.jsx";
import { eventTypes, many, toneOf } from "./words.js";

const width = 1000,
  height = 500;
const countries = feature(world, world.objects.countries)
  .features.filter((f) => f.id !== "010")
  .map((f) => ({ ...f, code: COUNTRY_CODES[f.id] }));
const byCode = new Map(countries.filter((c) => c.code).map((c) => [c.code, c]));
const projection = geoNaturalEarth1().fitSize([width, height], {
  type: "FeatureCollection",
  features: countries,
});
const path = geoPath(projection);
const land = countries.map((c) => path(c));

/** The middle of a state's largest part: France lies in Europe, though Guiana is France too. */
function middle(c) {
  if (c.geometry.type !== "MultiPolygon") return geoCentroid(c);
  const parts = c.geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  const size = (p) => path.area(p);
  return geoCentroid(parts.reduce((a, b) => (size(b) > size(a) ? b : a)));
}
const middles = new Map(countries.filter((c) => c.code).map((c) => [c.code, middle(c)]));

const stateOf = (actors) => actors.find((a) => byCode.has(a?.code))?.code;
/** Where an event is shown: its place's state, else the state it was done to, else the one that did it. */
const codeOf = (row) => stateOf([row.place, ...row.target, ...row.source]);

function grouped(rows) {
  const places = new Map(),
    ways = new Map();
  for (const row of rows) {
    const code = codeOf(row),
      from = stateOf(row.source),
      to = stateOf(row.target);
    if (code) places.set(code, [...(places.get(code) ?? []), row]);
    if (from && to && from !== to)
      ways.set(`${from}>${to}`, [...(ways.get(`${from}>${to}`) ?? []), row]);
  }
  return { places, ways: [...ways].sort((a, b) => b[1].length - a[1].length).slice(0, 40) };
}

/** Most of the rows: conflict or not. */
const prevails = (rows) =>
  rows.filter((r) => toneOf(r.type) === "conflict").length * 2 >= rows.length ? "conflict" : "aid";

function Arc({ way, rows, most, near }) {
  const [from, to] = way.split(">");
  const [x1, y1] = projection(middles.get(from)),
    [x2, y2] = projection(middles.get(to));
  // Bent to the left of its way, so that both ways can be seen.
  const mx = (x1 + x2) / 2 + (y2 - y1) * 0.18,
    my = (y1 + y2) / 2 - (x2 - x1) * 0.18;
  const angle = (Math.atan2(y2 - my, x2 - mx) * 180) / Math.PI;
  const told = `${byCode.get(from).properties.name} → ${byCode.get(to).properties.name}: ${many(rows.length, "event")}`;
  return (
    <g class={`tie ${prevails(rows)}`}>
      <title>{told}</title>
      <path
        d={`M${x1} ${y1}Q${mx} ${my} ${x2} ${y2}`}
        stroke-width={(0.7 + 3 * Math.sqrt(rows.length / most)) * near}
      />
      <path
        class="head"
        transform={`translate(${x2} ${y2}) rotate(${angle}) scale(${near})`}
        d="M-7 -3.5L1 0L-7 3.5z"
      />
    </g>
  );
}

/** The part of the world where the events are, with a margin; the whole where they are everywhere. */
function windowOf(codes) {
  const points = codes.map((code) => projection(middles.get(code)));
  if (points.length === 0) return [0, 0, width, height];
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const w = Math.max(240, Math.max(...xs) - Math.min(...xs) + 120),
    h = w / 2;
  if (w > width * 0.7) return [0, 0, width, height];
  const mx = (Math.max(...xs) + Math.min(...xs)) / 2,
    my = (Math.max(...ys) + Math.min(...ys)) / 2;
  return [
    Math.max(0, Math.min(width - w, mx - w / 2)),
    Math.max(0, Math.min(height - h, my - h / 2)),
    w,
    h,
  ];
}

function World({ places, ways, chosen, choose }) {
  const most = Math.max(1, ...[...places.values()].map((rows) => rows.length));
  const [box, setBox] = useState(() => windowOf([...places.keys()]));
  const svg = useRef();
  const zoom = (factor, at = [0.5, 0.5]) =>
    setBox(([x, y, w, h]) => {
      const nw = Math.min(width, Math.max(60, w * factor)),
        nh = nw / 2;
      const clamp = (v, max) => Math.max(0, Math.min(max, v));
      return [
        clamp(x + (w - nw) * at[0], width - nw),
        clamp(y + (h - nh) * at[1], height - nh),
        nw,
        nh,
      ];
    });
  const move = (dx, dy) =>
    setBox(([x, y, w, h]) => [
      Math.max(0, Math.min(width - w, x + dx * w)),
      Math.max(0, Math.min(height - h, y + dy * h)),
      w,
      h,
    ]);
  useEffect(() => {
    const turned = (e) => {
      if (!e.ctrlKey && !e.shiftKey) return;
      e.preventDefault();
      const r = svg.current.getBoundingClientRect();
      zoom(Math.exp((e.deltaY || e.deltaX) * 0.002), [
        (e.clientX - r.left) / r.width,
        (e.clientY - r.top) / r.height,
      ]);
    };
    svg.current.addEventListener("wheel", turned, { passive: false });
    return () => svg.current?.removeEventListener("wheel", turned);
  }, []);
  const near = box[2] / width; // marks keep their size when the map comes nearer
  const shown = [...places].sort((a, b) => b[1].length - a[1].length);
  return (
    <>
      <p class="bar meta">
        <span>Circles: how many events; arcs: from doer to target</span>
        <span class="tools">
          <button type="button" onClick={() => zoom(0.6)} aria-label="Nearer">
            +
          </button>
          <button type="button" onClick={() => zoom(1.7)} aria-label="Farther">
            −
          </button>
          <button type="button" onClick={() => move(-0.3, 0)} aria-label="West">
            ←
          </button>
          <button type="button" onClick={() => move(0.3, 0)} aria-label="East">
            →
          </button>
          <button type="button" onClick={() => move(0, -0.3)} aria-label="North">
            ↑
          </button>
          <button type="button" onClick={() => move(0, 0.3)} aria-label="South">
            ↓
          </button>
          <button type="button" onClick={() => setBox(windowOf([...places.keys()]))}>
            where it happens
          </button>
          <button type="button" onClick={() => setBox([0, 0, width, height])}>
            world
          </button>
        </span>
      </p>
      <svg
        ref={svg}
        class="map"
        viewBox={box.join(" ")}
        role="group"
        aria-label={`Map of events in ${many(places.size, "state")}; the table says the same`}
      >
        {land.map((d, i) => (
          <path key={i} class="land" d={d} stroke-width={0.5 * near} />
        ))}
        {ways.map(([way, rows]) => (
          <Arc key={way} way={way} rows={rows} most={ways[0][1].length} near={near} />
        ))}
        {shown.map(([code, rows]) => {
          const [x, y] = projection(middles.get(code)),
            r = (4 + 16 * Math.sqrt(rows.length / most)) * Math.sqrt(near);
          const told = `${byCode.get(code).properties.name}: ${many(rows.length, "event")}`;
          return (
            <g
              key={code}
              class={`place ${prevails(rows)} ${chosen === code ? "on" : ""}`}
              tabindex={0}
              role="button"
              aria-pressed={chosen === code}
              aria-label={told}
              onClick={() => choose(code)}
              onKeyDown={(e) =>
                (e.key === "Enter" || e.key === " ") && (e.preventDefault(), choose(code))
              }
            >
              <title>{told}</title>
              <circle cx={x} cy={y} r={r} stroke-width={1.2 * near} />
            </g>
          );
        })}
      </svg>
    </>
  );
}

export function EventMap({ params, editable }) {
  const topic = useTopic(params.about);
  const state = useAnswer(topic.waits ? null : "events", {
    type: params.type,
    ...topic.ofEvents,
    ...period(params),
    sort: "-date",
    limit: 1000,
  });
  const { places, ways } = useMemo(() => grouped(state.data?.rows ?? []), [state.data]);
  const all = state.data?.rows ?? [];
  const shown = params.code ? (places.get(params.code) ?? []) : all.slice(0, 30);
  const unplaced = all.filter((row) => !codeOf(row)).length;
  const rows = [...places]
    .map(([code, list]) => ({
      state: byCode.get(code).properties.name,
      events: list.length,
      conflict: list.filter((r) => toneOf(r.type) === "conflict").length,
    }))
    .sort((a, b) => b.events - a.events);
  const choose = (code) => go("map", { ...params, code: params.code === code ? "" : code });
  return (
    <>
      <h1>Where it happened</h1>
      <Filters
        params={params}
        onChange={(p) => go("map", p)}
        fields={[["type", "Type", "", eventTypes]]}
      />
      <Answered state={state} empty="No events answer this.">
        {(answer) => (
          <>
            <Chart
              name="map"
              rows={rows}
              legend={
                <p class="legend">
                  <span>
                    <i class="conflict" />
                    mostly conflict
                  </span>
                  <span>
                    <i class="aid" />
                    mostly talk and cooperation
                  </span>
                  {answer.total > all.length && (
                    <span>
                      the newest {all.length} of {answer.total}
                    </span>
                  )}
                  {unplaced > 0 && (
                    <span>{many(unplaced, "event names", "events name")} no state of this map</span>
                  )}
                </p>
              }
            >
              <World places={places} ways={ways} chosen={params.code} choose={choose} />
            </Chart>
            <h2>
              {params.code ? (byCode.get(params.code)?.properties.name ?? params.code) : "Newest"}
            </h2>
            <ul class="plain card">
              {shown.map((row) => (
                <Event key={row.id} row={row} editable={editable} />
              ))}
            </ul>
          </>
        )}
      </Answered>
    </>
  );
}
