// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";

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
    headers: { "Content-Type": "application/json", "X-Casus": "1" },
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
