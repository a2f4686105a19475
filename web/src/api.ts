// Talking to the server. A desk that listens beyond this machine asks for a token; it is kept for this tab only.

import { useEffect, useState } from "preact/hooks";

/** What went wrong, as problem+json says it. */
export class Problem extends Error {
  readonly status: number;
  readonly detail: string;

  constructor(status: number, title: string, detail: string) {
    super(title);
    this.status = status;
    this.detail = detail;
  }
}

const KEY = "dateline-token";

export function setToken(token: string): void {
  sessionStorage.setItem(KEY, token);
  location.reload();
}

export function token(): string | null {
  return sessionStorage.getItem(KEY);
}

async function request(address: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const known = token();
  if (known !== null) headers.set("authorization", `Bearer ${known}`);
  let response: Response;
  try {
    response = await fetch(address, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem(0, "The server does not answer", "Is dateline serve still running? Its terminal says why if it stopped.");
  }
  if (response.ok) return response;
  let title = `The server answered ${response.status}`;
  let detail = "";
  try {
    const body = (await response.json()) as { title?: string; detail?: string };
    title = body.title ?? title;
    detail = body.detail ?? "";
  } catch {
    // No problem+json: the status has to do.
  }
  throw new Problem(response.status, title, detail);
}

export async function getJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  return (await (await request(address, signal ? { signal } : {})).json()) as T;
}

export async function postText<T>(address: string, body: string, type: string): Promise<T> {
  return (await (await request(address, { method: "POST", body, headers: { "content-type": type } })).json()) as T;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** An address with more parameters. */
export function asking(address: string, more: string): string {
  if (more === "") return address;
  return `${address}${!address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&"}${more}`;
}

/** Follows the cursor until the end, or until there are `most` items, of which one may count as several. */
export async function getAll<T>(address: string, most: number, counts: (item: T) => number = () => 1): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  let sum = 0;
  do {
    const next: string = cursor === null ? address : asking(address, `cursor=${encodeURIComponent(cursor)}`);
    const page: Page<T> = await getJson<Page<T>>(next);
    items.push(...page.items);
    sum += page.items.reduce((all, item) => all + counts(item), 0);
    cursor = page.next;
  } while (cursor !== null && sum < most);
  return items;
}

export type Loaded<T> = { state: "loading"; last: T | null } | { state: "failed"; problem: Problem } | { state: "ready"; value: T };

/** Loads what `load` fetches whenever `key` changes; the last value is kept while the next is on its way. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [loaded, set] = useState<Loaded<T>>({ state: "loading", last: null });
  useEffect(() => {
    const control = new AbortController();
    set((before) => ({ state: "loading", last: before.state === "ready" ? before.value : before.state === "loading" ? before.last : null }));
    load(control.signal).then(
      (value) => control.signal.aborted || set({ state: "ready", value }),
      (error: unknown) => {
        if (control.signal.aborted) return;
        const problem = error instanceof Problem ? error : new Problem(0, "The page has a fault", String(error));
        set({ state: "failed", problem });
      },
    );
    return () => control.abort();
    // The key stands for the function: a new closure on each drawing must not load again.
  }, [key]);
  return loaded;
}

export const useJson = <T>(address: string): Loaded<T> => useLoaded<T>(address, (signal) => getJson<T>(address, signal));
