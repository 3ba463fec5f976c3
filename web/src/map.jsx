// SPDX-License-Identifier: Apache-2.0
// Where it happened, and who acted on whom across borders.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import world from "world-atlas/countries-110m.json";
import { useAnswer, useTopic } from "./api.js";
import { Chart, useWidth } from "./chart.jsx";
import { go, period } from "./route.js";
import { Answered, Event, Filters } from "./parts.jsx";
import { eventTypes, many, number } from "./words.js";

const width = 1000,
  height = 500;
const countries = feature(world, world.objects.countries).features.filter((f) => f.id !== "010");
const projection = geoNaturalEarth1().fitSize([width, height], {
  type: "FeatureCollection",
  features: countries,
});
const path = geoPath(projection);
const land = countries.map((c) => path(c));

const at = (spot) => projection([spot.longitude, spot.latitude]);
const toneOf = ({ events, conflict }) => (conflict * 2 >= events ? "conflict" : "aid");
const radius = (spot, most) =>
  spot.events === 0 ? 0 : (spot.type === "place" ? 3 : 4) + 15 * Math.sqrt(spot.events / most);

/** From the middle of one to the rim of the other, bent to the left of its way, so that both ways can be seen. */
function Arc({ way, spots, most, mostAt, near }) {
  const from = spots.get(way.from),
    to = spots.get(way.to);
  const [x1, y1] = at(from),
    [cx, cy] = at(to);
  const mx = (x1 + cx) / 2 + (cy - y1) * 0.18,
    my = (y1 + cy) / 2 - (cx - x1) * 0.18;
  const angle = Math.atan2(cy - my, cx - mx),
    gap = (radius(to, mostAt) + 1) * near;
  const x2 = cx - Math.cos(angle) * gap,
    y2 = cy - Math.sin(angle) * gap;
  return (
    <g class={`tie ${toneOf(way)}`}>
      <title>{`${from.name} → ${to.name}: ${many(way.events, "event")}`}</title>
      <path
        d={`M${x1} ${y1}Q${mx} ${my} ${x2} ${y2}`}
        stroke-width={(0.7 + 3 * Math.sqrt(way.events / most)) * near}
      />
      <path
        class="head"
        transform={`translate(${x2} ${y2}) rotate(${(angle * 180) / Math.PI}) scale(${near})`}
        d="M-7 -3.5L1 0L-7 3.5z"
      />
    </g>
  );
}

/** The part of the world where three in four of the events are, with a margin; the whole where they are
 * everywhere. */
