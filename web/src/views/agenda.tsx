// What is coming, and what is running out.

import { today, useAbout } from "../about.ts";
import { getAll, useLoaded } from "../api.ts";
import { ActCard } from "../parts/act.tsx";
import type { Row } from "../parts/csv.ts";
import { Export } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { StatusSign } from "../parts/status.tsx";
import { Wait } from "../parts/wait.tsx";
import { type AgendaRow, factAddress, partyNames } from "../rows.ts";
import { setQuery, useRoute } from "../route.ts";
import { day, plural, weekday } from "../words.ts";

const FIELDS: Field[] = ["from", "to"];

export function AgendaView() {
  const { query } = useRoute();
  const about = useAbout();
  const now = today(query, about);
  const known = about.state !== "loading";
  const everything = query.get("all") !== null;
  const asked = new URLSearchParams(question(query, FIELDS));
  if (!everything && !asked.has("from")) asked.set("from", now);
  const address = `/v1/agenda?${asked.toString()}${asked.size === 0 ? "" : "&"}limit=500`;
  const loaded = useLoaded(known ? address : "", (signal) => (known ? getAll<AgendaRow>(address, 2000, signal) : Promise.resolve([])));
  return (
    <>
      <Filters fields={FIELDS} />
      <p class="row">
        <span class="quiet">{`As of ${day(now)}, the day of the latest article.`}</span>
        <button type="button" aria-pressed={everything} onClick={() => setQuery({ all: everything ? null : "1" }, false)}>
          Past plans too
        </button>
      </p>
      <Wait loaded={loaded}>
        {(rows) =>
          rows.length === 0 ? (
            <p class="quiet">{known ? "Nothing is planned that the archive knows of." : "Reading…"}</p>
          ) : (
            <>
              <ol class="days">
                {days(rows).map((one) => (
                  <li class="day" key={one}>
                    <h3>
                      {one === null ? "No day given" : day(one)} <span class="quiet">{one === null ? "" : weekday(one)}</span>
                    </h3>
                    <ul class="cards">
                      {rows
                        .filter((row) => dayOf(row) === one)
                        .map((row) => (
                          <Entry key={row.event.id} row={row} now={now} />
                        ))}
                    </ul>
                  </li>
                ))}
              </ol>
              <Export name="agenda" json={rows} rows={() => rows.map(asRow)} />
            </>
          )
        }
      </Wait>
    </>
  );
}

/** The day on which a reader looks for an entry: a plan's first, and that on which a term runs out. */
function dayOf({ kind, from, to }: AgendaRow): string | null {
  return kind === "term" ? (to ?? from) : (from ?? to);
}

/** All those days in order; what has none comes last. */
function days(rows: AgendaRow[]): (string | null)[] {
  const all = [...new Set(rows.map(dayOf))];
  return all.sort((a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
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
