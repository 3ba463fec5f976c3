// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";

/** "#/statements?by=Belarus" -> {path: ["statements"], params: {by: "Belarus"}} */
function read() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { path: path.split("/").filter(Boolean).map(decodeURIComponent), params: Object.fromEntries(new URLSearchParams(query)) };
}

export function useRoute() {
  const [route, setRoute] = useState(read());
  useEffect(() => {
    const changed = () => setRoute(read());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}

export function link(path, params = {}) {
  const query = new URLSearchParams(Object.entries(params).filter(([, v]) => v));
  return `#/${path.split("/").map(encodeURIComponent).join("/")}${query.size ? `?${query}` : ""}`;
}

export const go = (path, params) => { location.hash = link(path, params); };
