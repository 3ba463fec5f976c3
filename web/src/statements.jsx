// SPDX-License-Identifier: Apache-2.0
// Who said what: facets whose counts follow the filter, several values a facet; by speaker on request.
import { useAnswer } from "./api.js";
import { go, link } from "./route.js";
import { Answered, Choice, Filters, List, Pages, Spark, Statement, Who } from "./parts.jsx";
import { dayOf, many, number } from "./words.js";

const listOf = (text) => (text ?? "").split(",").filter(Boolean);

/** Values with how many answer; one that is chosen stays, though no other filter finds it any more. */
function Facet({ title, name, counts, params, plain }) {
  const chosen = listOf(params[name]);
  const gone = chosen.filter((v) => !counts.some(([value]) => value === v)).map((v) => [v, 0]);
  const rows = [...counts, ...gone];
  if (rows.length === 0) return null;
  const toggle = (value) => {
    const next = chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value];
    go("statements", { ...params, offset: "", [name]: next.join(",") });
  };
  return (
    <fieldset class="facet">
      <legend>{title}</legend>
      {rows.map(([value, n]) => (
        <label key={value} class={chosen.includes(value) ? "on" : ""}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => toggle(value)}
            disabled={plain && value.includes(",")}
          />
          <span>{value}</span>
          <span class="meta">{number(n)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Rows by who said them, or by the story they belong to, the most first. */
function groups(rows, by) {
  const found = new Map();
  for (const row of rows) {
    const key = (by === "story" ? row.story : row.speaker?.id) ?? "";
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(row);
  }
  return [...found.values()].sort((a, b) => b.length - a.length);
}

function byMonth(rows) {
  const counts = new Map();
  for (const row of rows) {
    const m = dayOf(row.date).slice(0, 7);
    if (/^\d{4}-\d\d$/.test(m)) counts.set(m, (counts.get(m) ?? 0) + 1);
  }
  return [...counts].sort();
}

/** What is said of one matter: the story that the reports belong to. */
function Matter({ rows, names, editable }) {
  const { story } = rows[0];
  return (
    <section class="card speaker-group">
      <div class="head">
        <h2>
          {story ? (
            <a href={link(`story/${story}`)}>{names.get(story) ?? "A story"}</a>
          ) : (
            "Of no story"
          )}
        </h2>
        <span class="meta">{many(rows.length, "statement")}</span>
      </div>
      <ul class="plain">
        {rows.map((row) => (
          <Statement key={row.id} row={row} editable={editable} />
        ))}
      </ul>
    </section>
  );
}

function Speaker({ rows, editable }) {
  const months = byMonth(rows);
  return (
    <section class="card speaker-group">
      <div class="head">
        <h2>
          <Who actor={rows[0].speaker} />
        </h2>
        <span class="meta">
          {[rows[0].role, many(rows.length, "statement")].filter(Boolean).join(" · ")}
        </span>
        {months.length > 1 && <Spark steps={months} label="by month" />}
      </div>
      <ul class="plain">
        {rows.map((row) => (
          <Statement key={row.id} row={row} editable={editable} silent />
        ))}
      </ul>
    </section>
  );
}

export function Statements({ params, editable }) {
  const { group, sort, offset: from, ...asks } = params;
  const offset = Number(from ?? 0),
    size = group ? 200 : 50;
  const shown = useAnswer("statements", { ...asks, sort, limit: size, offset: offset || "" });
  const counts = useAnswer("statements/counts", asks).data;
  const stories = useAnswer(group === "story" ? "stories" : null, { limit: 500 }).data?.rows ?? [];
  const names = new Map(stories.map((story) => [story.id, story.name]));
  const set = (more) => go("statements", { ...params, offset: "", ...more });
  const facets = [
    ["Speaker", "by"],
    ["Act", "act"],
    ["Quoted", "type"],
    ["Spoken to", "to"],
  ];
  const chosen = facets.flatMap(([, name]) => listOf(params[name]).map((value) => [name, value]));
  return (
    <>
      <h1>Statements</h1>
      <div class="filters">
        <Filters
          params={params}
          onChange={set}
          fields={[
            ["text", "Words", "search"],
            ["member_of", "By members of", "text"],
          ]}
        />
        <label>
          <span>Order</span>
          <select value={sort ?? ""} onChange={(e) => set({ sort: e.currentTarget.value })}>
            <option value="">newest first</option>
            <option value="date">oldest first</option>
            <option value="confidence">surest first</option>
          </select>
        </label>
        <Choice
          label="Grouped"
          value={group ?? ""}
          options={[
            ["", "one list"],
            ["speaker", "by speaker"],
            ["story", "by story"],
          ]}
          onChange={(value) => set({ group: value })}
        />
      </div>
      {chosen.length > 0 && (
        <p class="chips">
          {chosen.map(([name, value]) => (
            <button
              key={name + value}
              type="button"
              onClick={() =>
                set({
                  [name]: listOf(params[name])
                    .filter((v) => v !== value)
                    .join(","),
                })
              }
            >
              {value} <span aria-hidden="true">×</span>
              <span class="off">take away</span>
            </button>
          ))}
        </p>
      )}
      <div class="browse">
        <details class="facets" open={innerWidth > 740}>
          <summary>Narrow down</summary>
          {facets.map(([title, name]) => (
            <Facet
              key={name}
              title={title}
              name={name}
              counts={counts?.[name] ?? []}
              params={params}
              plain={name === "by" || name === "to"}
            />
          ))}
        </details>
        <Answered
          state={shown}
          empty={
            <>
              Nobody in the record has said this. Fewer words or filters find more.{" "}
              <a href={link("statements", { since: "", until: "", about: "" })}>All statements</a>
            </>
          }
        >
          {(answer) => (
            <div>
              {group ? (
                <>
                  <List
                    answer={{ ...answer, rows: [] }}
                    asks={["statements", asks]}
                    name="statements"
                    noun={["statement"]}
                  >
                    {() => null}
                  </List>
                  {groups(answer.rows, group).map((rows) =>
                    group === "story" ? (
                      <Matter
                        key={rows[0].story ?? ""}
                        rows={rows}
                        names={names}
                        editable={editable}
                      />
                    ) : (
                      <Speaker key={rows[0].speaker?.id ?? ""} rows={rows} editable={editable} />
                    ),
                  )}
                </>
              ) : (
                <List
                  answer={answer}
                  asks={["statements", asks]}
                  name="statements"
                  noun={["statement"]}
                >
                  {(row) => <Statement key={row.id} row={row} editable={editable} />}
                </List>
              )}
              <Pages answer={answer} offset={offset} size={size} set={set} />
            </div>
          )}
        </Answered>
      </div>
    </>
  );
}
