// SPDX-License-Identifier: Apache-2.0
// The period and the topic, chosen once and held in the address through all views.
import { useEffect, useState } from "preact/hooks";
import { get } from "./api.js";
import { go } from "./route.js";
import { day, shifted } from "./words.js";

/** Periods that end with the record's last day, in days. */
const presets = [
  ["7", "last week of the record"],
  ["31", "last month"],
  ["92", "last quarter"],
  ["366", "last year"],
];

function Topic({ value, onChange }) {
  const [text, setText] = useState(value);
  const [found, setFound] = useState([]);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim().length < 2 || text === value) return;
    const wait = setTimeout(
      () =>
        get("actors", { text, limit: 8 }).then(
          (a) => setFound(a.rows),
          () => setFound([]),
        ),
      150,
    );
    return () => clearTimeout(wait);
  }, [text]);
  const settle = () => text.trim() !== value && onChange(text.trim());
  return (
    <label>
      <span>Topic</span>
      <input
        type="search"
        list="topics"
        placeholder="an actor, or words"
        value={text}
        onInput={(e) => setText(e.currentTarget.value)}
        onChange={settle}
        onKeyDown={(e) => e.key === "Enter" && settle()}
      />
      <datalist id="topics">
        {found.map((a) => (
          <option key={a.id} value={a.name} />
        ))}
      </datalist>
    </label>
  );
}

export function Held({ params, whole, path }) {
  const set = (more) => go(path, { ...params, offset: "", ...more });
  const last = whole?.last?.slice(0, 10) ?? "";
  const chosen = presets.find(
    ([n]) => params.until === last && params.since === shifted(last || "2000-01-01", 1 - n),
  )?.[0];
  const preset = !params.since && !params.until ? "" : (chosen ?? "own");
  const choose = (n) =>
    n !== "own" && set(n ? { since: shifted(last, 1 - n), until: last } : { since: "", until: "" });
  return (
    <form
      class="held filters"
      aria-label="Period and topic of all views"
      onSubmit={(e) => e.preventDefault()}
    >
      <label>
        <span>Period</span>
        <select value={preset} onChange={(e) => choose(e.currentTarget.value)} disabled={!last}>
          <option value="">the whole record</option>
          {presets.map(([n, text]) => (
            <option key={n} value={n}>
              {text}
            </option>
          ))}
          <option value="own" disabled>
            {preset === "own"
              ? `${day(params.since) || "…"} – ${day(params.until) || "…"}`
              : "own days"}
          </option>
        </select>
      </label>
      <label>
        <span>Since</span>
        <input
          type="date"
          value={params.since ?? ""}
          onChange={(e) => set({ since: e.currentTarget.value })}
        />
      </label>
      <label>
        <span>Until</span>
        <input
          type="date"
          value={params.until ?? ""}
          onChange={(e) => set({ until: e.currentTarget.value })}
        />
      </label>
      <Topic value={params.about ?? ""} onChange={(about) => set({ about })} />
      {(params.since || params.until || params.about) && (
        <button
          type="button"
          class="quiet"
          onClick={() => set({ since: "", until: "", about: "" })}
        >
          all
        </button>
      )}
    </form>
  );
}
