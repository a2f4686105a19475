import { type Loaded, useJson } from "./api.ts";

/** What the server says about itself and its archive. */
export interface About {
  version: string;
  demonstration: boolean;
  /** Whether the desk fetches pages by their address. */
  fetches: boolean;
  articles: number;
  /** Day of the latest article: what lies behind it is ahead. */
  latest: string | null;
}

export const useAbout = (): Loaded<About> => useJson<About>("/v1");

/** The day that divides what was from what is ahead: the one in the address, else that of the latest article, else this machine's. */
export function today(query: URLSearchParams, about: Loaded<About>): string {
  const latest = about.state === "ready" ? about.value.latest : null;
  return query.get("today") ?? latest ?? new Date().toISOString().slice(0, 10);
}
