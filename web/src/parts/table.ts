// Rows of the archive as rows for a spreadsheet.

import { type EventRow, type StatementRow, type ThreadRow, partyNames } from "../rows.ts";
import type { Row } from "./csv.ts";

export function threadTable(threads: ThreadRow[]): Row[] {
  return threads.map((thread) => ({
    thread: thread.id,
    type: thread.type,
    mode: thread.mode,
    quad: thread.quad,
    status: thread.status,
    actors: partyNames(thread.actors),
    recipients: partyNames(thread.recipients),
    place: thread.place?.name ?? null,
    country: thread.place?.country ?? null,
    latitude: thread.place?.latitude ?? null,
    longitude: thread.place?.longitude ?? null,
    from: thread.from,
    to: thread.to,
    first_seen: thread.first_seen,
    last_seen: thread.last_seen,
    articles: thread.articles,
    sources: thread.sources,
    evidence: thread.evidence,
    event: thread.event,
  }));
}

export function eventTable(events: EventRow[]): Row[] {
  return events.map((event) => ({
    event: event.id,
    thread: event.thread,
    outlet: event.outlet,
    published: event.published,
    type: event.type,
    mode: event.mode,
    quad: event.quad,
    status: event.status,
    actors: partyNames(event.actors),
    recipients: partyNames(event.recipients),
    place: event.place?.name ?? null,
    country: event.place?.country ?? null,
    date: event.date,
    asserted_by: event.asserted_by?.name ?? null,
    confidence: event.confidence,
    evidence: event.evidence,
  }));
}

export function statementTable(statements: StatementRow[]): Row[] {
  return statements.map((statement) => ({
    statement: statement.id,
    outlet: statement.outlet,
    published: statement.published,
    speaker: statement.speaker?.name ?? null,
    addressee: statement.addressee?.name ?? null,
    kind: statement.kind,
    cue: statement.cue,
    content: statement.content,
    medium: statement.medium,
    date: statement.date,
  }));
}
