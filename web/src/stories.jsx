// SPDX-License-Identifier: Apache-2.0
// Stories: reports and events that belong together over days, where the record has them.
import { useAnswer } from "./api.js";
import { link, period } from "./route.js";
import { Answered, List, Many, Report, Row, Spark } from "./parts.jsx";
import { RowTools } from "./rowtools.jsx";
import { day, figure, many } from "./words.js";

const span = (row) =>
  [day(row.first), row.last !== row.first && day(row.last)].filter(Boolean).join(" – ");

export function StoryRow({ row, children }) {
  return (
    <li class="item story">
      <h3>
        <a href={link(`story/${row.id}`)}>{row.name}</a>
      </h3>
      {row.headline && row.headline !== row.name && <p class="lead">{row.headline}</p>}
      {row.actors?.length > 0 && (
        <div class="meta">
          <Many actors={row.actors} />
        </div>
      )}
      {children}
      <div class="source meta">
        <span>{[span(row), many(row.reports, "report")].filter(Boolean).join(" · ")}</span>
        <RowTools row={row} />
      </div>
    </li>
  );
}

const against = new Set(["deny", "reject", "accuse", "criticize", "threaten"]);
const favour = new Set(["support", "promise", "concede"]);

/** The speakers of these acts, who says most first. */
function voices(rows, acts) {
  const found = new Map();
  for (const { act, speaker } of rows)
    if (speaker && acts.has(act) && /^\p{Lu}/u.test(speaker.name)) {
      const { n = 0 } = found.get(speaker.id) ?? {};
      found.set(speaker.id, { actor: speaker, n: n + 1 });
    }
  return [...found.values()]
    .sort((a, b) => b.n - a.n)
    .slice(0, 3)
    .map(({ actor }) => actor);
}

/** A story with how it went by day, who speaks for and against, and its figures. */
export function StoryTold({ row }) {
  const { data } = useAnswer(`stories/${row.id}`);
  const sides = data
    ? [
        ["support or promise", "side-a", voices(data.statements, favour)],
        ["accuse or deny", "side-b", voices(data.statements, against)],
      ].filter(([, , who]) => who.length > 0)
    : [];
  const told = new Map();
  for (const f of data?.events.flatMap((event) => event.figures) ?? [])
    if (f.value !== null && !told.has(f.value)) told.set(f.value, figure(f));
  const figures = [...told.values()].slice(0, 3);
  return (
    <StoryRow row={row}>
      {data?.days.length > 1 && <Spark steps={data.days} label="Reports a day" />}
      {sides.length > 0 && (
        <dl class="facing-short">
          {sides.map(([name, side, who]) => (
            <div key={name} class={side}>
              <dt>{name}</dt>
              <dd>
                <Many actors={who} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {figures.length > 0 && <p class="meta">{figures.join(" · ")}</p>}
    </StoryRow>
  );
}

export function Stories({ params }) {
  const asks = { ...period(params), about: params.about };
  const state = useAnswer("stories", { ...asks, limit: 50 });
  if (state.error?.status === 404)
    return (
      <p class="empty">
        This record has no stories. <a href={link("timeline")}>The timeline</a> has its events.
      </p>
    );
  return (
    <>
      <h1>Stories</h1>
      <Answered state={state} empty="No story falls into these days.">
        {(answer) => (
          <List answer={answer} asks={["stories", asks]} name="stories" noun={["story", "stories"]}>
            {(row) => <StoryRow key={row.id} row={row} />}
          </List>
        )}
      </Answered>
    </>
  );
}

const parts = [
  ["events", "What happened"],
  ["claims", "Claimed"],
  ["commitments", "Asked and answered"],
  ["statements", "Said"],
];

export function Story({ id, editable }) {
  return (
    <Answered state={useAnswer(`stories/${encodeURIComponent(id)}`)}>
      {(story) => (
        <>
          <h1>{story.name}</h1>
          <p class="bar meta">
            <span>
              {span(story)} · {many(story.reports, "report")} · <Many actors={story.actors} />
            </span>
            <RowTools row={story} />
          </p>
          {story.days.length > 1 && <Spark steps={story.days} label="Reports a day" />}
          <div class="grid">
            {parts
              .filter(([kind]) => story[kind].length > 0)
              .map(([kind, title]) => (
                <section class="card" key={kind}>
                  <h2>{title}</h2>
                  <ul class="plain">
                    {story[kind].map((row) => (
                      <Row key={row.id} row={row} editable={editable} />
                    ))}
                  </ul>
                </section>
              ))}
            <section class="card">
              <h2>Told in</h2>
              <ul class="plain">
                {story.told_in.map((row) => (
                  <Report key={row.id} row={row} />
                ))}
              </ul>
            </section>
          </div>
        </>
      )}
    </Answered>
  );
}
