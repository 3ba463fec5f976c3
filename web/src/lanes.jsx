// SPDX-License-Identifier: Apache-2.0
// The lanes of the timeline: all, then an actor each; bars when far, single items when near.
import { useMemo, useRef } from "preact/hooks";
import { utcFormat } from "d3-time-format";
import { cut, day, many, number, saying, toneOf } from "./words.js";
import { binDays } from "./timeline.jsx";

const tall = { all: 62, lane: 44 };
const dayLong = 864e5;

/** Where each lane lies: its line, and how far bars may go from it. */
function placed(data) {
  let y = 16;
  return [{ name: "all", bins: data.all, all: true }, ...data.lanes].map((lane) => {
    const half = (lane.all ? tall.all : tall.lane) / 2;
    y += half * 2 + 8;
    return {
      ...lane,
      half,
      line: y - half - 4,
      most: Math.max(1, ...lane.bins.map((b) => Math.max(b[1], b[2]))),
      mostSaid: Math.max(1, ...lane.bins.map((b) => b[3])),
    };
  });
}

/** Single items, those of a day and side one above the other, in columns about the middle of the day. */
function stacked(data, lanes) {
  const stacks = new Map();
  for (const row of data.items) {
    const event = row.kind_of_item === "event";
    const who = event ? [...row.source, ...row.target] : [row.speaker];
    const side = !event ? "said" : toneOf(row.type) === "conflict" ? "up" : "down";
    lanes.forEach((lane, at) => {
      if (!lane.all && !who.some((a) => a && lane.voices.includes(a.id))) return;
      const key = `${at}${row.day}${side}`;
      stacks.set(key, [...(stacks.get(key) ?? []), { row, at, side }]);
    });
  }
  const high = (side) => (side === "said" ? 1 : 3);
  return [...stacks.values()]
    .flatMap((stack) =>
      stack.map((item, n) => {
        const columns = Math.ceil(stack.length / high(item.side));
        return {
          ...item,
          level: n % high(item.side),
          column: Math.floor(n / high(item.side)) - (columns - 1) / 2,
          columns,
        };
      }),
    )
    .sort((a, b) => a.at - b.at || a.row.day.localeCompare(b.row.day));
}

function Bars({ lane, at, data, x, chosen, show }) {
  const inner = lane.half - 5;
  const scale = (n) => (n === 0 ? 0 : Math.max(2, (inner - 2) * Math.sqrt(n / lane.most)));
  return lane.bins.map((bin, i) => {
    const [start, up, down, said] = bin;
    const [from, to] = binDays(start, data.unit);
    const a = x(Date.parse(from)),
      b = x(Date.parse(to) + dayLong),
      wide = Math.max(1.5, Math.min(40, b - a - 1));
    const mid = (a + b) / 2;
    if (mid < x.range()[0] - 1 || mid > x.range()[1] + 1) return null;
    const on = chosen?.lane === at && chosen.start === start;
    const told = `${lane.name}, ${day(from)}${from === to ? "" : ` to ${day(to)}`}: ${[show !== "statements" && `${up} conflict, ${down} cooperation`, show !== "events" && many(said, "statement")].filter(Boolean).join(", ")}`;
    const size = Math.max(1.2, Math.min(4, wide / 2) * Math.sqrt(said / lane.mostSaid));
    return (
      <g
        key={start}
        class={`bin ${on ? "on" : ""}`}
        data-at={`${at}:${i}`}
        tabindex={-1}
        role="button"
        aria-label={told}
      >
        <title>{told}</title>
        <rect
          class="reach"
          x={mid - wide / 2 - 0.5}
          y={lane.line - lane.half}
          width={wide + 1}
          height={lane.half * 2}
        />
        <rect
          class="conflict"
          x={mid - wide / 2}
          width={wide}
          y={lane.line - scale(up)}
          height={scale(up)}
        />
        <rect class="aid" x={mid - wide / 2} width={wide} y={lane.line} height={scale(down)} />
        {said > 0 &&
          show !== "events" &&
          (show === "statements" ? (
            <rect
              class="said"
              x={mid - wide / 2}
              width={wide}
              y={lane.line + inner - 2 * inner * Math.sqrt(said / lane.mostSaid)}
              height={2 * inner * Math.sqrt(said / lane.mostSaid)}
            />
          ) : (
            <circle class="said" cx={mid} cy={lane.line + lane.half} r={size} />
          ))}
      </g>
    );
  });
}

const pale = (row) => row.status && row.status !== "occurred";
function Marks({ items, lanes, x, chosen }) {
  const dayWide = x(dayLong) - x(0);
  return items.map(({ row, at, side, level, column, columns }, i) => {
    const lane = lanes[at],
      middle = x(Date.parse(row.day) + dayLong / 2);
    if (middle < x.range()[0] || middle > x.range()[1]) return null;
    const cx =
      middle +
      column * Math.min(side === "said" ? 5 : 11, Math.max(1.5, (dayWide * 0.9) / columns));
    const step = Math.min(9, (lane.half - 6) / 2.2);
    const cy =
      side === "said"
        ? lane.line + lane.half - 1
        : lane.line + (side === "up" ? -1 : 1) * (6 + level * step);
    const told = `${day(row.day)}${row.told ? " (day of the report)" : ""}: ${cut(saying(row), 140)}`;
    return (
      <g
        key={`${row.id}${at}`}
        class={`mark ${chosen?.row?.id === row.id ? "on" : ""}`}
        data-at={`${at}:${i}`}
        tabindex={-1}
        role="button"
        aria-label={told}
      >
        <title>{told}</title>
        {side === "said" ? (
          <line class="said" x1={cx} x2={cx} y1={cy - 7} y2={cy + 2} />
        ) : (
          <circle
            class={`${toneOf(row.type) === "conflict" ? "conflict" : "aid"} ${pale(row) || row.told ? "pale" : ""}`}
            cx={cx}
            cy={cy}
            r={4.5}
          />
        )}
      </g>
    );
  });
}