function windowOf(places) {
  const shown = places.filter((spot) => spot.events > 0);
  const total = shown.reduce((n, spot) => n + spot.events, 0);
  let held = 0;
  const points = shown.filter((spot) => held < 0.75 * total && (held += spot.events)).map(at);
  if (points.length === 0) return [0, 0, width, height];
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const w = Math.max(
      120,
      Math.max(...xs) - Math.min(...xs) + 90,
      2 * (Math.max(...ys) - Math.min(...ys) + 60),
    ),
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

/** Names beside circles, the weightiest first, as long as none lies on another. */
function named(places, box, mostAt, near) {
  const [x0, y0, w, h] = box,
    high = 11 * near,
    taken = [];
  return places.filter((spot) => {
    const [x, y] = at(spot);
    if (x < x0 || y < y0 + high / 2 || y > y0 + h - high / 2 || spot.events === 0) return false;
    const left = x + (radius(spot, mostAt) + 2) * near,
      own = [left, y - high / 2, left + spot.name.length * 6.6 * near, y + high / 2];
    const fits = own[2] < x0 + w;
    const free = taken.every(
      (o) => own[2] < o[0] || o[2] < own[0] || own[3] < o[1] || o[3] < own[1],
    );
    if (!fits || !free || taken.length === 40) return false;
    taken.push(own);
    return true;
  });
}

function World({ places, ways, chosen, choose }) {
  const most = Math.max(1, ...places.map((spot) => spot.events));
  const spots = useMemo(() => new Map(places.map((spot) => [spot.key, spot])), [places]);
  const [box, setBox] = useState(() => windowOf(places));
  const svg = useRef();
  const [frame, wide] = useWidth();
  const zoom = (factor, at = [0.5, 0.5]) =>
    setBox(([x, y, w, h]) => {
      const nw = Math.min(width, Math.max(30, w * factor)),
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
  const near = box[2] / Math.max(560, wide); // marks keep their size when the map comes nearer
  const drawn = ways.filter((way) => spots.has(way.from) && spots.has(way.to));
  const names = useMemo(() => named(places, box, most, near), [places, box, near]);
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
          <button type="button" onClick={() => setBox(windowOf(places))}>
            where it happens
          </button>
          <button type="button" onClick={() => setBox([0, 0, width, height])}>
            world
          </button>
        </span>
      </p>
      <div ref={frame} />
      <svg
        ref={svg}
        class="map"
        viewBox={box.join(" ")}
        style={{ "--near": near }}
        role="group"
        aria-label={`Map of events at ${many(places.length, "place")}; the table says the same`}
      >
        {land.map((d, i) => (
          <path key={i} class="land" d={d} stroke-width={0.5 * near} />
        ))}
        {drawn.map((way) => (
          <Arc
            key={`${way.from}>${way.to}`}
            way={way}
            spots={spots}
            most={drawn[0].events}
            mostAt={most}
            near={near}
          />
        ))}
        {places
          .filter((spot) => spot.events > 0)
          .map((spot) => {
            const [x, y] = at(spot),
              told = `${spot.name}: ${many(spot.events, "event")}, ${spot.conflict} of conflict`;
            return (
              <g
                key={spot.key}
                class={`place ${toneOf(spot)} ${spot.type === "place" ? "city" : ""} ${chosen === spot.key ? "on" : ""}`}
                tabindex={0}
                role="button"
                aria-pressed={chosen === spot.key}
                aria-label={told}
                onClick={() => choose(spot.key)}
                onKeyDown={(e) =>
                  (e.key === "Enter" || e.key === " ") && (e.preventDefault(), choose(spot.key))
                }
              >
                <title>{told}</title>
                <circle cx={x} cy={y} r={radius(spot, most) * near} stroke-width={1.2 * near} />
              </g>
            );
          })}
        {names.map((spot) => (
          <text
            key={spot.key}
            class="spot-name"
            x={at(spot)[0] + (radius(spot, most) + 2) * near}
            y={at(spot)[1] + 3.5 * near}
            style={{ fontSize: `${11 * near}px`, strokeWidth: 2.5 * near }}
            aria-hidden="true"
          >
            {spot.name}
          </text>
        ))}
      </svg>
    </>
  );
}

function Listed({ rows, editable, total = 0 }) {
  return (
    <>
      {total > rows.length && <p class="meta">{`the newest ${rows.length} of ${number(total)}`}</p>}
      <ul class="plain card">
        {rows.map((row) => (
          <Event key={row.id} row={row} editable={editable} />
        ))}
      </ul>
    </>
  );
}

export function EventMap({ params, editable }) {
  const topic = useTopic(params.about);
  const state = useAnswer("places", {
    ...period(params),
    about: params.about,
    type: params.type,
    at: params.at,
  });
  const newest = useAnswer(topic.waits || params.at ? null : "events", {
    type: params.type,
    ...topic.ofEvents,
    ...period(params),
    sort: "-date",
    limit: 30,
  });
  const choose = (key) => go("map", { ...params, at: params.at === key ? "" : key });
  return (
    <>
      <h1>Where it happened</h1>
      <Filters
        params={params}
        onChange={(p) => go("map", p)}
        fields={[["type", "Type", "", eventTypes]]}
      />
      <Answered state={state}>
        {(answer) => {
          const happened = answer.places.filter((spot) => spot.events > 0);
          if (happened.length === 0)
            return <p class="empty">No event of these days is at a place or state known here.</p>;
          const spot = happened.find((one) => one.key === params.at);
          return (
            <>
              <Chart
                name="map"
                rows={happened.map(({ name, type, events, conflict, latitude, longitude }) => ({
                  name,
                  kind: type,
                  events,
                  conflict,
                  latitude,
                  longitude,
                }))}
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
                    <span>A ring: a city or region. States are at their capitals.</span>
                    {answer.total > answer.shown && (
                      <span>{`the newest ${number(answer.shown)} of ${number(answer.total)}`}</span>
                    )}
                    {answer.unplaced > 0 && (
                      <span>{`${many(answer.unplaced, "event is", "events are")} at no known place`}</span>
                    )}
                  </p>
                }
              >
                <World
                  places={answer.places}
                  ways={answer.ways}
                  chosen={params.at}
                  choose={choose}
                />
              </Chart>
              <h2>{params.at ? (spot?.name ?? params.at) : "Newest"}</h2>
              {params.at ? (
                <Listed rows={answer.here} editable={editable} total={spot?.events ?? 0} />
              ) : (
                <Answered state={newest} empty="No events answer this.">
                  {({ rows }) => <Listed rows={rows} editable={editable} />}
                </Answered>
              )}
            </>
          );
        }}
      </Answered>
    </>
  );
}
