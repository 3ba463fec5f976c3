// SPDX-License-Identifier: Apache-2.0
// Actors by actors, ordered so that those who deal with the same others stand side by side.
import { useMemo } from "preact/hooks";
import { cut } from "./words.js";

/** What an actor does to each and suffers from each: conflict below zero. */
function profile(node, nodes, at) {
  const value = (l) => (l ? (l.aid - l.conflict + 0.3 * l.talk) / Math.sqrt(l.n) : 0);
  return nodes.flatMap((other) => [
    value(at.get(node.id + other.id)),
    value(at.get(other.id + node.id)),
  ]);
}

function likeness(a, b) {
  let dot = 0,
    aa = 0,
    bb = 0;
  for (let i = 0; i < a.length; ++i) {
    dot += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return dot / (Math.sqrt(aa * bb) || 1);
}

/** The two likest groups are joined again and again (average linkage), the likest ends side by side. */
export function clustered(nodes, links) {
  const at = new Map(links.map((l) => [l.from + l.to, l]));
  const rows = new Map(nodes.map((n) => [n.id, profile(n, nodes, at)]));
  const like = (a, b) => likeness(rows.get(a.id), rows.get(b.id));
  let groups = nodes.map((n) => [n]);
  const between = (g, h) =>
    g.reduce((sum, a) => sum + h.reduce((s, b) => s + like(a, b), 0), 0) / (g.length * h.length);
  while (groups.length > 1) {
    let best = [-2, 0, 1];
    for (let i = 0; i < groups.length; ++i)
      for (let j = i + 1; j < groups.length; ++j) {
        const value = between(groups[i], groups[j]);
        if (value > best[0]) best = [value, i, j];
      }
    const [, i, j] = best,
      g = groups[i],
      h = groups[j];
    const ways = [
      [g, h],
      [[...g].reverse(), h],
      [g, [...h].reverse()],
      [[...g].reverse(), [...h].reverse()],
    ];
    ways.sort((a, b) => like(b[0].at(-1), b[1][0]) - like(a[0].at(-1), a[1][0]));
    groups = [...groups.filter((_, k) => k !== i && k !== j), ways[0].flat()];
  }
  return groups[0] ?? [];
}

const level = (n, most) => Math.max(1, Math.min(4, Math.ceil(4 * Math.sqrt(n / most))));

export function Matrix({ nodes, links, most, onChoose }) {
  const order = useMemo(() => clustered(nodes, links), [nodes, links.length]);
  const at = new Map(links.map((l) => [l.from + l.to, l]));
  const keys = (e) => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[
      e.key
    ];
    const cell = e.target.closest("td");
    if (!step || !cell) return;
    e.preventDefault();
    let row = cell.parentElement,
      column = cell.cellIndex;
    do {
      row =
        step[0] === 1
          ? row?.nextElementSibling
          : step[0] === -1
            ? row?.previousElementSibling
            : row;
      column += step[1];
    } while (row?.cells[column] && !row.cells[column].querySelector("button"));
    row?.cells[column]?.querySelector("button")?.focus();
  };
  return (
    <div class="scrolls matrix" tabindex={0} role="region" aria-label="Matrix of who acts on whom">
      <table onKeyDown={keys}>
        <caption class="off">
          A row acts on a column; the number is how often, the colour whether conflict or
          cooperation prevails.
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="off">Who</span>
            </th>
            {order.map((n) => (
              <th key={n.id} scope="col">
                <span title={n.name}>{cut(n.name, 18)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.map((a) => (
            <tr key={a.id}>
              <th scope="row" title={a.name}>
                {cut(a.name, 24)}
              </th>
              {order.map((b) => {
                const l = at.get(a.id + b.id);
                if (!l) return <td key={b.id} class={a.id === b.id ? "self" : ""} />;
                const told = `${a.name} on ${b.name}: ${l.conflict} conflict, ${l.aid} cooperation, ${l.talk} talk`;
                return (
                  <td key={b.id} class={`${l.tone} l${level(l.n, most)}`}>
                    <button
                      type="button"
                      title={told}
                      aria-label={told}
                      onClick={() => onChoose(a.id, b.id)}
                    >
                      {l.n}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
