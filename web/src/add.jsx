// SPDX-License-Identifier: Apache-2.0
// Read a new report: paste its text or its HTML, or drop files.
import { useState } from "preact/hooks";
import { addReport } from "./api.js";
import { link } from "./route.js";

const isHtml = (text) => /^\s*<(!doctype|html|head|body|article|\?xml)/i.test(text);

export function AddReport({ whole }) {
  const [fields, setFields] = useState({ text: "", date: "", title: "", url: "" });
  const [done, setDone] = useState([]);
  const [busy, setBusy] = useState("");
  const set = (name) => (e) => setFields((now) => ({ ...now, [name]: e.currentTarget.value }));
  const read = async (name, text, more = {}) => {
    setBusy(`Reading ${name} …`);
    const answer = await addReport({ [isHtml(text) ? "html" : "text"]: text, ...more }).catch(
      (error) => ({ error: error.message }),
    );
    setDone((now) => [{ name, ...answer }, ...now]);
    setBusy("");
    return answer;
  };
  const submit = async (e) => {
    e.preventDefault();
    const { text, ...more } = fields;
    const answer = await read(fields.title || "the text", text, more);
    if (!answer.error) setFields({ text: "", date: "", title: "", url: "" });
  };
  const files = async (list) => {
    const all = [...list];
    for (const [i, file] of all.entries())
      await read(
        all.length > 1 ? `${file.name}, ${i + 1} of ${all.length}` : file.name,
        await file.text(),
        {
          date: fields.date,
        },
      );
  };
  const dropped = (e) => {
    e.preventDefault();
    files(e.dataTransfer.files);
  };
  if (whole && !whole.addable)
    return (
      <p class="empty">
        Nothing can be added here: the server was started without <code>--allow-add</code>.
      </p>
    );
  return (
    <>
      <h1>Read a new report</h1>
      <form
        class="card add"
        onSubmit={submit}
        onDragOver={(e) => e.preventDefault()}
        onDrop={dropped}
      >
        <label>
          <span>Text or HTML; files can be dropped here too</span>
          <textarea rows={12} required value={fields.text} onInput={set("text")} />
        </label>
        <div class="filters">
          <label>
            <span>Published on</span>
            <input type="date" value={fields.date} onInput={set("date")} />
          </label>
          <label>
            <span>Headline</span>
            <input value={fields.title} onInput={set("title")} />
          </label>
          <label>
            <span>Address</span>
            <input type="url" value={fields.url} onInput={set("url")} />
          </label>
          <label>
            <span>Files</span>
            <input
              type="file"
              multiple
              accept=".txt,.html,.htm,text/plain,text/html"
              onChange={(e) => files(e.currentTarget.files)}
            />
          </label>
        </div>
        <button disabled={Boolean(busy)}>{busy || "Read it"}</button>
      </form>
      <ul class="plain" role="status">
        {done.map((one, i) => (
          <li key={i} class="item">
            {one.error ? (
              <span class="problem">
                {one.name}: {one.error}
              </span>
            ) : (
              <>
                <a href={link(`report/${one.report}`)}>{one.name}</a>{" "}
                <span class="meta">
                  {
                    {
                      new: "read and kept",
                      copy: "kept as a copy of another",
                      known: "was kept already",
                    }[one.status]
                  }
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
