// SPDX-License-Identifier: Apache-2.0
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, useAnswer } from "./api.js";
import { go, link, useRoute } from "./route.js";
import { Actor } from "./actor.jsx";
import { Commitments } from "./commitments.jsx";
import { Disputes } from "./disputes.jsx";
import { EventMap } from "./map.jsx";
import { Graph } from "./graph.jsx";
import { Overview } from "./overview.jsx";
import { ReportPage } from "./report.jsx";
import { Statements } from "./statements.jsx";
import { Timeline } from "./timeline.jsx";

const views = { "": ["Overview", Overview], timeline: ["Timeline", Timeline], statements: ["Statements", Statements], disputes: ["Disputes", Disputes], commitments: ["Asked and answered", Commitments], relations: ["Relations", Graph], map: ["Map", EventMap], actor: [null, Actor], report: [null, ReportPage] };

function Search() {
  const [text, setText] = useState("");
  const [found, setFound] = useState([]);
  useEffect(() => {
    if (text.trim().length < 2) return setFound([]);
    const wait = setTimeout(() => get("actors", { text, limit: 8 }).then((a) => setFound(a.rows), () => setFound([])), 150);
    return () => clearTimeout(wait);
  }, [text]);
  const search = (e) => {
    e.preventDefault();
    const exact = found.find((a) => a.name.toLowerCase() === text.trim().toLowerCase());
    if (exact) go(`actor/${exact.id}`);
    else if (text.trim()) go("statements", { text });
  };
  return (
    <form role="search" onSubmit={search}>
      <input type="search" aria-label="Search words or a name" placeholder="Search words, or a name" list="names" value={text} onInput={(e) => setText(e.currentTarget.value)} />
      <datalist id="names">{found.map((a) => <option key={a.id} value={a.name} />)}</datalist>
      <button>Search</button>
    </form>
  );
}

function ThemeButton() {
  const [theme, setTheme] = useState(localStorage.getItem("theme") ?? "");
  useEffect(() => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    localStorage.setItem("theme", theme);
  }, [theme]);
  const next = { "": "light", light: "dark", dark: "" };
  return <button type="button" onClick={() => setTheme((now) => next[now])} aria-label={`Theme: ${theme || "as the system"}; change`}>{{ "": "◐", light: "☀", dark: "☾" }[theme]}</button>;
}

function Page() {
  const { path, params } = useRoute();
  const main = useRef();
  const name = path[0] ?? "";
  const [, View] = views[name] ?? [];
  const rights = useAnswer("overview", {}).data;
  const first = useRef(true);
  useEffect(() => {
    // A reader of the screen lands on the new view; at the start the page begins at its top.
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [name, path[1]]);
  return (
    <>
      <a class="skip" href="#content" onClick={(e) => { e.preventDefault(); main.current.focus(); }}>To the content</a>
      <header>
        <a class="name" href="#/">casus</a>
        <nav aria-label="Views">
          {Object.entries(views).filter(([, [label]]) => label).map(([key, [label]]) => (
            <a key={key} href={link(key)} aria-current={key === name ? "page" : undefined}>{label}</a>
          ))}
        </nav>
        <Search />
        <ThemeButton />
      </header>
      <main ref={main} id="content" tabIndex={-1}>
        {View ? <View id={path[1]} params={params} editable={rights?.editable} /> : <p class="empty">There is no such view. <a href="#/">To the overview</a></p>}
      </main>
    </>
  );
}

const root = document.getElementById("page");
root.replaceChildren();
render(<Page />, root);
