// SPDX-License-Identifier: Apache-2.0
// Ctrl-K: names, stories, reports and views from anywhere, by keyboard.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { get } from "./api.js";
import { link } from "./route.js";
import { headline } from "./words.js";

/** What the words may mean: [label, what it is, address]. */
async function meant(text, views) {
  const lower = text.toLowerCase();
  const own = Object.entries(views)
    .filter(([, [label]]) => label?.toLowerCase().includes(lower))
    .map(([key, [label]]) => [label, "view", link(key)]);
  if (text.trim().length < 2) return own;
  const ask = (path, params) =>
    get(path, params).then(
      (a) => a.rows ?? [],
      () => [],
    );
  const [actors, stories, reports] = await Promise.all([
    ask("actors", { text, limit: 7 }),
    ask("stories", { text, limit: 4 }),
    ask("reports", { text, limit: 5 }),
  ]);
  return [
    ...actors.map((a) => [a.name, a.role ?? a.type, link(`actor/${a.id}`)]),
    ...actors
      .filter((a) => a.type === "organization")
      .slice(0, 2)
      .map((a) => [
        `${a.name}: what will it decide?`,
        "outlook",
        link("outlook", { body: a.name }),
      ]),
    ...stories.map((s) => [s.name, "story", link(`story/${s.id}`)]),
    ...own,
    [`Statements with “${text}”`, "words", link("statements", { text })],
    [`Everything about “${text}”`, "topic", link("", { about: text })],
    ...reports.map((r) => [
      headline(r),
      `report, ${r.published ?? "no day"}`,
      link(`report/${r.id}`),
    ]),
  ];
}

export function Palette({ views, onClose }) {
  const dialog = useRef();
  const [text, setText] = useState("");
  const [rows, setRows] = useState([]);
  const [at, setAt] = useState(0);
  // At once, so that the first letters of a fast hand are its own.
  useLayoutEffect(() => {
    dialog.current.showModal();
  }, []);
  useEffect(() => {
    let current = true;
    const wait = setTimeout(
      () =>
        meant(text, views).then((found) => {
          if (current) {
            setRows(found);
            setAt(0);
          }
        }),
      text ? 120 : 0,
    );
    return () => {
      current = false;
      clearTimeout(wait);
    };
  }, [text]);
  const choose = (row) => {
    if (row) location.hash = row[2];
    dialog.current.close();
  };
  const pressed = (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step && rows.length) {
      e.preventDefault();
      setAt((at + step + rows.length) % rows.length);
    }
    // Before the answer is there, Enter looks for the words.
    if (e.key === "Enter") {
      e.preventDefault();
      choose(rows[at] ?? (text.trim() && ["", "", link("statements", { text })]));
    }
  };
  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label="Search"
      onClose={onClose}
      onClick={(e) => e.target === dialog.current && dialog.current.close()}
    >
      <input
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="found"
        aria-activedescendant={rows.length ? `found-${at}` : undefined}
        aria-label="Search names, words, views"
        placeholder="A name, words, a view"
        value={text}
        onInput={(e) => setText(e.currentTarget.value)}
        onKeyDown={pressed}
      />
      <ul id="found" role="listbox" aria-label="Found">
        {rows.map(([label, what], i) => (
          <li
            key={`${what}${label}${i}`}
            id={`found-${i}`}
            role="option"
            aria-selected={i === at}
            onMouseMove={() => setAt(i)}
            onClick={() => choose(rows[i])}
          >
            <span>{label}</span>
            <span class="meta">{what}</span>
          </li>
        ))}
      </ul>
      <p class="meta keys">
        <kbd>↑</kbd> <kbd>↓</kbd> to choose, <kbd>Enter</kbd> to go, <kbd>Esc</kbd> to close
      </p>
    </dialog>
  );
}
