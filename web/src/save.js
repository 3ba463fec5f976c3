// SPDX-License-Identifier: Apache-2.0
// What leaves the page: CSV of a list, SVG and PNG of a chart, a file of HTML, a line on the clipboard.
import { columns } from "./words.js";

/** A cell; what a spreadsheet would run as a formula is text. */
function cell(value) {
  const text =
    typeof value === "number" ? String(value) : String(value ?? "").replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows of plain objects as CSV; the columns are all those that any row has. */
export function csv(rows) {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [heads, ...rows.map((row) => heads.map((h) => row[h]))]
    .map((r) => r.map(cell).join(","))
    .join("\r\n");
}

export function download(name, type, content) {
  const url = URL.createObjectURL(
    content instanceof Blob ? content : new Blob([content], { type }),
  );
  const a = Object.assign(document.createElement("a"), { href: url, download: name });
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export const saveCsv = (name, rows) =>
  download(
    `${name}.csv`,
    "text/csv;charset=utf-8",
    `\ufeff${csv(rows.map((row) => (row.id ? columns(row) : row)))}`,
  );

const looks = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "fill-opacity",
  "stroke-opacity",
  "opacity",
  "font-size",
  "font-family",
  "font-weight",
  "text-anchor",
];

/** A chart by itself: what the style sheet gives is written into its marks. */
function alone(svg) {
  const copy = svg.cloneNode(true);
  const { width, height } = svg.getBoundingClientRect();
  const from = svg.querySelectorAll("*"),
    to = copy.querySelectorAll("*");
  from.forEach((node, i) => {
    const style = getComputedStyle(node);
    for (const look of looks) to[i].setAttribute(look, style.getPropertyValue(look));
    if (style.display === "none") to[i].setAttribute("display", "none");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const fill = getComputedStyle(document.documentElement).getPropertyValue("--card");
  const [x, y, w, h] = (svg.getAttribute("viewBox") ?? `0 0 ${width} ${height}`).split(" ");
  for (const [k, v] of Object.entries({ x, y, width: w, height: h, fill }))
    paper.setAttribute(k, v);
  copy.prepend(paper);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

/** A chart that is several drawings or a table, as one: each part where it is shown. */
function composed(box) {
  const { left, top, width } = box.getBoundingClientRect(),
    height = box.scrollHeight;
  const node = (name, attributes) => {
    const out = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) out.setAttribute(key, value);
    return out;
  };
  const wide = Math.max(width, ...[...box.querySelectorAll("table")].map((t) => t.scrollWidth));
  const out = node("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width: wide,
    height,
    viewBox: `0 0 ${wide} ${height}`,
  });
  out.append(
    node("rect", {
      width: wide,
      height,
      fill: getComputedStyle(document.documentElement).getPropertyValue("--card"),
    }),
  );
  for (const svg of box.querySelectorAll("svg")) {
    const part = new DOMParser().parseFromString(alone(svg).text, "image/svg+xml").documentElement,
      at = svg.getBoundingClientRect();
    for (const [key, value] of [
      ["x", at.left - left],
      ["y", at.top - top],
      ["preserveAspectRatio", "none"],
    ])
      part.setAttribute(key, value);
    out.append(part);
  }
  for (const cell of box.querySelectorAll("td, th, h2, .label")) {
    const at = cell.getBoundingClientRect(),
      style = getComputedStyle(cell),
      x = at.left - left,
      y = at.top - top;
    if (cell.tagName === "TD")
      out.append(
        node("rect", { x, y, width: at.width, height: at.height, fill: style.backgroundColor }),
      );
    const upright = cell.tagName === "TH" && at.height > 60;
    const text = node("text", {
      x: upright ? 0 : cell.tagName === "TD" ? x + 4 : x,
      y: upright ? 0 : y + Math.min(at.height, 22) / 2 + 4,
      "font-size": style.fontSize,
      "font-family": "sans-serif",
      fill: style.color,
    });
    if (upright)
      text.setAttribute(
        "transform",
        `translate(${x + at.width / 2 + 4} ${y + at.height - 4}) rotate(-90)`,
      );
    text.textContent = cell.innerText;
    out.append(text);
  }
  return { text: new XMLSerializer().serializeToString(out), width: wide, height };
}

const drawn = (box) =>
  box.querySelectorAll("svg").length === 1 ? alone(box.querySelector("svg")) : composed(box);

export const saveSvg = (name, box) => download(`${name}.svg`, "image/svg+xml", drawn(box).text);

export async function savePng(name, box) {
  const { text, width, height } = drawn(box);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {
    width: width * 2,
    height: height * 2,
  });
  canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
  canvas.toBlob((blob) => download(`${name}.png`, "image/png", blob));
}

/** Copies a text; where the browser has no clipboard here, by a selection. */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

const escaped = (text) =>
  String(text).replace(
    /[&<>"]/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c],
  );

/** A page of its own: a title, and parts of [heading, lines]. */
export function saveHtml(name, title, parts) {
  const body = parts
    .map(
      ([head, lines]) =>
        `<h2>${escaped(head)}</h2><ul>${lines.map((l) => `<li>${escaped(l)}</li>`).join("")}</ul>`,
    )
    .join("\n");
  const style =
    "body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem}li{margin:.4rem 0}";
  download(
    `${name}.html`,
    "text/html;charset=utf-8",
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style><h1>${escaped(title)}</h1>${body}</html>`,
  );
}
