// A record as rows for a spreadsheet.

import { CodePointText } from "../codepoints.ts";
import { FactIndex } from "../facts.ts";
import type { Row } from "../parts/csv.ts";
import type { ArticleRecord } from "../record.ts";

export function eventRows(record: ArticleRecord): Row[] {
  const index = new FactIndex(record);
  const text = new CodePointText(record.document.text);
  return record.events.map((event) => {
    const statement = index.statement(event.asserted_by);
    return {
      article: record.document.id,
      outlet: record.document.outlet,
      published: record.document.published,
      event: event.id,
      type: event.type,
      mode: event.mode,
      quad: event.quad,
      status: event.status,
      actors: event.actors.map((id) => index.name(id)).join(";"),
      recipients: event.recipients.map((id) => index.name(id)).join(";"),
      place: index.place(event.place)?.name ?? null,
      country: index.place(event.place)?.country ?? null,
      date: index.time(event.time)?.value ?? null,
      asserted_by: statement === null ? null : statement.speaker === null ? "" : index.name(statement.speaker),
      confidence: event.confidence,
      trigger: text.slice(event.trigger),
      evidence: text.slice(event.evidence),
    };
  });
}
