// SPDX-License-Identifier: Apache-2.0
// When what happened: the server counts, the page draws some hundred bars, or single items when near.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { scaleUtc } from "d3-scale";
import { useAnswer, useTopic } from "./api.js";
import { Chart, useWidth } from "./chart.jsx";
import { go, period, replace } from "./route.js";
import { Strip } from "./strip.jsx";
import { Lanes } from "./lanes.jsx";
import { Answered, Choice, Row } from "./parts.jsx";
import { day, many, shifted } from "./words.js";

const dayLong = 864e5;
const iso = (at) => new Date(at).toISOString().slice(0, 10);
const ends = (data) => [Date.parse(data.from), Date.parse(data.to) + dayLong];

/** The first day of the bin and the last. */
export function binDays(start, unit) {
  const [year, month] = start.split("-").map(Number);
  if (unit === "month") return [start, shifted(iso(Date.UTC(year, month, 1)), -1)];
  if (unit === "year") return [start, `${start.slice(0, 4)}-12-31`];
  return [start, unit === "week" ? shifted(start, 6) : start];
}

/** What the chart shows, for the table behind it. */
function tableOf(data) {
  const rows = [];
  for (const lane of [{ name: "all", bins: data.all }, ...data.lanes])
    for (const [start, conflict, cooperation, statements] of lane.bins)
      rows.push({ actor: lane.name, [data.unit]: start, conflict, cooperation, statements });
  return rows;
}

/** What lies in a chosen bin, or in the whole window. */
function Listed({ params, topic, data, chosen, editable, show }) {
  const [from, to] = chosen ? binDays(chosen.start, data.unit) : [data.from, data.to];
  const span = { since: from < data.from ? data.from : from, until: to > data.to ? data.to : to };
  const lane = chosen && data.lanes[chosen.lane - 1];
  const who = lane ? { by: lane.name } : {};
  const events = useAnswer(show === "statements" ? null : "events", {
    ...span,
    ...topic.ofEvents,
    ...who,
    limit: 30,
  });
  const said = useAnswer(show === "events" ? null : "statements", {
    ...span,
    about: params.about,
    ...who,
    limit: 30,
  });
  const parts = [
    ["Events", events],
    ["Statements", said],
  ].filter(([, state]) => state.data || state.error);
  return (
    <div class="grid">
      {parts.map(([title, state]) => (
        <section class="card" key={title}>
          <h2>
            {title}{" "}
            <span class="meta">{state.data && many(state.data.total, "in all", "in all")}</span>
          </h2>
          <Answered state={state} empty="None with a day of its own.">
            {(answer) => (
              <ul class="plain">
                {answer.rows.map((row) => (
                  <Row key={row.id} row={row} editable={editable} />
                ))}
              </ul>
            )}
          </Answered>
        </section>
      ))}
    </div>
  );
}

/** Wheel with Ctrl or Shift, or while the chart has the focus; pinch comes as a wheel with Ctrl. */
function useWheel(box, move) {
  useEffect(() => {
    const turned = (e) => {
      if (!e.ctrlKey && !e.shiftKey && !box.current.contains(document.activeElement)) return;
      e.preventDefault();
      const { left, width } = box.current.getBoundingClientRect();
      move(Math.exp((e.deltaY || e.deltaX) * 0.002), (e.clientX - left) / width);
    };
    box.current.addEventListener("wheel", turned, { passive: false });
    return () => box.current?.removeEventListener("wheel", turned);
  }, [move]);
}

