// SPDX-License-Identifier: Apache-2.0
// The picture of who acts on whom: at most forty actors, laid out before they are drawn. Nothing
// moves, and the same record gives the same picture.
import { useMemo, useState } from "preact/hooks";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { useWidth } from "./chart.jsx";
import { go } from "./route.js";
import { cut } from "./words.js";

const pen = document.createElement("canvas").getContext("2d");
pen.font = '12px system-ui, "Liberation Sans", sans-serif'; // as style.css has it
const widthOf = (label) => Math.ceil(pen.measureText(label).width) + 1;

/** Boxes (node with its label) pushed apart until no two overlap, within the frame. */
function apart(nodes, width, height) {
  for (let round = 0; round < 400; ++round) {
    let moved = false;
    for (let i = 0; i < nodes.length; ++i) {
      for (let j = i + 1; j < nodes.length; ++j) {
        const a = nodes[i],
          b = nodes[j];
        const dx = b.x - a.x,
          dy = b.y - a.y;
        const overX = (a.w + b.w) / 2 + 6 - Math.abs(dx),
          overY = (a.h + b.h) / 2 + 4 - Math.abs(dy);
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        if (overX * 0.6 < overY) {
          const s = ((dx < 0 ? -1 : 1) * overX) / 2;
          a.x -= s;
          b.x += s;
        } else {
          const s = ((dy < 0 ? -1 : 1) * overY) / 2;
          a.y -= s;
          b.y += s;
        }
      }
    }
    for (const n of nodes) {
      n.x = Math.max(n.w / 2 + 4, Math.min(width - n.w / 2 - 4, n.x));
      n.y = Math.max(n.h / 2 + 4, Math.min(height - n.h / 2 - 4, n.y));
    }
    if (!moved) return;
  }
}

/** Labels that still touch one before them are shown only when pointed at. */
function hideTouching(nodes) {
  const shown = [];
  for (const n of nodes) {
    const touches = shown.some(
      (m) => Math.abs(m.x - n.x) < (m.w + n.w) / 2 && Math.abs(m.y - n.y) < (m.h + n.h) / 2,
    );
    n.hidden = touches;
    if (!touches) shown.push(n);
  }
}

function layout(data, width, height) {
  const heaviest = Math.max(...data.nodes.map((n) => n.total));
  const nodes = [...data.nodes]
    .sort((a, b) => b.total - a.total)
    .map((n) => {
      const r = 5 + 13 * Math.sqrt(n.total / heaviest),
        label = cut(n.name, width < 600 ? 14 : 24);
      return { ...n, r, label, w: Math.max(r * 2, widthOf(label)), h: r * 2 + 16 };
    });
  const links = data.links.map((l) => ({ ...l, source: l.from, target: l.to }));
  const squeeze = width / height;
  forceSimulation(nodes)
    .force(
      "link",
      forceLink(links)
        .id((n) => n.id)
        .distance(120)
        .strength((l) => 0.05 + 0.2 * Math.sqrt(l.n / data.most)),
    )
    .force("charge", forceManyBody().strength(-900).distanceMax(500))
    .force(
      "collide",
      forceCollide((n) => n.w / 2 + 4),
    )
    .force("x", forceX(0).strength(0.1))
    .force("y", forceY(0).strength(0.1 * squeeze))
    .stop()
    .tick(300);
  const span = (key, half) => {
    const v = nodes.map((n) => n[key]);
    return [Math.min(...v) - half, Math.max(...v) + half];
  };
  const [x0, x1] = span("x", 60),
    [y0, y1] = span("y", 30);
  for (const n of nodes) {
    n.x = ((n.x - x0) / (x1 - x0)) * width;
    n.y = ((n.y - y0) / (y1 - y0)) * height;
  }
  apart(nodes, width, height);
  hideTouching(nodes);
  return { nodes, links };
}

/** From rim to rim, bent to the right of its way so that both ways can be seen. */
function arc(l) {
  const dx = l.target.x - l.source.x,
    dy = l.target.y - l.source.y,
    d = Math.hypot(dx, dy) || 1;
  const mx = (l.source.x + l.target.x) / 2 - dy * 0.14,
    my = (l.source.y + l.target.y) / 2 + dx * 0.14;
  const rim = (n, gap) => {
    const ux = mx - n.x,
      uy = my - n.y,
      u = Math.hypot(ux, uy) || 1;
    return [n.x + (ux / u) * (n.r + gap), n.y + (uy / u) * (n.r + gap)];
  };
  const [ax, ay] = rim(l.source, 1),
    [bx, by] = rim(l.target, d > 50 ? 6 : 3);
  const angle = (Math.atan2(by - my, bx - mx) * 180) / Math.PI;
  return {
    path: `M${ax} ${ay}Q${mx} ${my} ${bx} ${by}`,
    head: `translate(${bx} ${by}) rotate(${angle})`,
  };
}

export function Network(data) {
  const [box, width] = useWidth();
  const height =
    width < 600 ? Math.max(520, width * 1.5) : Math.max(480, Math.min(680, width * 0.62));
  const { nodes, links } = useMemo(
    () => layout(data, width, height),
    [data.nodes, data.links.length, width],
  );
  const [near, setNear] = useState(null);
  const touches = (l) => l.source.id === near || l.target.id === near;
  const neighbours = new Set(
    near
      ? links
          .filter(touches)
          .flatMap((l) => [l.source.id, l.target.id])
          .concat(near)
      : [],
  );
  const open = (n) => go(`actor/${n.id}`);
  return (
    <div ref={box}>
      <svg
        class="network"
        viewBox={`0 0 ${width} ${height}`}
        height={height}
        role="group"
        aria-label={`${nodes.length} actors and what they do to each other; the matrix and the table say the same`}
      >
        {links.map((l) => {
          const { path, head } = arc(l);
          const thick = 0.8 + 4 * Math.sqrt(l.n / data.most);
          return (
            <g key={l.from + l.to} class={`tie ${l.tone} ${near && !touches(l) ? "dim" : ""}`}>
              <title>{`${l.source.name} → ${l.target.name}: ${Object.entries(l.kinds)
                .map(([k, n]) => `${k} ${n}`)
                .join(", ")}`}</title>
              <path d={path} stroke-width={thick} />
              <path class="head" transform={head} d="M-5 -3.5L3 0L-5 3.5z" />
            </g>
          );
        })}
        {nodes.map((n) => (
          <g
            key={n.id}
            class={`actor-node ${near && !neighbours.has(n.id) ? "dim" : ""} ${n.hidden && near !== n.id && !neighbours.has(n.id) ? "nameless" : ""}`}
            transform={`translate(${n.x} ${n.y - 6})`}
            tabindex={0}
            role="link"
            aria-label={`${n.name}, ${n.total} ties`}
            onMouseEnter={() => setNear(n.id)}
            onMouseLeave={() => setNear(null)}
            onFocus={() => setNear(n.id)}
            onBlur={() => setNear(null)}
            onClick={() => open(n)}
            onKeyDown={(e) => e.key === "Enter" && open(n)}
          >
            <title>{n.name}</title>
            <circle class={n.member ? "member" : ""} r={n.r} />
            <text y={n.r + 12} text-anchor="middle">
              {n.label}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
