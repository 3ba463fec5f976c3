// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";

// `casus serve` prints an address that ends in "#token=..." where the record may be changed: the token leaves the address at once
// and stays with this tab.
const given = /^#token=([\w-]+)/.exec(location.hash)?.[1];
if (given) {
  sessionStorage.setItem("token", given);
  history.replaceState(null, "", location.pathname);
}

/** A question to /api/v1 as an address; empty values are left out. */
export function address(path, params = {}) {
  const given = Object.entries(params).filter(([, v]) => v !== "" && v !== undefined && v !== null);
  const query = new URLSearchParams(given);
  return `/api/v1/${path}${query.size ? `?${query}` : ""}`;
}

/** What went wrong: `status` is the server's, 0 where it was not reached. */
export class Problem extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function asked(where, options) {
  let response;
  try {
    response = await fetch(where, options);
  } catch {
    throw new Problem("The server does not answer. It may have been stopped.", 0);
  }
  const body = await response.json().catch(() => ({ error: `answer ${response.status}` }));
  if (response.status === 429 && !options) {
    await new Promise((done) => setTimeout(done, 1200));
    return asked(where);
  }
  if (!response.ok) throw new Problem(body.error, response.status);
  return body;
}

const known = new Map(); // the last answers, shown at once while they are asked anew

export async function get(path, params) {
  const key = address(path, params);
  const body = await asked(key);
  known.delete(key);
  known.set(key, body);
  if (known.size > 40) known.delete(known.keys().next().value);
  return body;
}

async function send(path, body) {
  known.clear();
  const token = sessionStorage.getItem("token") ?? "";
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
  return asked(`/api/v1/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}
export const correct = (item, action, value = "") => send("corrections", { item, action, value });
export const addReport = (report) => send("reports", report);

/** Every row that answers, at most ten thousand, a thousand at a time. */
export async function everyRow(path, params) {
  const rows = [];
  for (let offset = 0; offset < 10000; offset += 1000) {
    const part = await get(path, { ...params, limit: 1000, offset });
    rows.push(...part.rows);
    if (part.rows.length < 1000) break;
  }
  return rows;
}

/** {data, error, loading, again} of a question; asked anew when the address changes. A null path asks
 * nothing. */
export function useAnswer(path, params) {
  const key = path === null ? null : address(path, params);
  const [state, setState] = useState({ key: "", loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (key === null) return setState({ key, loading: false });
    let current = true;
    setState({ key, data: known.get(key), loading: true });
    get(path, params).then(
      (data) => current && setState({ key, data, loading: false }),
      (error) => current && setState({ key, error, loading: false }),
    );
    return () => {
      current = false;
    };
  }, [key, turn]);
  const again = () => setTurn((n) => n + 1);
  // An answer to the question before is none to this one.
  if (state.key !== key) return { loading: key !== null, data: known.get(key), again };
  return { ...state, again };
}

/** What several questions answer, as one: the first that fails is the failure. */
export function together(...states) {
  return {
    loading: states.some((s) => s.loading && !s.data),
    error: states.find((s) => s.error)?.error,
    data: states.every((s) => s.data) ? states.map((s) => s.data) : undefined,
    again: () => states.forEach((s) => s.again()),
  };
}

/** How a topic is asked of events: an actor by its name, other words in the reports. */
export function useTopic(about) {
  const state = useAnswer(about ? "actors" : null, { about, limit: 1 });
  const actor = state.data?.rows[0];
  return {
    waits: Boolean(about) && state.loading && !state.data,
    actor,
    ofEvents: actor ? { about } : { text: about },
  };
}
