// An act in one line, as lists of threads and events show it.

import type { ComponentChildren } from "preact";
import type { EventRow, ThreadRow } from "../rows.ts";
import { factAddress, partyNames } from "../rows.ts";
import { QUAD, day, plural, typeWords } from "../words.ts";
import { StatusSign } from "./status.tsx";

interface Act {
  type: string;
  mode: string | null;
  quad: ThreadRow["quad"];
  status: ThreadRow["status"];
  actors: ThreadRow["actors"];
  recipients: ThreadRow["recipients"];
}

/** "▷ planned CONSULT — Hadley meets Loskutov". */
export function ActLine({ act }: { act: Act }) {
  const whom = partyNames(act.recipients);
  return (
    <p class="card-head">
      <StatusSign status={act.status} />
      <span class={`type ${act.quad}`} title={QUAD[act.quad]?.word}>
        {act.type}
        {act.mode !== null && <span class="mode">/{act.mode}</span>}
      </span>
      <span>
        <strong>{partyNames(act.actors) || "someone not named"}</strong> <span class="quiet">{typeWords(act.type, null)}</span>{" "}
        {whom !== "" && <strong>{whom}</strong>}
      </span>
    </p>
  );
}

/** A card with an act and its sentence, which leads to the words in the article; `fact` is the event that tells it. */
export function ActCard({ act, fact, children }: { act: Act & { evidence: string }; fact: string; children: ComponentChildren }) {
  return (
    <li class="card">
      <div class="card-body">
        <ActLine act={act} />
        <p class="evidence-line">
          <a href={factAddress(fact)}>{act.evidence}</a>
        </p>
        {children}
      </div>
    </li>
  );
}

export function ThreadItem({ thread, children }: { thread: ThreadRow; children?: ComponentChildren }) {
  return (
    <ActCard act={thread} fact={thread.event}>
      <p class="meta">
        {thread.place !== null && <span>{thread.place.name}</span>}
        {thread.from !== null && <span>{thread.to === null || thread.to === thread.from ? day(thread.from) : `${day(thread.from)} to ${day(thread.to)}`}</span>}
        <span>
          <a href={`/threads?thread=${encodeURIComponent(thread.id)}`}>{plural(thread.sources, "independent source")}</a>
        </span>
        {thread.articles !== thread.sources && <span>{plural(thread.articles, "article")}</span>}
      </p>
      {children}
    </ActCard>
  );
}

export function EventItem({ event }: { event: EventRow }) {
  return (
    <ActCard act={event} fact={event.id}>
      <p class="meta">
        {event.date !== null && <span>{day(event.date)}</span>}
        {event.place !== null && <span>{event.place.name}</span>}
        {event.asserted_by !== null && <span>says {event.asserted_by.name}</span>}
        <span>
          {event.outlet ?? "a paper not named"}, {day(event.published)}
        </span>
      </p>
    </ActCard>
  );
}
