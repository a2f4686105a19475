// The published record, as `dateline schema` describes it. Spans are [start, end) in code points of the text.

export type Span = [number, number];
export type Status = "actual" | "planned" | "hypothetical" | "negated";
export type Quad = "verbal-cooperation" | "material-cooperation" | "verbal-conflict" | "material-conflict";

export interface Dropped {
  text: string;
  why: string;
}

export interface DocumentRecord {
  id: string;
  path: string | null;
  url: string | null;
  format: string;
  outlet: string | null;
  credit: string | null;
  title: string | null;
  authors: string[];
  dateline: { text: string; span: Span; place: string | null } | null;
  published: string | null;
  published_from: string;
  language: string | null;
  text: string;
  dropped: Dropped[];
  notes: string[];
}

export interface Sentence {
  span: Span;
  paragraph: number;
}

export interface Role {
  title: string;
  of: string | null;
  span: Span | null;
  from: "text" | "gazetteer";
}

export interface Entity {
  id: string;
  name: string;
  kind: string;
  code: string | null;
  sectors: string[];
  wikidata: string | null;
  roles: Role[];
  mentions: { span: Span; form: "name" | "nominal" | "pronoun" }[];
}

export interface Place {
  id: string;
  name: string;
  kind: string;
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  mentions: Span[];
}

export interface Time {
  id: string;
  span: Span;
  text: string;
  kind: string;
  value: string | null;
  anchor: string;
}

export interface Quantity {
  id: string;
  span: Span;
  kind: string;
  low: number | null;
  high: number | null;
  approximate: boolean;
  unit: string | null;
  currency: string | null;
}

export interface Statement {
  id: string;
  speaker: string | null;
  cue: Span | null;
  content: Span[];
  kind: "direct" | "indirect" | "mixed";
  addressee: string | null;
  medium: string | null;
  place: string | null;
  time: string | null;
}

export interface EventFact {
  id: string;
  type: string;
  mode: string | null;
  contexts: string[];
  quad: Quad;
  intensity: number | null;
  cameo: string | null;
  status: Status;
  actors: string[];
  recipients: string[];
  place: string | null;
  time: string | null;
  quantities: string[];
  asserted_by: string | null;
  trigger: Span;
  evidence: Span;
  found_by: string;
  confidence: number;
  same_as: string | null;
}

export interface ArticleRecord {
  schema: string;
  version: string;
  document: DocumentRecord;
  sentences: Sentence[];
  entities: Entity[];
  places: Place[];
  times: Time[];
  quantities: Quantity[];
  statements: Statement[];
  events: EventFact[];
}
