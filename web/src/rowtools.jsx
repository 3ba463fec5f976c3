// SPDX-License-Identifier: Apache-2.0
// What can be done with an item: keep it, note it, copy it, see it in context, correct it.
import { useState } from "preact/hooks";
import { correct, get } from "./api.js";
import { dossier, useDossier } from "./keep.js";
import { copy } from "./save.js";
import { acts, eventTypes, line } from "./words.js";

function Note({ row, done }) {
  const [text, setText] = useState(dossier.noteOf(row.id));
  const save = (e) => {
    e.preventDefault();
    dossier.note(row, text);
    done();
  };
  return (
    <form class="note" onSubmit={save}>
      <textarea
        aria-label="Note"
        rows={2}
        value={text}
        onInput={(e) => setText(e.currentTarget.value)}
        ref={(node) => node?.focus()}
        onKeyDown={(e) => e.key === "Escape" && done()}
      />
      <button>Keep note</button>
    </form>
  );
}

/** The line the words stand in, the words marked. */
function Context({ id }) {
  const [shown, setShown] = useState(null);
  if (!shown) get(`items/${id}`).then(setShown, (error) => setShown({ error }));
  if (!shown?.context)
    return (
      <p class="context meta">
        {shown?.error?.message ?? (shown ? "No more context is kept." : "…")}
      </p>
    );
  const text = [...shown.context],
    start = shown.context_span[0];
  const spans = (shown.content_spans ?? shown.trigger_span ?? shown.spans ?? shown.span ?? []).map(
    ([a, b]) => [Math.max(0, a - start), Math.min(text.length, b - start)],
  );
  const parts = [];
  let at = 0;
  for (const [a, b] of [...spans].sort((x, y) => x[0] - y[0])) {
    if (a < at) continue;
    parts.push(text.slice(at, a).join(""), <mark key={a}>{text.slice(a, b).join("")}</mark>);
    at = b;
  }
  return (
    <p class="context">
      {parts}
      {text.slice(at).join("")}
    </p>
  );
}

/** What can be set otherwise, by the kind of item: [field, what it may be]. */
const amendable = {
  s: [["act", acts]],
  k: [["status", ["open", "accepted", "rejected", "fulfilled", "broken"]]],
  e: [
    ["type", eventTypes],
    ["status", ["occurred", "alleged", "denied", "planned", "hypothetical"]],
  ],
};

/** Another act, type or status; choosing the former one again takes it back. */
function Amend({ row, said }) {
  const [now, setNow] = useState(row);
  const set = (field) => (e) => {
    const value = e.currentTarget.value;
    correct(row.id, "amend", `${field}=${value}`).then(
      () => {
        setNow((before) => ({ ...before, [field]: value }));
        said(`${field} is ${value.toLowerCase()} now`);
      },
      (error) => said(error.message),
    );
  };
  return amendable[row.id[0]].map(([field, values]) => (
    <select key={field} aria-label={`Set ${field} right`} value={now[field]} onChange={set(field)}>
      {values.map((value) => (
        <option key={value} value={value}>
          {value.toLowerCase()}
        </option>
      ))}
    </select>
  ));
}

/** Right, wrong, or something else; each can be taken back. */
function Review({ row }) {
  const [said, setSaid] = useState("");
  const [was, setWas] = useState(row.review);
  const [amends, setAmends] = useState(false);
  const send = (action, now) =>
    correct(row.id, action).then(
      () => {
        setWas(now);
        setSaid(now ?? "undone");
      },
      (e) => setSaid(e.message),
    );
  return (
    <span class="edit">
      {was !== "accepted" && (
        <button type="button" class="quiet" onClick={() => send("accept", "accepted")}>
          right
        </button>
      )}
      {was !== "rejected" && (
        <button type="button" class="quiet" onClick={() => send("reject", "rejected")}>
          wrong
        </button>
      )}
      {(was === "accepted" || was === "rejected") && (
        <button type="button" class="quiet" onClick={() => send("restore", null)}>
          undo
        </button>
      )}
      {amendable[row.id[0]] && (
        <button
          type="button"
          class="quiet"
          aria-expanded={amends}
          onClick={() => setAmends(!amends)}
        >
          amend
        </button>
      )}
      {amends && <Amend row={row} said={setSaid} />}
      <span role="status">{said}</span>
    </span>
  );
}

export function RowTools({ row, editable }) {
  useDossier();
  const [open, setOpen] = useState("");
  const [copied, setCopied] = useState(false);
  const kept = dossier.has(row.id);
  const toggle = (what) => setOpen(open === what ? "" : what);
  const copyLine = () =>
    copy(line(row)).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    });
  const note = dossier.noteOf(row.id);
  return (
    <>
      <span class="tools">
        <button
          type="button"
          class="quiet"
          aria-pressed={kept}
          aria-label={kept ? "Kept in the dossier; take it out" : "Keep in the dossier"}
          title="Keep in the dossier"
          onClick={() => (kept ? dossier.remove(row.id) : dossier.add(row))}
        >
          {kept ? "★" : "☆"}
        </button>
        <button
          type="button"
          class="quiet"
          aria-expanded={open === "note"}
          onClick={() => toggle("note")}
        >
          note
        </button>
        <button
          type="button"
          class="quiet"
          onClick={copyLine}
          title="Copy the line with its source"
        >
          {copied ? "copied" : "copy"}
        </button>
        {!["d", "t"].includes(row.id[0]) && (
          <button
            type="button"
            class="quiet"
            aria-expanded={open === "context"}
            onClick={() => toggle("context")}
          >
            context
          </button>
        )}
        {editable && <Review row={row} />}
      </span>
      {open === "note" ? (
        <Note row={row} done={() => setOpen("")} />
      ) : (
        note && <p class="noted">{note}</p>
      )}
      {open === "context" && <Context id={row.id} />}
    </>
  );
}
