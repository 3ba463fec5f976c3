// SPDX-License-Identifier: Apache-2.0
// Values in words: days and numbers by the reader's locale, items as a line with its source.

const numbers = new Intl.NumberFormat();
export const number = (n) => numbers.format(n);
export const many = (n, one, more = `${one}s`) => `${number(n)} ${n === 1 ? one : more}`;

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
const months = new Intl.DateTimeFormat(undefined, {
  year: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** "2022-09-13" as the reader writes it; what is no day as it is. */
export function day(iso) {
  if (!iso) return "";
  const known = /^\d{4}-\d\d-\d\d$/.test(iso) && !Number.isNaN(Date.parse(iso));
  return known ? dates.format(new Date(iso)) : iso;
}
export const month = (iso) => months.format(new Date(`${iso.slice(0, 7)}-01`));

export const dayOf = (date) => (typeof date === "string" ? date : (date?.from ?? date?.to ?? ""));
export function days(date) {
  if (!date || typeof date === "string") return day(date);
  return date.from && date.to
    ? `${day(date.from)} – ${day(date.to)}`
    : date.from
      ? `from ${day(date.from)}`
      : `until ${day(date.to)}`;
}
export const cut = (text, n) => (text.length > n ? `${text.slice(0, n - 1).trimEnd()}…` : text);

/** A day moved by so many days. */
export const shifted = (iso, by) =>
  new Date(Date.parse(iso) + by * 864e5).toISOString().slice(0, 10);

const conflict = new Set([
  "ASSAULT",
  "COERCE",
  "MOBILIZE",
  "PROTEST",
  "SANCTION",
  "ACCUSE",
  "THREATEN",
  "REJECT",
  "REQUEST",
  "accuse",
  "deny",
  "reject",
  "threaten",
  "criticize",
]);
const aid = new Set([
  "AID",
  "COOPERATE",
  "RETREAT",
  "CONCEDE",
  "SUPPORT",
  "AGREE",
  "support",
  "promise",
  "concede",
]);
/** conflict, aid or talk: of a type of event or an act of speech. */
export const toneOf = (kind) => (conflict.has(kind) ? "conflict" : aid.has(kind) ? "aid" : "talk");

export const eventTypes = [
  "AGREE",
  "CONSULT",
  "SUPPORT",
  "CONCEDE",
  "COOPERATE",
  "AID",
  "RETREAT",
  "REQUEST",
  "ACCUSE",
  "REJECT",
  "THREATEN",
  "PROTEST",
  "SANCTION",
  "MOBILIZE",
  "COERCE",
  "ASSAULT",
];
export const acts = [
  "state",
  "accuse",
  "deny",
  "reject",
  "request",
  "promise",
  "threaten",
  "support",
  "criticize",
  "expect",
  "concede",
  "question",
];

const names = (actors) => actors.map((a) => a.name).join(", ");
export function figure(f) {
  const unit = f.unit && f.unit !== f.what ? f.unit : "";
  return `${f.qualifier ?? ""} ${f.value === null ? "" : number(f.value)} ${f.what} ${unit}`
    .replace(/\s+/g, " ")
    .trim();
}

const letters = {
  s: "statement",
  e: "event",
  c: "claim",
  k: "commitment",
  r: "relation",
  a: "actor",
  d: "report",
  t: "story",
};
export const kindOf = (row) => letters[row.id?.[0]] ?? "item";
export const headline = (row) => row.headline ?? row.title ?? row.report ?? row.id;

/** What an item says, without its source. */
export function saying(row) {
  switch (kindOf(row)) {
    case "statement":
      return `${row.speaker?.name ?? "Somebody unnamed"}${row.role ? ` (${row.role})` : ""}: “${row.text}”`;
    case "event":
      return `${row.type} ${names(row.source)}${row.target.length ? ` → ${names(row.target)}` : ""}: ${row.text}`;
    case "claim":
      return `${row.text} (says so: ${names(row.asserted_by) || "–"}; denies it: ${names(row.denied_by) || "–"})`;
    case "commitment":
      return `${row.kind}, ${row.from?.name ?? "somebody"} → ${names(row.to) || "all"}: ${row.text} (${row.status})`;
    case "relation":
      return `${row.from?.name} ${row.type.replaceAll("_", " ")} ${row.to?.name}`;
    case "report":
      return headline(row);
    case "story":
      return `${row.name} (${row.reports} reports)`;
    default:
      return row.name ?? row.id;
  }
}
export const sourceOf = (row) =>
  [headline(row), row.agency, row.published, row.url, row.report && `${row.report} ${row.id}`]
    .filter(Boolean)
    .join(", ");
export const line = (row) =>
  [dayOf(row.date), saying(row)].filter(Boolean).join(" · ") +
  (["report", "story"].includes(kindOf(row)) ? "" : ` — ${sourceOf(row)}`);

/** The columns of a list as CSV, one row an item. */
export function columns(row) {
  const plain = { id: row.id, kind: kindOf(row), date: dayOf(row.date) || row.published || "" };
  const lists = {
    source: "source",
    target: "target",
    to: "to",
    asserted_by: "says_so",
    denied_by: "denies_it",
  };
  for (const key of ["type", "act", "status", "role", "name"]) if (row[key]) plain[key] = row[key];
  if (row.speaker) plain.speaker = row.speaker.name;
  if (row.from?.name) plain.from = row.from.name;
  for (const [key, name] of Object.entries(lists)) {
    if (Array.isArray(row[key])) plain[name] = names(row[key]);
    else if (row[key]?.name) plain[name] = row[key].name;
  }
  if (row.text) plain.words = row.text;
  if (row.figures?.length) plain.figures = row.figures.map(figure).join("; ");
  if (row.due) plain.due = dayOf(row.due);
  if (row.confidence !== undefined) plain.confidence = row.confidence;
  if (row.note) plain.note = row.note;
  return {
    ...plain,
    report: row.report ?? "",
    headline: headline(row),
    published: row.published ?? "",
    url: row.url ?? "",
  };
}
