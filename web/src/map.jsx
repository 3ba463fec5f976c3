// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "preact/hooks";
import { geoCentroid, geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import world from "world-atlas/countries-110m.json";
import { useAnswer } from "./api.js";
import { go } from "./route.js";
import { Answered, Event, Filters, toneOf } from "./parts.jsx";

const width = 1000, height = 500;
const countries = feature(world, world.objects.countries).features.map((f) => ({ ...f, code: COUNTRY_CODES[f.id] }));
const projection = geoNaturalEarth1().fitSize([width, height], { type: "Sphere" });
const path = geoPath(projection);

/** Where an event is shown: its place's state, else the state it was done to, else the one that did it. */
const codeOf = (row) => [row.place, ...row.target, ...row.source].find((a) => a?.code)?.code;

export function EventMap({ params }) {
  const state = useAnswer("events", { type: params.type, since: params.since, until: params.until, limit: 1000 });
  const byCode = useMemo(() => {
    const groups = new Map();
    for (const row of state.data?.rows ?? []) {
      const code = codeOf(row);
      if (code) groups.set(code, [...(groups.get(code) ?? []), row]);
    }
    return groups;
  }, [state.data]);
  const most = Math.max(1, ...[...byCode.values()].map((rows) => rows.length));
  const shown = params.code ? byCode.get(params.code) ?? [] : (state.data?.rows ?? []).slice(0, 40);
  const unplaced = (state.data?.rows ?? []).filter((row) => !countries.some((c) => c.code === codeOf(row))).length;
  const choose = (code) => go("map", { ...params, code: params.code === code ? "" : code });
  return (
    <>
      <h1>Where it happened</h1>
      <Filters params={params} onChange={(p) => go("map", p)} fields={[["type", "Type", "", ["CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]], ["since", "Since", "date"], ["until", "Until", "date"]]} />
      <Answered state={state} empty="No events answer this.">
        {() => (
          <>
            <div class="card">
              <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label="Map of events by state">
                {countries.map((c, i) => <path key={i} class="land" d={path(c)} />)}
                {countries.filter((c) => byCode.has(c.code)).map((c) => {
                  const rows = byCode.get(c.code), [x, y] = projection(geoCentroid(c));
                  const conflict = rows.filter((r) => toneOf(r.type) === "conflict").length * 2 >= rows.length;
                  return <circle key={c.code} class={conflict ? "conflict" : "talk"} fill-opacity="0.65" stroke-width={params.code === c.code ? 4 : 1} cx={x} cy={y} r={5 + 18 * Math.sqrt(rows.length / most)} tabindex={0} role="button" aria-label={`${c.properties.name}: ${rows.length} events`} onClick={() => choose(c.code)} onKeyDown={(e) => e.key === "Enter" && choose(c.code)}><title>{`${c.properties.name}: ${rows.length} events`}</title></circle>;
                })}
              </svg>
              <p class="legend"><span><i class="conflict" />mostly conflict</span><span><i class="talk" />mostly talk and help</span>{unplaced > 0 && <span>{unplaced} events name no state of this map; they are in the list</span>}</p>
            </div>
            <h2>{params.code ? countries.find((c) => c.code === params.code)?.properties.name ?? params.code : "Newest"}</h2>
            <ul class="plain">{shown.map((row) => <Event key={row.id} row={row} />)}</ul>
          </>
        )}
      </Answered>
    </>
  );
}
