// One card for each fact of a record.

import type { ComponentChildren } from "preact";
import { StatusSign } from "../parts/status.tsx";
import type { CodePointText } from "../codepoints.ts";
import type { FactIndex } from "../facts.ts";
import type { Entity, EventFact, Place, Quantity, Statement, Time } from "../record.ts";
import { QUAD, edtf, figure, sureness, typeWords } from "../words.ts";

interface CardProps {
  id: string;
  chosen: boolean;
  onChoose: (id: string) => void;
  label: string;
  children: ComponentChildren;
}

/** A card that can be chosen as a whole; the button in its heading is what keys and screen readers get. */
export function Card({ id, chosen, onChoose, label, children }: CardProps) {
  return (
    <li class={chosen ? "card chosen" : "card"} id={`fact-${id}`}>
      <button type="button" class="card-face" aria-pressed={chosen} aria-label={label} onClick={() => onChoose(id)} />
      <div class="card-body">{children}</div>
    </li>
  );
}

interface Common {
  index: FactIndex;
  text: CodePointText;
  chosen: string | null;
  onChoose: (id: string) => void;
}

export function names(index: FactIndex, ids: string[]): string {
  return ids.map((id) => index.name(id)).join(", ");
}

export function EventCard({ event, index, text, chosen, onChoose }: Common & { event: EventFact }) {
  const who = names(index, event.actors) || "someone not named";
  const whom = names(index, event.recipients);
  const place = index.place(event.place);
  const time = index.time(event.time);
  const statement = index.statement(event.asserted_by);
  const speaker = statement?.speaker ? index.name(statement.speaker) : statement ? "a source not named" : null;
  const label = `${who} ${typeWords(event.type, event.mode)}${whom === "" ? "" : `, ${whom}`}: ${event.status}. Show the words.`;
  return (
    <Card id={event.id} chosen={chosen === event.id} onChoose={onChoose} label={label}>
      <p class="card-head">
        <StatusSign status={event.status} />
        <span class={`type ${event.quad}`} title={QUAD[event.quad]?.word}>
          {event.type}
          {event.mode !== null && <span class="mode">/{event.mode}</span>}
        </span>
      </p>
      <p class="sentence-line">
        <strong>{who}</strong> <span class="quiet">{typeWords(event.type, null)}</span> {whom !== "" && <strong>{whom}</strong>}{" "}
        <q>{text.slice(event.trigger)}</q>
      </p>
      <p class="meta">
        {time !== null && <span>{time.value === null ? time.text : edtf(time.value)}</span>}
        {place !== null && <span>{placeWords(place)}</span>}
        {event.quantities.map((id) => {
          const quantity = index.quantity(id);
          return quantity === null ? null : <span key={id}>{figure(quantity)}</span>;
        })}
        {speaker !== null && <span>says {speaker}</span>}
      </p>
      {chosen === event.id && (
        <dl class="details">
          <dt>sure</dt>
          <dd>{sureness(event.confidence)}</dd>
          <dt>quad class</dt>
          <dd>{QUAD[event.quad]?.word ?? event.quad}</dd>
          {event.contexts.length > 0 && (
            <>
              <dt>contexts</dt>
              <dd>{event.contexts.join(", ").replaceAll("_", " ")}</dd>
            </>
          )}
          {event.cameo !== null && (
            <>
              <dt>CAMEO</dt>
              <dd>{event.cameo}</dd>
            </>
          )}
          {event.intensity !== null && (
            <>
              <dt>intensity</dt>
              <dd>{event.intensity}</dd>
            </>
          )}
          <dt>found by</dt>
          <dd>{event.found_by}</dd>
          {event.same_as !== null && (
            <>
              <dt>told before as</dt>
              <dd>{event.same_as}</dd>
            </>
          )}
        </dl>
      )}
    </Card>
  );
}

export function placeWords(place: Place): string {
  const parts = [place.name];
  if (place.admin1 !== null && place.admin1 !== place.name) parts.push(place.admin1);
  if (place.country !== null && place.kind !== "country") parts.push(place.country);
  return parts.join(", ");
}

