// SPDX-License-Identifier: Apache-2.0
import { useAnswer } from "./api.js";
import { link } from "./route.js";
import { Answered, Commitment, Event, Statement } from "./parts.jsx";

const Part = ({ title, rows, children }) => (rows?.length ? <section class="card"><h2>{title}</h2><ul class="plain">{rows.map(children)}</ul></section> : null);

export function Actor({ id, editable }) {
  return (
    <Answered state={useAnswer(`actors/${encodeURIComponent(id)}`)}>
      {(actor) => (
        <>
          <h1>{actor.name}</h1>
          <p class="meta">{[actor.role, actor.type, actor.code, actor.wikidata, `${actor.reports} reports`, `${actor.statements} statements`].filter(Boolean).join(" · ")}</p>
          {actor.names.length > 1 && <p class="meta">Also written {actor.names.filter((n) => n !== actor.name).join(", ")}</p>}
          {actor.member_of.length > 0 && <p class="meta">Member of {actor.member_of.join(", ")}</p>}
          {actor.members?.length > 0 && <p class="meta">Members: {actor.members.join(", ")}{actor.chair && ` · presidency: ${actor.chair}`}{actor.mutual_help && ` · ${actor.mutual_help}`}</p>}
          <p><a href={link("timeline", { about: actor.name })}>On the timeline</a></p>
          <div class="grid">
            <Part title="Offices and roles" rows={actor.offices}>{(o, i) => <li key={i}>{o.title}{o.of && `, ${o.of}`} <span class="meta">{o.from ?? ""} – {o.to ?? ""}{o.told_by && ` · as ${o.told_by} report${o.told_by === 1 ? "" : "s"} told`}</span></li>}</Part>
            <Part title="Said" rows={actor.said}>{(row) => <Statement key={row.id} row={row} editable={editable} />}</Part>
            <Part title="Said of it" rows={actor.said_of_it}>{(row) => <Statement key={row.id} row={row} editable={editable} />}</Part>
            <Part title="Asked by it" rows={actor.asked_by_it}>{(row) => <Commitment key={row.id} row={row} />}</Part>
            <Part title="Asked of it" rows={actor.asked_of_it}>{(row) => <Commitment key={row.id} row={row} />}</Part>
            <Part title="Events" rows={actor.events}>{(row) => <Event key={row.id} row={row} editable={editable} />}</Part>
            <Part title="Positions" rows={actor.positions}>{(p, i) => <li key={i}>{p.stance > 0 ? "for" : p.stance < 0 ? "against" : "undecided on"}: {p.issue} <span class="meta">{p.date} · <a href={link(`report/${p.report}`, { item: p.evidence ?? "" })}>words</a></span></li>}</Part>
            <Part title="Ties" rows={actor.ties}>{(t) => <li key={t.id}>{t.from.name} {t.type.replaceAll("_", " ")} {t.to.name} <span class="meta">{t.first} – {t.last}{t.contradicted && " · casus knows otherwise"}</span></li>}</Part>
          </div>
        </>
      )}
    </Answered>
  );
}
