// SPDX-License-Identifier: Apache-2.0
// The first view: what matters in the period, what is disputed, due and overdue, and what is new.
import { useEffect, useMemo } from "preact/hooks";
import { useAnswer, useTopic } from "./api.js";
import { lastVisit, visited } from "./keep.js";
import { link, period } from "./route.js";
import { saveHtml } from "./save.js";
import { Answered, Claim, Commitment, Event, Report, Tag, Waiting, Who } from "./parts.jsx";
import { day, days, line, many, number, shifted } from "./words.js";
import { Figures } from "./figures.jsx";
import { Decision, inOneLine } from "./outlook.jsx";
import { StoryTold } from "./stories.jsx";

function Card({ title, more, state, empty, children, rows = state.data?.rows }) {
  return (
    <section class="card">
      <h2>
        {title}
        {more && rows?.length > 0 && (
          <a class="more" href={more}>
            all
          </a>
        )}
      </h2>
      {state.error?.status > 0 ? (
        <p class="meta">{state.error.message}</p>
      ) : !rows ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <p class="meta">{empty}</p>
      ) : (
        <ul class="plain">{rows.map(children)}</ul>
      )}
    </section>
  );
}

/** What several reports tell weighs more than what one tells; then figures, then the newest. */
const weight = (row) =>
  3 * (row.reports.length - 1) +
  Math.min(3, row.figures.length) +
  2 * row.confidence +
  (row.status === "occurred" ? 1 : 0) +
  (row.source.length && row.target.length ? 1 : 0);

/** A record without stories: its events, by what several reports tell. */
function Events({ params, topic }) {
  const events = useAnswer(topic.waits ? null : "events", {
    ...period(params),
    ...topic.ofEvents,
    limit: 200,
  });
  const best = useMemo(
    () =>
      events.data
        ? [...events.data.rows].sort((a, b) => weight(b) - weight(a)).slice(0, 8)
        : undefined,
    [events.data],
  );
  return (
    <Card
      title="What happened"
      more={link("timeline")}
      state={events}
      rows={best}
      empty="Nothing is told of these days."
    >
      {(row) => <Event key={row.id} row={row} />}
    </Card>
  );
}

/** An event with who said what about it. */
function Told({ row }) {
  return (
    <>
      <Event row={row} />
      {row.said?.map((said) => (
        <li key={said.id} class="item voice">
          <Tag name={said.act} />
          <Who actor={said.speaker} /> <q>{said.text}</q>{" "}
          <a class="meta" href={link(`report/${said.report}`, { item: said.id })}>
            words
          </a>
        </li>
      ))}
    </>
  );
}

function Turned({ row }) {
  return (
    <li class="item">
      <Who actor={row.actor} />
      {[
        ["before", row.before],
        ["now", row.after],
      ].map(([when, one]) => (
        <div key={when}>
          <span class="meta">
            {when}, {days(one.date)}
          </span>{" "}
          <Tag name={one.act ?? one.status} />
          <q>{one.text}</q>{" "}
          <a class="meta" href={link(`report/${one.report}`, { item: one.id })}>
            words
          </a>
        </div>
      ))}
    </li>
  );
}

/** Reports kept since this browser was here last. */
function New({ whole }) {
  const before = useMemo(lastVisit, []);
  const newest = useAnswer("reports", { limit: 200 });
  const number = (row) => Number(row.id.slice(1));
  useEffect(() => {
    if (newest.data?.rows.length) visited(Math.max(...newest.data.rows.map(number)));
  }, [newest.data]);
  const rows = newest.data?.rows.filter((row) => !before || number(row) > before.report);
  const title = before ? `New since ${day(before.at.slice(0, 10))}` : "Newest reports";
  return (
    <Card
      title={title}
      more={link("reports")}
      state={newest}
      rows={rows?.slice(0, 6)}
      empty={`Nothing; ${many(whole.reports, "report")} as before.`}
    >
      {(row) => <Report key={row.id} row={row} />}
    </Card>
  );
}

/** The period as the record itself sums it up: by what matters first. */
function Brief({ brief, decisions, whole, editable, figures }) {
  const state = { data: brief };
  const part = (title, rows, more, empty, Kind) => (
    <Card title={title} more={more} state={state} rows={rows} empty={empty}>
      {(row, i) => <Kind key={row.id ?? i} row={row} editable={editable} />}
    </Card>
  );
  return (
    <div class="brief">
      <div>
        {part(
          "What matters",
          brief.stories,
          link("stories"),
          "No story falls into these days.",
          StoryTold,
        )}
        {part(
          "What happened",
          brief.happened,
          link("timeline"),
          "Nothing sure is told of these days.",
          Told,
        )}
      </div>
      <div>
        {part("Disputed", brief.disputed, link("disputes"), "Nothing is contested.", Claim)}
        {brief.changed.length > 0 && part("Changed position", brief.changed, null, "", Turned)}
        <New whole={whole} />
      </div>
      <div>
        <Card
          title="What will they decide"
          more={link("outlook")}
          state={decisions}
          empty="No body is asked anything that is open."
        >
          {(row) => <Decision key={row.asked.id} row={row} />}
        </Card>
        {part(
          "Due",
          brief.due,
          link("commitments", { status: "open" }),
          "Nothing is due.",
          Commitment,
        )}
        {part(
          "Overdue",
          brief.overdue,
          link("commitments", { status: "overdue" }),
          "Nothing is overdue.",
          Commitment,
        )}
        {part(
          "Answered",
          brief.answered,
          link("commitments", { status: "accepted,rejected,fulfilled" }),
          "Nothing was answered.",
          Commitment,
        )}
        {part(
          "Asked and promised",
          brief.asked.slice(0, 6),
          link("commitments"),
          "Nothing was asked.",
          Commitment,
        )}
        {figures}
      </div>
    </div>
  );
}

