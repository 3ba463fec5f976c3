// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";

/** The period and the topic, chosen once: every link takes them along. */
export const held = ["since", "until", "about"];

/** "#/statements?by=Belarus" -> {path: ["statements"], params: {by: "Belarus"}} */
export function here() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const parts = path
    .split("/")
    .filter(Boolean)
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
  return { path: parts, params: Object.fromEntries(new URLSearchParams(query)) };
}

export function useRoute() {
  const [route, setRoute] = useState(here());
  useEffect(() => {
    const changed = () => setRoute(here());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}

/** An address with the held parameters of the present one, where `params` does not set them. */
export function link(path, params = {}) {
  const now = here().params;
  const kept = Object.fromEntries(held.filter((k) => now[k]).map((k) => [k, now[k]]));
  const query = new URLSearchParams(Object.entries({ ...kept, ...params }).filter(([, v]) => v));
  return `#/${path.split("/").map(encodeURIComponent).join("/")}${query.size ? `?${query}` : ""}`;
}

export const go = (path, params) => {
  location.hash = link(path, params);
};
/** As go, without a step in the history: for what changes while a hand is at it. */
export const replace = (path, params) => location.replace(link(path, params));
export const period = ({ since, until }) => ({ since, until });
