// SPDX-License-Identifier: Apache-2.0
// Who acts on whom: a picture of the weightiest, the same as a matrix, at any step of the period.
import { useMemo, useState } from "preact/hooks";
import { useAnswer } from "./api.js";
import { Chart } from "./chart.jsx";
import { go, link, period } from "./route.js";
import { Answered, Choice, Event, Filters, Statement } from "./parts.jsx";
import { Matrix } from "./matrix.jsx";
import { Network } from "./network.jsx";
import { acts, day, eventTypes, many, toneOf } from "./words.js";

/** Links with what they hold: conflict, aid and talk counted; of one kind where one is asked for. */
function weighed(data, { kind, least, about }) {
  const links = data.links.map((l) => {
    const sums = { conflict: 0, aid: 0, talk: 0 };
    for (const [k, n] of Object.entries(l.kinds))
      if (!kind || k.toUpperCase() === kind.toUpperCase()) sums[toneOf(k)] += n;
    const n = sums.conflict + sums.aid + sums.talk;
    const tone = sums.conflict > sums.aid ? "conflict" : sums.aid > sums.conflict ? "aid" : "talk";
    return { ...l, ...sums, n, tone };
  });
  const about_ = data.nodes.find((n) => n.name === about)?.id;
  const kept = links.filter(
    (l) => l.n >= least && (!about_ || l.from === about_ || l.to === about_),
  );
  const ends = new Set(kept.flatMap((l) => [l.from, l.to]));
  return {
    nodes: data.nodes.filter((n) => ends.has(n.id)),
    links: kept,
    most: Math.max(1, ...links.map((l) => l.n)),
  };
}

/** The period cut in twelve: [[since, until]], the whole first. */
function steps({ since, until }, whole) {
  const first = since || whole?.first?.slice(0, 10),
    last = until || whole?.last?.slice(0, 10);
  if (!first || !last) return [[since, until]];
  const a = Date.parse(first),
    width = (Date.parse(last) + 864e5 - a) / 12;
  const iso = (at) => new Date(at).toISOString().slice(0, 10);
  if (!(width >= 864e5)) return [[since, until]];
  return [
    [since, until],
    ...Array.from({ length: 12 }, (_, i) => [iso(a + i * width), iso(a + (i + 1) * width - 864e5)]),
  ];
}

/** What two did to each other, in their words. */
function Between({ pair, span }) {
  const [a, b] = pair;
  const events = useAnswer("events", { by: a.name, to: b.name, ...span, limit: 20 });
  const said = useAnswer("statements", { by: a.name, to: b.name, ...span, limit: 20 });
  return (
    <section class="card" aria-live="polite">
      <h2>
        {a.name} → {b.name}{" "}
        <a class="more" href={link("disputes", { a: a.name, b: b.name })}>
          both sides
        </a>
      </h2>
      <div class="grid">
        <Answered state={events} empty="No event of one on the other in these days.">
          {(answer) => (
            <ul class="plain">
              {answer.rows.map((row) => (
                <Event key={row.id} row={row} />
              ))}
            </ul>
          )}
        </Answered>
        <Answered state={said} empty="Nothing was said to them in these days.">
          {(answer) => (
            <ul class="plain">
              {answer.rows.map((row) => (
                <Statement key={row.id} row={row} />
              ))}
            </ul>
          )}
        </Answered>
      </div>
    </section>
  );
}

const legend = (
  <p class="legend">
    <span>
      <i class="conflict" />
      more conflict
    </span>
    <span>
      <i class="aid" />
      more cooperation
    </span>
    <span>
      <i class="talk" />
      talk, or as much of both
    </span>
    <span>{"thicker or darker: more often"}</span>
    <span>A person acts for the state whose office it holds.</span>
  </p>
);

export function Relations({ params, whole }) {
  const [step, setStep] = useState(0);
  const [pair, setPair] = useState(null);
  const all = useMemo(() => steps(params, whole), [params.since, params.until, whole]);
  const [since, until] = all[Math.min(step, all.length - 1)];
  const state = useAnswer("graph", { since, until, member_of: params.member_of, most: 40 });
  const as = params.as ?? "graph";
  const set = (more) => go("relations", { ...params, ...more });
  const guess = state.data
    ? Math.max(1, [...state.data.links].map((l) => l.total).sort((a, b) => b - a)[69] ?? 1)
    : 1;
  const least = Number(params.least) || guess;
  return (
    <>
      <h1>Who acts on whom</h1>
      <div class="filters">
        <Choice
          label="Shown as"
          value={as}
          options={[
            ["graph", "picture"],
            ["matrix", "matrix"],
          ]}
          onChange={(value) => set({ as: value })}
        />
        <Filters
          params={params}
          onChange={set}
          fields={[
            ["kind", "What", "", [...eventTypes, ...acts]],
            ["member_of", "Ring the members of", "text"],
          ]}
        />
        <label>
          <span>At least {many(least, "time", "times")}</span>
          <input
            type="range"
            min={1}
            max={Math.max(2, Math.min(60, guess * 3))}
            value={least}
            onInput={(e) => set({ least: e.currentTarget.value })}
          />
        </label>
        {all.length > 1 && (
          <label>
            <span>{step === 0 ? "The whole period" : `${day(since)} – ${day(until)}`}</span>
            <input
              type="range"
              min={0}
              max={12}
              value={step}
              onInput={(e) => setStep(Number(e.currentTarget.value))}
              aria-valuetext={step === 0 ? "the whole period" : `${since} to ${until}`}
            />
          </label>
        )}
      </div>
      <Answered state={state}>
        {(data) => {
          const drawn = weighed(data, { kind: params.kind, least, about: params.about });
          const name = (id) => drawn.nodes.find((n) => n.id === id)?.name ?? id;
          const rows = [...drawn.links]
            .sort((a, b) => b.n - a.n)
            .map((l) => ({
              from: name(l.from),
              to: name(l.to),
              times: l.n,
              conflict: l.conflict,
              cooperation: l.aid,
              talk: l.talk,
              kinds: Object.entries(l.kinds)
                .map(([k, n]) => `${k} ${n}`)
                .join(", "),
            }));
          if (drawn.links.length === 0)
            return <p class="empty">No two actors meet so often in these days.</p>;
          const choose = (a, b) =>
            setPair([drawn.nodes.find((n) => n.id === a), drawn.nodes.find((n) => n.id === b)]);
          return (
            <>
              <Chart name="who-acts-on-whom" rows={rows} legend={legend}>
                {as === "matrix" ? <Matrix {...drawn} onChoose={choose} /> : <Network {...drawn} />}
              </Chart>
              {pair?.[0] && pair[1] && <Between pair={pair} span={{ since, until }} />}
              <p class="meta">
                {many(drawn.nodes.length, "actor")} of the 40 weightiest,{" "}
                {many(drawn.links.length, "tie")}.{" "}
                {as === "matrix"
                  ? "A row acts on a column; neighbours deal with the same others. A cell opens what was done and said."
                  : "A circle opens the actor; point at it, or move to it by Tab, to see its neighbours alone."}
              </p>
            </>
          );
        }}
      </Answered>
    </>
  );
}
