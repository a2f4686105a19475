// The rows of the archive, as the API sends them (see /openapi.json).

import type { Quad, Span, Status } from "./record.ts";

export interface Party {
  name: string;
  code: string | null;
  sector: string | null;
  entity: string | null;
}

export interface PlaceRow {
  name: string;
  kind: string;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
}

export interface FigureRow {
  kind: string;
  low: number | null;
  high: number | null;
  approximate: boolean;
  unit: string | null;
  text: string;
  source: string | null;
  outlet: string | null;
  published: string | null;
  article: string;
  event: string;
}

export interface ArticleRow {
  id: string;
  title: string | null;
  outlet: string | null;
  credit: string | null;
  published: string | null;
  url: string | null;
  words: number;
  events: number;
  statements: number;
  copies: number;
  lead: boolean;
  story: string | null;
  snippet: string | null;
}

export interface EventRow {
  id: string;
  article: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  type: string;
  mode: string | null;
  quad: Quad;
  status: Status;
  actors: Party[];
  recipients: Party[];
  place: PlaceRow | null;
  date: string | null;
  from: string | null;
  to: string | null;
  figures: FigureRow[];
  asserted_by: Party | null;
  trigger: string;
  evidence: string;
  evidence_span: Span;
  confidence: number;
  thread: string | null;
}

export interface StatementRow {
  id: string;
  article: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  speaker: Party | null;
  addressee: Party | null;
  kind: string;
  cue: string | null;
  content: string;
  medium: string | null;
  date: string | null;
}

export interface ThreadRow {
  id: string;
  type: string;
  mode: string | null;
  quad: Quad;
  status: Status;
  actors: Party[];
  recipients: Party[];
  place: PlaceRow | null;
  from: string | null;
  to: string | null;
  first_seen: string | null;
  last_seen: string | null;
  articles: number;
  sources: number;
  evidence: string;
  event: string;
  story: string | null;
}

export interface ThreadDetails {
  thread: ThreadRow;
  history: { status: Status; first_seen: string | null; last_seen: string | null; articles: number; event: string }[];
  figures: FigureRow[];
  events: EventRow[];
}

export interface EntityRow {
  id: string;
  name: string;
  kind: string;
  code: string | null;
  sector: string | null;
  articles: number;
  events: number;
  statements: number;
}

export interface EntityDetails {
  entity: EntityRow;
  offices: { title: string; of: string | null; articles: number; first_seen: string | null; last_seen: string | null }[];
  events: EventRow[];
  meetings: EventRow[];
  statements: StatementRow[];
}

export interface AgendaRow {
  kind: "planned" | "term";
  from: string | null;
  to: string | null;
  event: EventRow;
  latest: Status;
  broken: EventRow[];
  extended: EventRow[];
}

export interface StoryRow {
  id: string;
  title: string;
  first_seen: string | null;
  last_seen: string | null;
  articles: number;
  sources: number;
}

export interface TimelineDay {
  day: string | null;
  threads: ThreadRow[];
}

/** Acts added up by day, week or month. */
export interface DayCounts {
  by: "day" | "week" | "month";
  items: { from: string | null; to: string | null; status: Status; acts: number; sources: number }[];
}

export interface PlaceCount {
  place: PlaceRow;
  acts: number;
  sources: number;
  quads: { quad: Quad; acts: number }[];
}

export interface PlaceCounts {
  acts: number;
  placed: number;
  places: number;
  items: PlaceCount[];
}

export interface Actor {
  /** The entity's identifier. */
  entity: string;
  name: string;
  code: string | null;
  sources: number;
}

export interface Tie {
  from: string;
  to: string;
  quad: Quad;
  /** Whether it goes one way; meetings and agreements go both. */
  directed: boolean;
  acts: number;
  sources: number;
}

export interface TieCounts {
  acts: number;
  /** Whether these are all acts, or the latest of very many. */
  complete: boolean;
  left: number;
  actors: Actor[];
  ties: Tie[];
}

export function partyNames(parties: Party[]): string {
  return parties.map(({ name }) => name).join(", ");
}

/** The address on this desk of a fact such as `ARTICLE/v3`. */
export function factAddress(id: string): string {
  const [article, fact] = [id.slice(0, id.lastIndexOf("/")), id.slice(id.lastIndexOf("/") + 1)];
  return `/articles/${encodeURIComponent(article)}?fact=${encodeURIComponent(fact)}`;
}

/** The archive finds an act by any report of it; a status that is asked for is the one that it has by the latest reports. */
export function ofStatus(threads: ThreadRow[], status: string | null): ThreadRow[] {
  return status === null || status === "" ? threads : threads.filter((thread) => thread.status === status);
}
