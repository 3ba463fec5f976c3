// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { useAnswer } from "./api.js";
import { Chart } from "./chart.jsx";
import { go, link, period } from "./route.js";
import {
  Answered,
  Choice,
  Commitment,
  Event,
  Filters,
  List,
  Pages,
  Row,
  Statement,
  Who,
} from "./parts.jsx";
import { day, headline, many, month } from "./words.js";

/** Conflict above and cooperation below the line, a bar a step, of all the steps there are. */
function Multiple({ lane, steps, unit }) {
  const at = new Map(lane.bins.map((b) => [b[0], b]));
  const most = Math.max(1, ...lane.bins.map((b) => Math.max(b[1], b[2])));
  const [up, down] = lane.bins.reduce(([u, d], b) => [u + b[1], d + b[2]], [0, 0]);
  const wide = 200 / Math.max(12, steps.length);
  return (
    <li class="multiple">
      <div class="label">
        <Who actor={lane} />{" "}
        <span class="meta">
          {up} conflict, {down} cooperation
        </span>
      </div>
      <svg
        viewBox="0 0 200 44"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${lane.name}, by ${unit}: ${up} conflict, ${down} cooperation`}
      >
        <line class="lane" x1={0} x2={200} y1={22} y2={22} />
        {steps.map((step, i) => {
          const [, c, k] = at.get(step) ?? [step, 0, 0];
          const h = (n) => (n === 0 ? 0 : Math.max(2, 20 * Math.sqrt(n / most)));
          return (
            <g key={step}>
              <title>{`${day(step)}: ${c} conflict, ${k} cooperation`}</title>
              <rect
                class="conflict"
                x={i * wide}
                width={Math.max(1, wide - 0.6)}
                y={22 - h(c)}
                height={h(c)}
              />
              <rect class="aid" x={i * wide} width={Math.max(1, wide - 0.6)} y={22} height={h(k)} />
            </g>
          );
        })}
      </svg>
    </li>
  );
}

/** How it stands towards each it deals with, over time. */
function Dealings({ actor, params }) {
  const state = useAnswer("timeline/counts", {
    about: actor.name,
    show: "events",
    ...period(params),
    lanes: 13,
    marks: 0,
  });
  if (!state.data || state.data.lanes.length < 2) return null;
  const own = (lane) => lane.id === actor.id || lane.voices.includes(actor.id);
  const lanes = state.data.lanes.filter((lane) => !own(lane)).slice(0, 12);
  const steps = state.data.all.map((b) => b[0]);
  const rows = lanes.flatMap((lane) =>
    lane.bins.map(([start, conflict, cooperation]) => ({
      actor: actor.name,
      with: lane.name,
      [state.data.unit]: start,
      conflict,
      cooperation,
    })),
  );
  return (
    <Chart
      name={`${actor.name}-dealings`}
      rows={rows}
      legend={
        <p class="legend">
          <span>
            <i class="conflict" />
            conflict
          </span>
          <span>
            <i class="aid" />
            cooperation
          </span>
          <span>
            {day(state.data.from)} – {day(state.data.to)}, by {state.data.unit}
          </span>
        </p>
      }
    >
      <h2>With whom it deals</h2>
      <ul class="multiples">
        {lanes.map((lane) => (
          <Multiple key={lane.id} lane={lane} steps={steps} unit={state.data.unit} />
        ))}
      </ul>
    </Chart>
  );
}

const stanceOf = (p) => (p.stance > 0 ? "for" : p.stance < 0 ? "against" : "undecided on");

/** Where it stood on an issue, and where it stood otherwise before. */
function Positions({ rows }) {
  const issues = new Map();
  for (const p of rows) issues.set(p.issue, [...(issues.get(p.issue) ?? []), p]);
  const turned = (all) => all.some((p) => p.stance > 0) && all.some((p) => p.stance < 0);
  const sorted = [...issues].sort(
    (a, b) => turned(b[1]) - turned(a[1]) || b[1].length - a[1].length,
  );
  return (
    <section class="card">
      <h2>Positions</h2>
      <ul class="plain">
        {sorted.slice(0, 30).map(([issue, all]) => (
          <li key={issue} class="item">
            {turned(all) && <span class="tag warn">changed</span>}
            <b>{issue}</b>
            {all.map((p, i) => (
              <div key={i} class="meta">
                {stanceOf(p)} {day(p.date)} ·{" "}
                <a href={link(`report/${p.report}`, { item: p.evidence ?? "" })}>words</a>
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Offices({ rows }) {
  const sorted = [...rows].sort((a, b) => (b.from ?? "").localeCompare(a.from ?? ""));
  return (
    <section class="card">
      <h2>Offices and roles</h2>
      <ul class="plain">
        {sorted.map((o, i) => (
          <li key={i} class="item">
            {o.title}
            {o.of && `, ${o.of}`}{" "}
            <span class="meta">
              {day(o.from)} – {day(o.to)}
              {o.told_by && ` · as ${many(o.told_by, "report")} told`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const tabs = [
  ["said", "Said"],
  ["said_of_it", "Said of it"],
  ["events", "Events"],
  ["asked_by_it", "Asked or promised by it"],
  ["asked_of_it", "Asked of it"],
  ["ties", "Ties"],
];

function Said({ actor, editable }) {
  const there = tabs.filter(([key]) => actor[key]?.length > 0);
  const [tab, setTab] = useState(there[0]?.[0]);
  if (there.length === 0) return <p class="empty">The record has nothing that it said or did.</p>;
  const all = {
    said: link("statements", { by: actor.name }),
    said_of_it: link("statements", { about: actor.name }),
    events: link("timeline", { about: actor.name }),
    asked_by_it: link("commitments", { by: actor.name }),
    asked_of_it: link("commitments", { to: actor.name }),
  };
  return (
    <section class="card">
      <Choice
        label="What is shown"
        value={tab}
        options={there.map(([key, text]) => [key, text])}
        onChange={setTab}
      />
      <ul class="plain">
        {tab === "ties"
          ? actor.ties.map((t) => (
              <li key={t.id} class="item">
                <Who actor={t.from} /> {t.type.replaceAll("_", " ")} <Who actor={t.to} />{" "}
                <span class="meta">
                  {day(t.first)} – {day(t.last)}
                  {t.contradicted && " · casus knows otherwise"}
                </span>
              </li>
            ))
          : actor[tab].map((row) => <Row key={row.id} row={row} editable={editable} />)}
      </ul>
      {all[tab] && (
        <p>
          <a href={all[tab]}>All of them</a>
        </p>
      )}
    </section>
  );
}

export function Actor({ id, params, editable }) {
  return (
    <Answered state={useAnswer(`actors/${encodeURIComponent(id)}`)}>
      {(actor) => (
        <>
          <h1>{actor.name}</h1>
          <p class="meta">
            {[
              actor.role,
              actor.type,
              actor.code,
              actor.wikidata,
              many(actor.reports, "report"),
              many(actor.statements, "statement"),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {actor.names.length > 1 && (
            <p class="meta">
              Also written {actor.names.filter((n) => n !== actor.name).join(", ")}
            </p>
          )}
          {actor.member_of.length > 0 && <p class="meta">Member of {actor.member_of.join(", ")}</p>}
          {actor.members?.length > 0 && (
            <p class="meta">
              Members: {actor.members.join(", ")}
              {actor.chair && ` · presidency: ${actor.chair}`}
              {actor.mutual_help && ` · ${actor.mutual_help}`}
            </p>
          )}
          <p class="ways">
            <a href={link("", { about: actor.name })}>Briefing on it</a>{" "}
            <a href={link("timeline", { about: actor.name })}>Timeline</a>{" "}
            <a href={link("relations", { about: actor.name })}>Who acts on it</a>
          </p>
          <Dealings actor={actor} params={params} />
          <div class="read">
            <Said actor={actor} editable={editable} />
            <div>
              {actor.offices.length > 0 && <Offices rows={actor.offices} />}
              {actor.positions.length > 0 && <Positions rows={actor.positions} />}
            </div>
          </div>
        </>
      )}
    </Answered>
  );
}

const types = ["person", "state", "organization", "group", "place"];

export function Actors({ params }) {
  const offset = Number(params.offset ?? 0);
  const asks = { text: params.text, type: params.type, member_of: params.member_of };
  const set = (more) => go("actors", { ...params, offset: "", ...more });
  return (
    <>
      <h1>Actors</h1>
      <Filters
        params={params}
        onChange={set}
        fields={[
          ["text", "Name", "search"],
          ["type", "Kind", "", types],
          ["member_of", "Members of", "search"],
        ]}
      />
      <Answered
        state={useAnswer("actors", { ...asks, limit: 100, offset: offset || "" })}
        empty="Nobody in the record is called so."
      >
        {(answer) => (
          <>
            <List answer={answer} asks={["actors", asks]} name="actors" noun={["actor"]}>
              {(row) => (
                <li key={row.id} class="item">
                  <Who actor={row} />{" "}
                  <span class="meta">
                    {[
                      row.role,
                      row.type,
                      many(row.reports, "report"),
                      row.statements > 0 && many(row.statements, "statement"),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </li>
              )}
            </List>
            <Pages answer={answer} offset={offset} set={set} />
          </>
        )}
      </Answered>
    </>
  );
}