export function EntityCard({ entity, index, chosen, onChoose }: Common & { entity: Entity }) {
  const acts = index.record.events.filter(({ actors }) => actors.includes(entity.id)).length;
  const suffers = index.record.events.filter(({ recipients }) => recipients.includes(entity.id)).length;
  const said = index.record.statements.filter(({ speaker }) => speaker === entity.id).length;
  const counts = [
    [entity.mentions.length, "named"],
    [acts, "acts"],
    [suffers, "acted on"],
    [said, "speaks"],
  ] as const;
  return (
    <Card id={entity.id} chosen={chosen === entity.id} onChoose={onChoose} label={`${entity.name}. Show where it is named.`}>
      <p class="card-head">
        <strong>{entity.name}</strong>
        <span class="quiet">{entity.kind}</span>
        {(entity.code !== null || entity.sectors.length > 0) && <code>{[entity.code ?? "?", ...entity.sectors].join(" ")}</code>}
      </p>
      {entity.roles.map((role) => (
        <p class="meta" key={role.title + role.from}>
          <span>
            {role.title}
            {role.of !== null && ` (${role.of})`}
          </span>
          <span>{role.from === "text" ? "as the article says" : "known from the gazetteer"}</span>
        </p>
      ))}
      <p class="meta">{counts.map(([count, word]) => count > 0 && <span key={word}>{`${word} ${count}×`}</span>)}</p>
    </Card>
  );
}

export function StatementCard({ statement, index, text, chosen, onChoose }: Common & { statement: Statement }) {
  const speaker = statement.speaker === null ? "not named" : index.name(statement.speaker);
  const words = statement.content.map((span) => text.slice(span)).join(" … ");
  const direct = statement.kind === "direct";
  return (
    <Card id={statement.id} chosen={chosen === statement.id} onChoose={onChoose} label={`${speaker}: ${words}. Show the words.`}>
      <p class="card-head">
        <strong>{speaker}</strong>
        {statement.cue !== null && <span class="quiet">{text.slice(statement.cue)}</span>}
        <span class="tag">{direct ? "word for word" : statement.kind === "mixed" ? "partly word for word" : "reported"}</span>
      </p>
      <p class="said">{direct ? `“${words}”` : words}</p>
      <p class="meta">
        {statement.addressee !== null && <span>to {index.name(statement.addressee)}</span>}
        {statement.medium !== null && <span>{statement.medium}</span>}
      </p>
    </Card>
  );
}

export function TimeCard({ time, chosen, onChoose }: Common & { time: Time }) {
  return (
    <Card id={time.id} chosen={chosen === time.id} onChoose={onChoose} label={`${time.text}. Show the words.`}>
      <p class="card-head">
        <strong>{time.text}</strong>
        <span>{time.value === null ? "left open" : edtf(time.value)}</span>
        {time.value !== null && <code>{time.value}</code>}
      </p>
    </Card>
  );
}

export function PlaceCard({ place, chosen, onChoose }: Common & { place: Place }) {
  return (
    <Card id={place.id} chosen={chosen === place.id} onChoose={onChoose} label={`${place.name}. Show the words.`}>
      <p class="card-head">
        <strong>{placeWords(place)}</strong>
        <span class="quiet">{place.kind}</span>
        {place.lat !== null && place.lon !== null && <code>{`${place.lat.toFixed(2)}, ${place.lon.toFixed(2)}`}</code>}
      </p>
    </Card>
  );
}

export function QuantityCard({ quantity, text, chosen, onChoose }: Common & { quantity: Quantity }) {
  return (
    <Card id={quantity.id} chosen={chosen === quantity.id} onChoose={onChoose} label={`${text.slice(quantity.span)}. Show the words.`}>
      <p class="card-head">
        <strong>{figure(quantity)}</strong>
        <q>{text.slice(quantity.span)}</q>
      </p>
    </Card>
  );
}
