// SPDX-License-Identifier: Apache-2.0
// What this reader kept, with notes: in this browser alone, to be sent as CSV, HTML or text.
import { useState } from "preact/hooks";
import { dossier, useDossier } from "./keep.js";
import { copy, download, saveCsv, saveHtml } from "./save.js";
import { Row } from "./parts.jsx";
import { StoryRow } from "./stories.jsx";
import { kindOf, line, many, number } from "./words.js";

const heads = {
  statement: "Statements",
  event: "Events",
  claim: "Disputes",
  commitment: "Asked and answered",
  report: "Reports",
  story: "Stories",
};

function byKind(rows) {
  const found = Object.keys(heads).map((kind) => [
    heads[kind],
    rows.filter((row) => kindOf(row) === kind),
  ]);
  return found.filter(([, list]) => list.length > 0);
}
const noted = (row) => line(row) + (row.note ? ` [${row.note}]` : "");

function Names({ current, names }) {
  const [name, setName] = useState("");
  const make = (e) => {
    e.preventDefault();
    if (name.trim()) dossier.open(name.trim().slice(0, 60));
    setName("");
  };
  return (
    <div class="filters">
      <label>
        <span>Dossier</span>
        <select value={current} onChange={(e) => dossier.open(e.currentTarget.value)}>
          {names.map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
      </label>
      <form class="filters" onSubmit={make}>
        <label>
          <span>A new one</span>
          <input value={name} onInput={(e) => setName(e.currentTarget.value)} />
        </label>
        <button>Begin</button>
      </form>
    </div>
  );
}

/** A dossier that somebody sent, as saved by JSON here. */
function Import({ said }) {
  const read = async (e) => {
    const [file] = e.currentTarget.files;
    if (!file) return;
    let rows = null;
    try {
      rows = JSON.parse(await file.text());
    } catch {
      /* told below */
    }
    said(
      Array.isArray(rows)
        ? `${many(dossier.take(rows), "new item")} of ${number(rows.length)}`
        : `${file.name} is no dossier saved as JSON`,
    );
  };
  return (
    <label>
      <span>Take in one that was sent (JSON)</span>
      <input type="file" accept=".json,application/json" onChange={read} />
    </label>
  );
}

export function Dossier({ editable }) {
  const { current, names, rows } = useDossier();
  const [said, setSaid] = useState("");
  const parts = byKind(rows);
  const text = () =>
    parts
      .map(([head, list]) => `${head}\n${list.map((row) => `- ${noted(row)}`).join("\n")}`)
      .join("\n\n");
  const discard = () =>
    confirm(`Throw away “${current}” with its ${many(rows.length, "item")}?`) &&
    dossier.discard(current);
  return (
    <>
      <h1>{current}</h1>
      <div class="filters">
        <Names current={current} names={names} />
        <Import said={setSaid} />
      </div>
      <p class="meta" role="status">
        {said}
      </p>
      {rows.length === 0 ? (
        <p class="empty">
          Nothing is kept yet. ☆ beside any line keeps it here, with a note if you write one. It
          stays in this browser.
        </p>
      ) : (
        <>
          <p class="bar">
            <span class="meta">{many(rows.length, "item")}, kept in this browser</span>
            <span class="tools">
              <button
                type="button"
                onClick={() =>
                  saveHtml(
                    current,
                    current,
                    parts.map(([head, list]) => [head, list.map(noted)]),
                  )
                }
              >
                HTML
              </button>
              <button type="button" onClick={() => saveCsv(current, rows)}>
                CSV
              </button>
              <button
                type="button"
                onClick={() =>
                  download(`${current}.json`, "application/json", JSON.stringify(rows, null, 1))
                }
              >
                JSON
              </button>
              <button type="button" onClick={() => copy(text()).then(() => setSaid("copied"))}>
                Copy as text
              </button>
              <button type="button" onClick={() => print()}>
                Print
              </button>
              <button type="button" onClick={discard}>
                Throw away
              </button>
            </span>
          </p>
          {parts.map(([head, list]) => (
            <section class="card" key={head}>
              <h2>{head}</h2>
              <ul class="plain">
                {list.map((row) =>
                  kindOf(row) === "story" ? (
                    <StoryRow key={row.id} row={row} />
                  ) : (
                    <Row key={row.id} row={row} editable={editable} />
                  ),
                )}
              </ul>
            </section>
          ))}
        </>
      )}
    </>
  );
}
