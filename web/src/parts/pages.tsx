import { useEffect, useState } from "preact/hooks";
import { type Page, Problem, asking, getAll, getJson } from "../api.ts";
import { MOST_TAKEN } from "./export.tsx";

export interface Paged<T> {
  items: T[];
  more: (() => void) | null;
  busy: boolean;
  problem: Problem | null;
}

/** The first page of a list, and further ones as they are asked for; without an address it waits for one. Another `again` asks anew. */
export function usePages<T>(address: string | null, again = 0): Paged<T> {
  const [state, set] = useState<{ address: string; items: T[]; next: string | null; busy: boolean; problem: Problem | null }>({ address: "", items: [], next: null, busy: true, problem: null });
  const load = (cursor: string | null, signal?: AbortSignal) => {
    if (address === null) return set({ address: "", items: [], next: null, busy: true, problem: null });
    const asked = cursor === null ? address : asking(address, `cursor=${encodeURIComponent(cursor)}`);
    set((before) => ({ ...before, busy: true, problem: null }));
    getJson<Page<T>>(asked, signal).then(
      (page) => {
        if (signal?.aborted) return;
        set((before) => ({ address, items: cursor === null ? page.items : [...before.items, ...page.items], next: page.next, busy: false, problem: null }));
      },
      (error: unknown) => {
        if (signal?.aborted) return;
        const problem = error instanceof Problem ? error : new Problem(0, "The page has a fault", String(error));
        set((before) => ({ ...before, busy: false, problem }));
      },
    );
  };
  useEffect(() => {
    const control = new AbortController();
    load(null, control.signal);
    return () => control.abort();
  }, [address, again]);
  const { next } = state;
  return { items: state.items, busy: state.busy, problem: state.problem, more: next === null || state.busy ? null : () => load(next) };
}

/** Whether all that there is is shown: while a page is on its way, there is no more to ask for yet. */
export function isWhole<T>(pages: Paged<T>): boolean {
  return pages.more === null && !pages.busy;
}

/** What takes along everything that an address lists, where a page of it is shown; `keep` leaves out what the view leaves out. */
export function everything<T>(pages: Paged<T>, address: string, keep: (items: T[]) => T[] = (items) => items): (() => Promise<T[]>) | undefined {
  return isWhole(pages) ? undefined : async () => keep(await getAll<T>(asking(address, "limit=1000"), MOST_TAKEN));
}
