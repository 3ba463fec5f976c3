// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "preact/hooks";
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation } from "d3-force";
import { useAnswer } from "./api.js";
import { go } from "./route.js";
import { Answered, Filters } from "./parts.jsx";

const width = 900, height = 560;

/** Positions of the forty busiest, settled before they are drawn: nothing moves, and the same record gives the same picture. */
function layout(data, kind) {
  const nodes = [...data.nodes].sort((a, b) => b.total - a.total).slice(0, 40).map((n) => ({ ...n }));
  const known = new Set(nodes.map((n) => n.id));
  const count = (l) => (kind ? l.kinds[kind] ?? 0 : l.total);
  const links = data.links.filter((l) => known.has(l.from) && known.has(l.to) && count(l) > 0).map((l) => ({ ...l, source: l.from, target: l.to, n: count(l) }));
  const simulation = forceSimulation(nodes).force("link", forceLink(links).id((n) => n.id).distance(130)).force("charge", forceManyBody().strength(-420)).force("center", forceCenter(width / 2, height / 2)).force("collide", forceCollide(34)).stop();
  for (let i = 0; i < 300; ++i) simulation.tick();
  for (const n of nodes) { n.x = Math.max(60, Math.min(width - 60, n.x)); n.y = Math.max(30, Math.min(height - 40, n.y)); }
  return { nodes, links };
}

function Picture({ data, kind }) {
  const { nodes, links } = useMemo(() => layout(data, kind), [data, kind]);
  const [near, setNear] = useState(null);
  const about = (l) => near === null || l.source.id === near || l.target.id === near;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label="Who acts on whom; the list below says the same in words">
      <defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="arrow" d="M0 0L8 4L0 8z" /></marker></defs>
      {links.map((l) => {
        const dx = l.target.x - l.source.x, dy = l.target.y - l.source.y, d = Math.hypot(dx, dy) || 1, r = 14;
        return <path key={l.from + l.to} class="link" opacity={about(l) ? 1 : 0.1} stroke-width={1 + Math.min(6, Math.sqrt(l.n))} marker-end="url(#head)"
          d={`M${l.source.x + (dx / d) * r} ${l.source.y + (dy / d) * r}Q${(l.source.x + l.target.x) / 2 - dy * 0.12} ${(l.source.y + l.target.y) / 2 + dx * 0.12} ${l.target.x - (dx / d) * (r + 3)} ${l.target.y - (dy / d) * (r + 3)}`}><title>{`${l.source.name} → ${l.target.name}: ${Object.entries(l.kinds).map(([k, n]) => `${k} ${n}`).join(", ")}`}</title></path>;
      })}
      {nodes.map((n) => (
        <g key={n.id} tabindex={0} role="link" aria-label={n.name} onMouseEnter={() => setNear(n.id)} onMouseLeave={() => setNear(null)} onFocus={() => setNear(n.id)} onBlur={() => setNear(null)} onClick={() => go(`actor/${n.id}`)} onKeyDown={(e) => e.key === "Enter" && go(`actor/${n.id}`)}>
          <circle class={`node ${n.member ? "member" : ""}`} cx={n.x} cy={n.y} r={8 + Math.min(8, Math.sqrt(n.total))} /><text x={n.x} y={n.y + 28} text-anchor="middle">{n.name.length > 24 ? `${n.name.slice(0, 23)}…` : n.name}</text>
        </g>
      ))}
    </svg>
  );
}

export function Graph({ params }) {
  const state = useAnswer("graph", { since: params.since, until: params.until, member_of: params.member_of });
  return (
    <>
      <h1>Who acts on whom</h1>
      <Filters params={params} onChange={(p) => go("relations", p)} fields={[["kind", "What", "", ["SUPPORT", "ACCUSE", "REQUEST", "REJECT", "CONSULT", "ASSAULT", "AID", "THREATEN", "SANCTION"]], ["since", "Since", "date"], ["until", "Until", "date"], ["member_of", "Ring the members of", "text"]]} />
      <Answered state={state}>
        {(data) => data.links.length === 0 ? <p class="empty">No two actors meet in these days.</p> : (
          <>
            <div class="card"><Picture data={data} kind={params.kind} /></div>
            <h2>In words</h2>
            <ul class="plain">{[...data.links].sort((a, b) => b.total - a.total).slice(0, 60).map((l) => { const name = (id) => data.nodes.find((n) => n.id === id)?.name; return <li key={l.from + l.to}>{name(l.from)} → {name(l.to)} <span class="meta">{Object.entries(l.kinds).map(([k, n]) => `${k} ${n}`).join(", ")}</span></li>; })}</ul>
          </>
        )}
      </Answered>
    </>
  );
}
