// SPDX-License-Identifier: Apache-2.0
// What a reader keeps: starred items with notes, in dossiers. It stays in this browser (localStorage).
import { useEffect, useState } from "preact/hooks";

const place = "casus.dossiers";

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(place));
    if (kept?.dossiers && typeof kept.dossiers === "object") return kept;
  } catch {
    /* what is no JSON is no dossier */
  }
  return { current: "Dossier", dossiers: { Dossier: [] } };
}

let kept = read();
const listeners = new Set();

function write(next) {
  kept = next;
  try {
    localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    alert(
      "This browser has no room left for the dossier: export it, and remove what is not needed.",
    );
  }
  for (const tell of listeners) tell(kept);
}
addEventListener("storage", (e) => e.key === place && write(read()));

const change = (rows) => write({ ...kept, dossiers: { ...kept.dossiers, [kept.current]: rows } });
const current = () => kept.dossiers[kept.current] ?? [];

/** What each kind of row must have to be shown. */
const needs = {
  s: ["to"],
  e: ["source", "target", "figures", "reports"],
  c: ["asserted_by", "denied_by", "reports"],
  k: ["to", "answers"],
  d: [],
  t: [],
};
const isRow = (row) =>
  /^[seckdt]\d{1,12}$/.test(row?.id ?? "") &&
  needs[row.id[0]].every((key) => Array.isArray(row[key])) &&
  (row.note === undefined || typeof row.note === "string");

export const dossier = {
  has: (id) => current().some((row) => row.id === id),
  noteOf: (id) => current().find((row) => row.id === id)?.note ?? "",
  add: (row) =>
    dossier.has(row.id) || change([...current(), { ...row, kept_at: new Date().toISOString() }]),
  remove: (id) => change(current().filter((row) => row.id !== id)),
  note: (row, note) => {
    dossier.add(row);
    change(current().map((one) => (one.id === row.id ? { ...one, note } : one)));
  },
  /** Takes in rows of a saved dossier; says how many were new. What is no row is left out. */
  take: (rows) => {
    const fresh = (Array.isArray(rows) ? rows : []).filter(
      (row) => isRow(row) && !dossier.has(row.id),
    );
    if (fresh.length > 0) change([...current(), ...fresh]);
    return fresh.length;
  },
  open: (name) =>
    write({ current: name, dossiers: { ...kept.dossiers, [name]: kept.dossiers[name] ?? [] } }),
  discard: (name) => {
    const { [name]: gone, ...rest } = kept.dossiers;
    const names = Object.keys(rest);
    write(
      names.length
        ? { current: names[0], dossiers: rest }
        : { current: "Dossier", dossiers: { Dossier: [] } },
    );
  },
};

/** {current, names, rows}, kept up to date. */
export function useDossier() {
  const [state, setState] = useState(kept);
  useEffect(() => {
    listeners.add(setState);
    return () => listeners.delete(setState);
  }, []);
  return {
    current: state.current,
    names: Object.keys(state.dossiers),
    rows: state.dossiers[state.current] ?? [],
  };
}

/** When this browser was last here, and the last report it knew then: told once a visit. */
export function lastVisit() {
  const before = JSON.parse(
    sessionStorage.getItem("casus.before") ?? localStorage.getItem("casus.visit") ?? "null",
  );
  sessionStorage.setItem("casus.before", JSON.stringify(before));
  return before;
}
export const visited = (report) =>
  localStorage.setItem("casus.visit", JSON.stringify({ at: new Date().toISOString(), report }));
