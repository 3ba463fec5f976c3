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
  const query = new URLSearchParams(Object.entries(params).filter(([, v]) => v !== "" && v !== undefined && v !== null));
  return `/api/v1/${path}${query.size ? `?${query}` : ""}`;
}

export async function get(path, params) {
  const response = await fetch(address(path, params));
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

export async function correct(item, action, value = "") {
  const response = await fetch("/api/v1/corrections", {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${sessionStorage.getItem("token") ?? ""}` },
    body: JSON.stringify({ item, action, value }),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

/** {data, error, loading} of a question; asked anew when the address changes. */
export function useAnswer(path, params) {
  const key = address(path, params);
  const [state, setState] = useState({ loading: true });
  useEffect(() => {
    let current = true;
    setState((s) => ({ ...s, loading: true, error: undefined }));
    get(path, params).then(
      (data) => current && setState({ data, loading: false }),
      (error) => current && setState({ error: error.message, loading: false }),
    );
    return () => { current = false; };
  }, [key]);
  return state;
}
