// SPDX-License-Identifier: Apache-2.0
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAnswer } from "./api.js";
import { here, link, useRoute } from "./route.js";
import { Actor, Actors } from "./actor.jsx";
import { AddReport } from "./add.jsx";
import { Briefing } from "./briefing.jsx";
import { Commitments } from "./commitments.jsx";
import { Disputes } from "./disputes.jsx";
import { Dossier } from "./dossier.jsx";
import { Held } from "./held.jsx";
import { EventMap } from "./map.jsx";
import { Outlook } from "./outlook.jsx";
import { Palette } from "./palette.jsx";
import { Relations } from "./relations.jsx";
import { ItemPage, ReportPage, Reports } from "./report.jsx";
import { Statements } from "./statements.jsx";
import { Stories, Story } from "./stories.jsx";
import { Timeline } from "./timeline.jsx";
import { useDossier } from "./keep.js";

/** The views: what each is called in the menu (null: not there), what draws it, and its key. */
const views = {
  "": ["Briefing", Briefing],
  timeline: ["Timeline", Timeline],
  statements: ["Statements", Statements],
  disputes: ["Disputes", Disputes],
  commitments: ["Asked and answered", Commitments],
  outlook: ["Outlook", Outlook],
  relations: ["Relations", Relations],
  map: ["Map", EventMap],
  actors: ["Actors", Actors],
  reports: ["Reports", Reports],
  dossier: ["Dossier", Dossier],
  stories: [null, Stories],
  story: [null, Story],
  actor: [null, Actor],
  report: [null, ReportPage],
  item: [null, ItemPage],
  add: [null, AddReport],
};

function useTheme() {
  const [theme, setTheme] = useState(localStorage.getItem("theme") ?? "");
  useEffect(() => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    localStorage.setItem("theme", theme);
  }, [theme]);
  const next = { "": "light", light: "dark", dark: "" };
  return [theme, () => setTheme((now) => next[now])];
}

/** Whether the machine has a network; a page of another machine is of no use without one. */
function Offline() {
  const [off, setOff] = useState(!navigator.onLine);
  useEffect(() => {
    const told = () => setOff(!navigator.onLine);
    addEventListener("online", told);
    addEventListener("offline", told);
    return () => {
      removeEventListener("online", told);
      removeEventListener("offline", told);
    };
  }, []);
  return off ? (
    <p class="banner" role="status">
      No network: what was asked before is still shown, the dossier works.
    </p>
  ) : null;
}

function Header({ name, onSearch, addable, title }) {
  const [theme, turn] = useTheme();
  const { rows } = useDossier();
  return (
    <header>
      <a class="name" href={link("")}>
        casus
      </a>
      <nav aria-label="Views">
        {Object.entries(views)
          .filter(([, [label]]) => label)
          .map(([key, [label]]) => (
            <a key={key} href={link(key)} aria-current={key === name ? "page" : undefined}>
              {label}
              {key === "dossier" && rows.length > 0 && <span class="count">{rows.length}</span>}
            </a>
          ))}
        {addable && (
          <a href={link("add")} aria-current={name === "add" ? "page" : undefined}>
            Read a new one
          </a>
        )}
      </nav>
      <button type="button" class="find" onClick={onSearch} aria-keyshortcuts="Control+K">
        Search <kbd>Ctrl K</kbd>
      </button>
      <button type="button" onClick={() => print()} aria-label={`Print ${title}`}>
        Print
      </button>
      <button
        type="button"
        onClick={turn}
        aria-label={`Theme: ${theme || "as the system"}; change`}
        title="Theme"
      >
        {{ "": "◐", light: "☀", dark: "☾" }[theme]}
      </button>
    </header>
  );
}

function Page() {
  const { path, params } = useRoute();
  const main = useRef();
  const name = path[0] ?? "";
  const [label, View] = views[name] ?? [];
  const whole = useAnswer("overview", { rows: 0 }).data;
  const [searching, setSearching] = useState(false);
  const first = useRef(true);
  const title = label ?? path[1] ?? name;
  useEffect(() => {
    document.title = `${title || "Briefing"} · casus`;
    // A reader of the screen lands on the new view; at the start the page begins at its top.
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    first.current = false;
  }, [name, path[1]]);
  useEffect(() => {
    const pressed = (e) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName);
      if (((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") || (e.key === "/" && !typing)) {
        e.preventDefault();
        setSearching(true);
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  const toContent = (e) => {
    e.preventDefault();
    main.current.focus();
  };
  return (
    <>
      <a class="skip" href="#content" onClick={toContent}>
        To the content
      </a>
      <Header
        name={name}
        onSearch={() => setSearching(true)}
        addable={whole?.addable}
        title={title}
      />
      <Offline />
      {!["add", "dossier", "report", "item"].includes(name) && (
        <Held params={params} whole={whole} path={here().path.join("/")} />
      )}
      <main ref={main} id="content" tabindex={-1}>
        {View ? (
          <View key={name} id={path[1]} params={params} editable={whole?.editable} whole={whole} />
        ) : (
          <p class="empty">
            There is no such view. <a href="#/">To the briefing</a>
          </p>
        )}
      </main>
      {searching && <Palette views={views} onClose={() => setSearching(false)} />}
    </>
  );
}

const root = document.getElementById("page");
root.replaceChildren();
render(<Page />, root);
