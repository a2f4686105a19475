// What is coming, and what is running out.

import { today, useAbout } from "../about.ts";
import { asking } from "../api.ts";
import { ActCard } from "../parts/act.tsx";
import type { Row } from "../parts/csv.ts";
import { Export } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { More } from "../parts/more.tsx";
import { everything, usePages } from "../parts/pages.tsx";
import { StatusSign } from "../parts/status.tsx";
import { type AgendaRow, factAddress, partyNames } from "../rows.ts";
import { setQuery, useRoute } from "../route.ts";
import { day, plural, weekday } from "../words.ts";

const FIELDS: Field[] = ["from", "to"];

export function AgendaView() {
  const { query } = useRoute();
  const about = useAbout();
  const now = today(query, about);
  const known = about.state !== "loading";
  const past = query.get("all") !== null;
  const asked = new URLSearchParams(question(query, FIELDS));
  if (!past && !asked.has("from")) asked.set("from", now);
  const address = asking("/v1/agenda", asked.toString());
  const pages = usePages<AgendaRow>(known ? asking(address, "limit=100") : null);
  return (
    <>
      <Filters fields={FIELDS} />
      <p class="row">
        <span class="quiet">{`As of ${day(now)}, the day of the latest article.`}</span>
        <button type="button" aria-pressed={past} onClick={() => setQuery({ all: past ? null : "1" }, false)}>
          Past plans too
        </button>
      </p>
      <More pages={pages} nothing={known ? "Nothing is planned that the archive knows of." : "Reading…"}>
        <ol class="days">
          {byDay(pages.items).map(([one, rows]) => (
            <li class="day" key={one}>
              <h3>
                {one === null ? "No day given" : day(one)} <span class="quiet">{one === null ? "" : weekday(one)}</span>
              </h3>
              <ul class="cards">
                {rows.map((row) => (
                  <Entry key={row.event.id} row={row} now={now} />
                ))}
              </ul>
            </li>
          ))}
        </ol>
        <Export name="agenda" shown={pages.items} all={everything(pages, address)} rows={(rows) => rows.map(asRow)} />
      </More>
    </>
  );
}

/** The day on which a reader looks for an entry: a plan's first, and that on which a term runs out. */
function dayOf({ kind, from, to }: AgendaRow): string | null {
  return kind === "term" ? (to ?? from) : (from ?? to);
}

/** The entries of each of those days, in order; what has none comes last. */
function byDay(rows: AgendaRow[]): [string | null, AgendaRow[]][] {
  const days = new Map<string | null, AgendaRow[]>();
  for (const row of rows) {
    const one = dayOf(row);
    days.set(one, [...(days.get(one) ?? []), row]);
  }
  return [...days].sort(([a], [b]) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
}

function Entry({ row, now }: { row: AgendaRow; now: string }) {
  const { event } = row;
  return (
    <ActCard act={event} fact={event.id}>
      <p class="meta">
        {row.kind === "term" && <span>{`runs ${row.from === null ? "" : `from ${day(row.from)} `}until ${day(row.to)}${row.to !== null && row.to < now ? ", has run out" : ""}`}</span>}
        {event.place !== null && <span>{event.place.name}</span>}
        <span>
          {event.outlet ?? "a paper not named"}, {day(event.published)}
        </span>
        {event.thread !== null && (
          <span>
            <a href={`/threads?thread=${encodeURIComponent(event.thread)}`}>all sources</a>
          </span>
        )}
      </p>
      {row.latest !== event.status && (
        <p class="meta">
          <span>
            by the latest reports: <StatusSign status={row.latest} />
          </span>
        </p>
      )}
      {row.broken.length > 0 && (
        <p class="meta">
          <span class="label">{plural(row.broken.length, "report")} that it was broken:</span>
          {row.broken.map((one) => (
            <span key={one.id}>
              <a href={factAddress(one.id)}>{`${one.outlet ?? "a paper"}, ${day(one.published)}`}</a>
            </span>
          ))}
        </p>
      )}
      {row.extended.length > 0 && (
        <p class="meta">
          <span class="label">extended, by</span>
          {row.extended.map((one) => (
            <span key={one.id}>
              <a href={factAddress(one.id)}>{`${one.outlet ?? "a paper"}, ${day(one.published)}`}</a>
            </span>
          ))}
        </p>
      )}
    </ActCard>
  );
}

function asRow(row: AgendaRow): Row {
  return {
    kind: row.kind,
    from: row.from,
    to: row.to,
    type: row.event.type,
    mode: row.event.mode,
    status: row.event.status,
    latest: row.latest,
    actors: partyNames(row.event.actors),
    recipients: partyNames(row.event.recipients),
    place: row.event.place?.name ?? null,
    broken: row.broken.length,
    extended: row.extended.length,
    evidence: row.event.evidence,
    event: row.event.id,
  };
}
