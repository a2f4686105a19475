// All facts of a record with the words that they rest on.

import type { ArticleRecord, EventFact, Span, Statement } from "./record.ts";
import type { Marking } from "./segments.ts";

export const MARK_KINDS = ["actor", "place", "time", "figure", "trigger", "quotation"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** How each kind is drawn, in words, for the legend. */
export const MARKS: Record<MarkKind, { word: string; drawn: string }> = {
  actor: { word: "who", drawn: "solid underline" },
  place: { word: "where", drawn: "dotted underline" },
  time: { word: "when", drawn: "dashed underline" },
  figure: { word: "how many", drawn: "double underline" },
  trigger: { word: "act", drawn: "boxed, with the sign of its status" },
  quotation: { word: "said", drawn: "tinted" },
};

/** Everything that is marked in the text. Entities that are places are marked as places, where the record has them as such. */
export function markings(record: ArticleRecord): Marking<MarkKind>[] {
  const result: Marking<MarkKind>[] = [];
  for (const { id, mentions } of record.entities) for (const { span } of mentions) result.push({ fact: id, kind: "actor", span });
  for (const { id, mentions } of record.places) for (const span of mentions) result.push({ fact: id, kind: "place", span });
  for (const { id, span } of record.times) result.push({ fact: id, kind: "time", span });
  for (const { id, span } of record.quantities) result.push({ fact: id, kind: "figure", span });
  for (const { id, content } of record.statements) for (const span of content) result.push({ fact: id, kind: "quotation", span });
  for (const { id, trigger } of record.events) result.push({ fact: id, kind: "trigger", span: trigger });
  return result;
}

/** Looks facts up by their identifiers. */
export class FactIndex {
  readonly record: ArticleRecord;
  private readonly byId = new Map<string, unknown>();

  constructor(record: ArticleRecord) {
    this.record = record;
    for (const list of [record.entities, record.places, record.times, record.quantities, record.statements, record.events]) {
      for (const item of list) this.byId.set(item.id, item);
    }
  }

  private find<T>(list: T[], id: string | null): T | null {
    if (id === null) return null;
    const item = this.byId.get(id) as T | undefined;
    return item !== undefined && list.includes(item) ? item : null;
  }

  entity = (id: string | null) => this.find(this.record.entities, id);
  place = (id: string | null) => this.find(this.record.places, id);
  time = (id: string | null) => this.find(this.record.times, id);
  quantity = (id: string | null) => this.find(this.record.quantities, id);
  statement = (id: string | null) => this.find(this.record.statements, id);
  event = (id: string | null) => this.find(this.record.events, id);

  has(id: string): boolean {
    return this.byId.has(id);
  }

  /** The name of an entity; what its identifier is where the record has none. */
  name(id: string): string {
    return this.entity(id)?.name ?? id;
  }

  /** The words that are lit when a fact is chosen, the chief ones first. */
  words(id: string): Span[] {
    const event = this.event(id);
    if (event !== null) return this.wordsOfEvent(event);
    const statement = this.statement(id);
    if (statement !== null) return this.wordsOfStatement(statement);
    const entity = this.entity(id);
    if (entity !== null) return entity.mentions.map(({ span }) => span);
    const place = this.place(id);
    if (place !== null) return place.mentions;
    const single = this.time(id) ?? this.quantity(id);
    return single === null ? [] : [single.span];
  }

  private wordsOfEvent(event: EventFact): Span[] {
    const parts = [...event.actors, ...event.recipients].map((id) => this.entity(id)?.mentions.map(({ span }) => span) ?? []);
    parts.push(this.place(event.place)?.mentions ?? []);
    const near = parts.map((spans) => nearest(spans, event)).filter((span) => span !== null);
    for (const id of event.quantities) {
      const quantity = this.quantity(id);
      if (quantity !== null) near.push(quantity.span);
    }
    const time = this.time(event.time);
    if (time !== null) near.push(time.span);
    return [event.trigger, ...near];
  }

  private wordsOfStatement(statement: Statement): Span[] {
    const spans = [...statement.content];
    if (statement.cue !== null) spans.push(statement.cue);
    return spans;
  }
}

/** The mention that the event most likely means: in its sentence, else the last before it, else none. */
function nearest(spans: Span[], event: EventFact): Span | null {
  const [start, end] = event.evidence;
  const inside = spans.filter((span) => start <= span[0] && span[1] <= end);
  const distance = (span: Span) => Math.abs(span[0] - event.trigger[0]);
  if (inside.length > 0) return inside.reduce((best, span) => (distance(span) < distance(best) ? span : best));
  return spans.filter((span) => span[0] < start).at(-1) ?? null;
}
