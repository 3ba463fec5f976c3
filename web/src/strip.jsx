// SPDX-License-Identifier: Apache-2.0
// The whole span under the timeline, to choose days from by dragging.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { brushX } from "d3-brush";
import { scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { day } from "./words.js";

const high = 36;

export function Strip({ data, left, width, onRange }) {
  const group = useRef();
  const { around } = data;
  const x = useMemo(
    () => scaleUtc([Date.parse(around.from), Date.parse(around.to) + 864e5], [left, width - 12]),
    [around.from, around.to, left, width],
  );
  useEffect(() => {
    const brush = brushX().extent([
      [left, 0],
      [width - 12, high],
    ]);
    const node = select(group.current);
    const clamp = (v) => Math.max(left, Math.min(width - 12, v));
    const shown = [clamp(x(Date.parse(data.from))), clamp(x(Date.parse(data.to) + 864e5))];
    node.call(brush).call(brush.move, [shown[0], Math.max(shown[1], shown[0] + 2)]);
    brush.on("end", (e) => {
      if (!e.sourceEvent) return;
      if (!e.selection) return onRange("", "");
      const [a, b] = e.selection.map((v) => new Date(+x.invert(v)).toISOString().slice(0, 10));
      onRange(a, b);
    });
    return () => {
      brush.on("end", null);
    };
  }, [x, data.from, data.to]);
  const wide = Math.max(1, Math.min(6, (width - left) / around.bins.length - 1));
  const most = Math.max(1, ...around.bins.map((b) => b[1] + b[2] + b[3]));
  return (
    <svg
      class="strip"
      viewBox={`0 0 ${width} ${high + 14}`}
      height={high + 14}
      role="img"
      aria-label={`From ${day(around.from)} to ${day(around.to)}; the days shown are marked. The fields Since and Until above choose others.`}
    >
      {around.bins.map(([start, a, b, c]) => (
        <rect
          key={start}
          class="said"
          x={x(Date.parse(start))}
          width={wide}
          y={high - high * Math.sqrt((a + b + c) / most)}
          height={high * Math.sqrt((a + b + c) / most)}
        />
      ))}
      <g ref={group} />
      <text x={left} y={high + 12}>
        {day(around.from)}
      </text>
      <text x={width - 12} y={high + 12} text-anchor="end">
        {day(around.to)}
      </text>
    </svg>
  );
}