/** The same of a record whose server sums nothing up. */
function Plain({ whole, params, editable, topic, end, figures }) {
  const days = period(params);
  const claims = useAnswer("claims", {
    status: "contested",
    about: params.about,
    ...days,
    limit: 6,
  });
  const asked = topic.actor ? { by: params.about } : { text: params.about };
  const overdue = useAnswer("commitments", { status: "overdue", ...days, ...asked, limit: 5 });
  const open = useAnswer("commitments", { status: "open", ...days, ...asked, limit: 5 });
  const due = useAnswer("outlook", { as_of: end, until: end && shifted(end, 7) });
  const ahead = due.data && [...due.data.due, ...due.data.planned].slice(0, 5);
  return (
    <div class="brief">
      <div>
        <Events params={params} topic={topic} />
      </div>
      <div>
        <Card title="Disputed" more={link("disputes")} state={claims} empty="Nothing is contested.">
          {(row) => <Claim key={row.id} row={row} editable={editable} />}
        </Card>
        <New whole={whole} />
      </div>
      <div>
        <Card
          title={`Ahead, from ${day(end)}`}
          more={link("commitments", { status: "open" })}
          state={due}
          rows={ahead}
          empty="Nothing is due or planned in the seven days after."
        >
          {(row) =>
            row.id[0] === "e" ? (
              <Event key={row.id} row={row} />
            ) : (
              <Commitment key={row.id} row={row} />
            )
          }
        </Card>
        <Card
          title="Overdue"
          more={link("commitments", { status: "overdue" })}
          state={overdue}
          empty="Nothing is overdue."
        >
          {(row) => <Commitment key={row.id} row={row} />}
        </Card>
        <Card
          title="Still open"
          more={link("commitments", { status: "open" })}
          state={open}
          empty="Nothing is open."
        >
          {(row) => <Commitment key={row.id} row={row} />}
        </Card>
        {figures}
      </div>
    </div>
  );
}

/** The brief as a file: a heading and its lines for each part. */
function saveBrief(title, brief, decisions) {
  const parts = [
    ["What happened", brief.happened],
    ["Disputed", brief.disputed],
    ["Due", brief.due],
    ["Overdue", brief.overdue],
    ["Answered", brief.answered],
    ["Asked and promised", brief.asked],
  ];
  saveHtml(
    "brief",
    title,
    [
      ...parts.map(([head, rows]) => [head, rows.map(line)]),
      ["What will they decide", decisions.map(inOneLine)],
    ].filter(([, lines]) => lines.length),
  );
}

export function Briefing({ params, whole, editable }) {
  const topic = useTopic(params.about);
  const first = whole?.first?.slice(0, 10),
    end = params.until ?? whole?.last?.slice(0, 10);
  const asks = { since: params.since ?? first, until: end, about: params.about };
  const brief = useAnswer(whole ? "brief" : null, asks);
  const decisions = useAnswer(brief.data ? "decisions" : null, asks);
  if (!whole)
    return <Answered state={useAnswer("overview", { rows: 0 })}>{() => <Waiting />}</Answered>;
  if (whole.reports === 0)
    return (
      <p class="empty">
        The record is empty. <code>casus add report.txt</code> begins it
        {whole.addable && (
          <>
            , or <a href={link("add")}>paste a report</a>
          </>
        )}
        .
      </p>
    );
  const figures = <Figures whole={whole} params={params} />;
  const title = `${params.about ? `${params.about}, ` : ""}${day(params.since ?? first)} – ${day(end)}`;
  return (
    <>
      <h1>{params.about ? `Briefing: ${params.about}` : "Briefing"}</h1>
      <p class="counts">
        <span>
          <b>{number(whole.reports)}</b> reports
          {whole.copies > 0 && `, ${many(whole.copies, "copy", "copies")}`}
        </span>
        <span>
          <b>{number(whole.statements)}</b> statements
        </span>
        <span>
          <b>{number(whole.events)}</b> events
        </span>
        <span>
          <b>{number(whole.actors)}</b> actors
        </span>
        <span>
          {day(whole.first)} – {day(whole.last)}
        </span>
        {brief.data && (
          <button
            type="button"
            class="quiet"
            onClick={() => saveBrief(title, brief.data, decisions.data?.rows ?? [])}
          >
            save as HTML
          </button>
        )}
      </p>
      {brief.error?.status === 404 ? (
        <Plain
          whole={whole}
          params={params}
          editable={editable}
          topic={topic}
          end={end}
          figures={figures}
        />
      ) : (
        <Answered state={brief}>
          {(data) => (
            <Brief
              brief={data}
              decisions={decisions}
              whole={whole}
              editable={editable}
              figures={figures}
            />
          )}
        </Answered>
      )}
    </>
  );
}