/** Ticks at whole days or months, never two on one word. */
function Axis({ x, y, width }) {
  const span = x.domain()[1] - x.domain()[0];
  const format = utcFormat(
    span > 6 * 366 * dayLong ? "%Y" : span > 150 * dayLong ? "%b %Y" : "%-d %b %Y",
  );
  // Nearer than a day there is nothing to tell, nor room beside the right end.
  const ticks = x
    .ticks(Math.max(2, Math.floor(width / 130)))
    .filter((t) => t % dayLong === 0 && x(t) < x.range()[1] - 30);
  return (
    <g class="axis" aria-hidden="true">
      {ticks.map((t) => (
        <g key={+t} transform={`translate(${x(t)} 0)`}>
          <line y1={14} y2={y} />
          <text y={y + 14} text-anchor="middle">
            {format(t)}
          </text>
        </g>
      ))}
    </g>
  );
}

export function Lanes({ data, x, left, width, chosen, onChoose, show }) {
  const lanes = useMemo(() => placed(data), [data]);
  const items = useMemo(() => stacked(data, lanes), [data, lanes]);
  const near = items.length > 0;
  const svg = useRef();
  const bottom = lanes.at(-1).line + lanes.at(-1).half + 6;
  const pick = (node) => {
    if (!node) return;
    const [at, i] = node.dataset.at.split(":").map(Number);
    const next = node.classList.contains("mark")
      ? { row: items[i].row, lane: at }
      : { lane: at, start: lanes[at].bins[i][0] };
    const same =
      chosen &&
      chosen.lane === next.lane &&
      chosen.start === next.start &&
      chosen.row?.id === next.row?.id;
    onChoose(same ? null : next);
  };
  const keys = (e) => {
    const node = e.target.closest("[data-at]");
    if (e.key === "Enter" || e.key === " ") {
      e.preventDefault();
      return pick(node);
    }
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 0, ArrowUp: 0 }[e.key];
    if (step === undefined) return;
    e.preventDefault();
    const all = [...svg.current.querySelectorAll(near ? ".mark" : ".bin")];
    const laneOf = (n) => Number(n.dataset.at.split(":")[0]);
    if (!node) return all[0]?.focus();
    if (step !== 0) {
      const own = all.filter((n) => laneOf(n) === laneOf(node));
      return own[own.indexOf(node) + step]?.focus();
    }
    const middle = (n) => n.getBoundingClientRect().x;
    const to =
      e.key === "ArrowDown"
        ? Math.min(...all.map(laneOf).filter((l) => l > laneOf(node)))
        : Math.max(...all.map(laneOf).filter((l) => l < laneOf(node)));
    const there = all
      .filter((n) => laneOf(n) === to)
      .sort((p, q) => Math.abs(middle(p) - middle(node)) - Math.abs(middle(q) - middle(node)));
    there[0]?.focus();
  };
  const what = `Timeline of ${many(lanes.length - 1, "actor")}. Arrow keys go from mark to mark, Enter chooses.`;
  return (
    <svg
      ref={svg}
      class="timeline"
      viewBox={`0 0 ${width} ${bottom + 22}`}
      height={bottom + 22}
      role="application"
      aria-roledescription="chart"
      aria-label={what}
      tabindex={0}
      onKeyDown={keys}
      onClick={(e) => pick(e.target.closest("[data-at]"))}
    >
      <Axis x={x} y={bottom} width={width - left} />
      {lanes.map((lane) => (
        <g key={lane.id ?? "all"}>
          <line class="lane" x1={left} x2={width} y1={lane.line} y2={lane.line} />
          <text class={lane.all ? "strong" : ""} x={left - 8} y={lane.line + 4} text-anchor="end">
            {lane.all ? "All" : cut(lane.name, left < 100 ? 11 : 20)}
            <title>{lane.name}</title>
          </text>
        </g>
      ))}
      {!near &&
        lanes.map((lane, at) => (
          <Bars
            key={lane.id ?? "all"}
            lane={lane}
            at={at}
            data={data}
            x={x}
            chosen={chosen}
            show={show}
          />
        ))}
      {near && <Marks items={items} lanes={lanes} x={x} chosen={chosen} />}
      {data.before > 0 && (
        <text class="beyond" x={left + 2} y={11}>{`‹ ${number(data.before)} earlier`}</text>
      )}
      {data.after > 0 && (
        <text
          class="beyond"
          x={width - 12}
          y={11}
          text-anchor="end"
        >{`${number(data.after)} later ›`}</text>
      )}
    </svg>
  );
}
