// SPDX-License-Identifier: Apache-2.0
// What every chart has: its width as it is shown, itself as SVG and PNG, its numbers as a table and CSV.
import { useEffect, useRef, useState } from "preact/hooks";
import { saveCsv, savePng, saveSvg } from "./save.js";

/** The width of an element as it is shown, in CSS pixels: a chart's letters keep their size. */
export function useWidth(otherwise = 900) {
  const ref = useRef();
  const [width, setWidth] = useState(otherwise);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) =>
      setWidth(Math.max(280, Math.floor(entry.contentRect.width))),
    );
    watch.observe(ref.current);
    return () => watch.disconnect();
  }, []);
  return [ref, width];
}

/** A table of plain objects. */
function Table({ rows, caption }) {
  const heads = Object.keys(rows[0] ?? {});
  return (
    <div class="scrolls" tabindex={0} role="region" aria-label={caption}>
      <table class="figures-table">
        <caption class="off">{caption}</caption>
        <thead>
          <tr>
            {heads.map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 500).map((row, i) => (
            <tr key={i}>
              {heads.map((h) => (
                <td key={h}>{row[h]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A chart in its frame. `rows` are what it shows, as plain objects. */
export function Chart({ name, rows, children, legend, extra }) {
  const frame = useRef();
  const [open, setOpen] = useState(false);
  return (
    <figure class="card chart">
      <div ref={frame}>{children}</div>
      <figcaption>
        {legend}
        <span class="tools">
          {extra}
          <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            table
          </button>
          <button type="button" class="quiet" onClick={() => saveCsv(name, rows)}>
            CSV
          </button>
          <button type="button" class="quiet" onClick={() => saveSvg(name, frame.current)}>
            SVG
          </button>
          <button type="button" class="quiet" onClick={() => savePng(name, frame.current)}>
            PNG
          </button>
        </span>
      </figcaption>
      {open && <Table rows={rows} caption={name} />}
    </figure>
  );
}
