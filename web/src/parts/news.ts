// Server-sent events for new articles, read by fetch since an EventSource can carry no token.

import { useEffect, useState } from "preact/hooks";
import { token } from "../api.ts";

export interface News {
  /** How many articles came since the list was drawn. */
  count: number;
  /** How often the list was drawn anew: part of the list's key. */
  seen: number;
}

export function useNews(): [News, () => void] {
  const [news, set] = useState<News>({ count: 0, seen: 0 });
  useEffect(() => {
    const control = new AbortController();
    void follow(control.signal, () => set((before) => ({ ...before, count: before.count + 1 })));
    return () => control.abort();
  }, []);
  return [news, () => set((before) => ({ count: 0, seen: before.seen + 1 }))];
}

/** Waits between two tries, in milliseconds. */
const PAUSE = 10_000;

async function follow(signal: AbortSignal, onArticle: () => void): Promise<void> {
  while (!signal.aborted) {
    try {
      const known = token();
      const response = await fetch("/v1/live", { signal, headers: known === null ? {} : { authorization: `Bearer ${known}` } });
      if (!response.ok || response.body === null) return;
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const blocks = (rest + part.value).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) if (/^event: ?article$/m.test(block)) onArticle();
      }
    } catch {
      // The server went away or the view was left; the loop's condition tells which.
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
