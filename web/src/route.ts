// The address is the only state that views keep, so that each can be linked.

import { useEffect, useState } from "preact/hooks";

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Goes to an address of this desk. `replace` leaves no entry in the history: for a filter that is being typed. */
export function go(address: string, replace = false): void {
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  tell();
}

/** Starts following links inside the page without loading it anew. */
export function followLinks(): void {
  addEventListener("popstate", tell);
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.("a");
    if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || link.target !== "" || link.hasAttribute("download")) return;
    if (link.pathname.startsWith("/v1/") || link.pathname === "/openapi.json" || link.dataset["whole"] !== undefined) return;
    // The skip link is the browser's business.
    if (link.hash !== "" && link.pathname === location.pathname) return;
    event.preventDefault();
    const samePage = link.pathname === location.pathname;
    go(link.pathname + link.search);
    if (!samePage) scrollTo(0, 0);
  });
}

export interface Route {
  path: string;
  query: URLSearchParams;
}

function current(): Route {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

export function useRoute(): Route {
  const [route, set] = useState(current);
  useEffect(() => {
    const listener = () => set(current());
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return route;
}

/** This view's address with some parameters changed; null and empty ones are left out. */
export function withQuery(changes: Record<string, string | null>, base: Route = current()): string {
  const query = new URLSearchParams(base.query);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === "") query.delete(key);
    else query.set(key, value);
  }
  const text = query.toString();
  return text === "" ? base.path : `${base.path}?${text}`;
}

/** Changes parameters of this view's address. */
export function setQuery(changes: Record<string, string | null>, replace = true): void {
  go(withQuery(changes), replace);
}