function Zoomed({ data, params, onChoose, chosen, show }) {
  const [box, width] = useWidth();
  const [view, setView] = useState(ends(data));
  const wait = useRef();
  useEffect(() => setView(ends(data)), [data]);
  const left = width < 600 ? 84 : 150;
  const x = useMemo(() => scaleUtc(view, [left, width - 12]), [view, left, width]);
  const settle = (next) => {
    setView(next);
    clearTimeout(wait.current);
    wait.current = setTimeout(
      () => replace("timeline", { ...params, since: iso(next[0]), until: iso(next[1] - 1) }),
      300,
    );
  };
  const latest = useRef();
  latest.current = view;
  const move = useMemo(
    () =>
      (factor, at = 0.5, by = 0) => {
        const [a, b] = latest.current,
          span = b - a;
        const next = Math.max(3 * dayLong, Math.min(60 * 366 * dayLong, span * factor));
        const start = a + (span - next) * at + span * by;
        settle([start, start + next]);
      },
    [params],
  );
  useWheel(box, move);
  const keys = (e) => {
    const by = {
      "+": [0.5],
      "=": [0.5],
      "-": [2],
      PageUp: [1, 0.5, -0.5],
      PageDown: [1, 0.5, 0.5],
    }[e.key];
    if (by) {
      e.preventDefault();
      move(...by);
    }
    if (e.key === "Home" || e.key === "0") {
      e.preventDefault();
      go("timeline", { ...params, since: "", until: "" });
    }
  };
  return (
    <div ref={box} onKeyDown={keys}>
      <p class="bar meta">
        <span>
          {day(data.from)} – {day(data.to)}, by {data.unit}
        </span>
        <span class="tools">
          <button type="button" onClick={() => move(1, 0.5, -0.5)} aria-label="Earlier">
            ←
          </button>
          <button type="button" onClick={() => move(0.5)} aria-label="Nearer">
            +
          </button>
          <button type="button" onClick={() => move(2)} aria-label="Farther">
            −
          </button>
          <button type="button" onClick={() => move(1, 0.5, 0.5)} aria-label="Later">
            →
          </button>
          <button type="button" onClick={() => go("timeline", { ...params, since: "", until: "" })}>
            densest
          </button>
        </span>
      </p>
      <Lanes
        data={data}
        x={x}
        left={left}
        width={width}
        chosen={chosen}
        onChoose={onChoose}
        show={show}
      />
      <Strip
        data={data}
        left={left}
        width={width}
        onRange={(since, until) => go("timeline", { ...params, since, until })}
      />
    </div>
  );
}

const legend = (
  <p class="legend">
    <span>
      <i class="conflict" />
      conflict, above the line
    </span>
    <span>
      <i class="aid" />
      cooperation, below
    </span>
    <span>
      <i class="said" />
      statements
    </span>
    <span>pale: not yet or only alleged</span>
    <span>Drag the strip for other days; + − and Page keys; Ctrl or Shift with the wheel</span>
  </p>
);

export function Timeline({ params, editable }) {
  const topic = useTopic(params.about);
  const show = params.show ?? "";
  const state = useAnswer("timeline/counts", { ...period(params), about: params.about, show });
  const [chosen, setChosen] = useState(null);
  useEffect(() => setChosen(null), [params.since, params.until, params.about, show]);
  return (
    <>
      <h1>Timeline</h1>
      <Choice
        label="Show"
        value={show}
        options={[
          ["", "both"],
          ["events", "events"],
          ["statements", "statements"],
        ]}
        onChange={(value) => go("timeline", { ...params, show: value })}
      />
      <Answered state={state}>
        {(data) =>
          !data.first ? (
            <p class="empty">Nothing with a day answers this.</p>
          ) : (
            <>
              <Chart name="timeline" rows={tableOf(data)} legend={legend}>
                <Zoomed
                  data={data}
                  params={params}
                  chosen={chosen}
                  onChoose={setChosen}
                  show={show}
                />
              </Chart>
              {data.undated > 0 && (
                <p class="meta">
                  {many(data.undated, "item has", "items have")} no day, and their reports have none
                  either.
                </p>
              )}
              <h2>
                {chosen?.row
                  ? "Chosen"
                  : chosen
                    ? `${chosen.lane ? `${data.lanes[chosen.lane - 1].name}, ` : ""}${binDays(chosen.start, data.unit).map(day).join(" – ")}`
                    : `${day(data.from)} – ${day(data.to)}`}{" "}
                {chosen && (
                  <button type="button" class="quiet" onClick={() => setChosen(null)}>
                    show all
                  </button>
                )}
              </h2>
              {chosen?.row ? (
                <ul class="plain card">
                  <Row row={chosen.row} editable={editable} />
                </ul>
              ) : (
                !topic.waits && (
                  <Listed
                    params={params}
                    topic={topic}
                    data={data}
                    chosen={chosen}
                    editable={editable}
                    show={show}
                  />
                )
              )}
            </>
          )
        }
      </Answered>
    </>
  );
}
