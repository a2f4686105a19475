// An article beside its record.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useJson } from "../api.ts";
import { CodePointText } from "../codepoints.ts";
import { FactIndex, MARKS, MARK_KINDS, type MarkKind } from "../facts.ts";
import { Export } from "../parts/export.tsx";
import { useTitle } from "../parts/title.ts";
import { Wait } from "../parts/wait.tsx";
import type { ArticleRecord } from "../record.ts";
import { setQuery, useRoute } from "../route.ts";
import { day, plural } from "../words.ts";
import { EntityCard, EventCard, PlaceCard, QuantityCard, StatementCard, TimeCard, names } from "./cards.tsx";
import { Sentences } from "./sentences.tsx";
import { eventRows } from "./rows.ts";

export function ArticleView({ id }: { id: string }) {
  const loaded = useJson<ArticleRecord>(`/v1/articles/${encodeURIComponent(id)}`);
  return <Wait loaded={loaded}>{(record) => <TitledArticle record={record} />}</Wait>;
}

function TitledArticle({ record }: { record: ArticleRecord }) {
  useTitle(record.document.title ?? "An article without a title");
  return <ReadArticle record={record} />;
}

const TABS = [
  ["acts", "What happened"],
  ["who", "Who"],
  ["said", "Who said what"],
  ["where", "Where"],
  ["when", "When"],
  ["figures", "Figures"],
  ["cut", "Cut away"],
] as const;
type Tab = (typeof TABS)[number][0];

/** Which list a fact stands in, by the letter of its identifier. */
const HOME: Record<string, Tab> = { v: "acts", e: "who", s: "said", p: "where", t: "when", q: "figures" };

export function ReadArticle({ record }: { record: ArticleRecord }) {
  const { query } = useRoute();
  const index = useMemo(() => new FactIndex(record), [record]);
  const text = useMemo(() => new CodePointText(record.document.text), [record]);
  const asked = query.get("fact");
  const chosen = asked !== null && index.has(asked) ? asked : null;
  const tab = TABS.find(([name]) => name === query.get("list"))?.[0] ?? (chosen === null ? "acts" : (HOME[chosen[0] ?? ""] ?? "acts"));
  const hidden = query.get("hide") ?? "";
  const shown = useMemo(() => new Set(MARK_KINDS.filter((kind) => !hidden.split(",").includes(kind))), [hidden]);
  const lit = useMemo(() => (chosen === null ? [] : index.words(chosen)), [index, chosen]);
  const [pointed, setPointed] = useState<{ facts: string[]; at: number } | null>(null);
  const column = useRef<HTMLElement>(null);

  // A chosen fact scrolls to its words; one that was chosen by pointing at words stands where the reader looks already.
  useEffect(() => {
    if (chosen === null) return;
    if (pointed === null) show(column.current?.querySelector(".mark-lit") ?? null);
    // On a phone the list lies below the text: scrolling to both would end at the wrong one.
    if (pointed !== null || !matchMedia("(max-width: 60rem)").matches) show(document.getElementById(`fact-${chosen}`));
  }, [chosen, tab, pointed]);

  const choose = (id: string) => {
    setPointed(null);
    setQuery({ fact: id === chosen ? null : id, list: null });
  };
  const point = (facts: string[], at: number) => {
    const again = pointed !== null && pointed.at === at ? (pointed.facts.indexOf(chosen ?? "") + 1) % facts.length : 0;
    setPointed({ facts, at });
    setQuery({ fact: facts[again] ?? null, list: null });
  };
  const common = { index, text, chosen, onChoose: choose };
  const counts: Record<Tab, number> = {
    acts: record.events.length,
    who: record.entities.length,
    said: record.statements.length,
    where: record.places.length,
    when: record.times.length,
    figures: record.quantities.length,
    cut: record.document.dropped.length,
  };

  return (
    <div class="reader">
      <article class="column" ref={column} aria-label="The article">
        <Source record={record} />
        <Sentences index={index} text={text} shown={shown} lit={lit} evidence={index.event(chosen)?.evidence ?? null} onPoint={point} />
        <Legend shown={shown} />
      </article>
      <aside class="facts" aria-label="The record">
        {pointed !== null && pointed.facts.length > 1 && (
          <Pointed facts={pointed.facts} index={index} chosen={chosen} onChoose={(id) => setQuery({ fact: id, list: null })} />
        )}
        <div class="tabs" role="group" aria-label="Which facts">
          {TABS.map(([name, words]) => (
            <button key={name} type="button" aria-pressed={tab === name} disabled={counts[name] === 0} onClick={() => setQuery({ list: name, fact: null })}>
              {words} <span class="count">{counts[name]}</span>
            </button>
          ))}
        </div>
        {counts[tab] === 0 && <p class="quiet">Nothing of this kind was found.</p>}
        <ul class="cards">
          {tab === "acts" && record.events.map((event) => <EventCard key={event.id} event={event} {...common} />)}
          {tab === "who" && record.entities.map((entity) => <EntityCard key={entity.id} entity={entity} {...common} />)}
          {tab === "said" && record.statements.map((statement) => <StatementCard key={statement.id} statement={statement} {...common} />)}
          {tab === "where" && record.places.map((place) => <PlaceCard key={place.id} place={place} {...common} />)}
          {tab === "when" && record.times.map((time) => <TimeCard key={time.id} time={time} {...common} />)}
          {tab === "figures" && record.quantities.map((quantity) => <QuantityCard key={quantity.id} quantity={quantity} {...common} />)}
          {tab === "cut" &&
            record.document.dropped.map((cut, at) => (
              <li class="card" key={at}>
                <div class="card-body">
                  <p class="meta">
                    <span>{cut.why.replaceAll("-", " ")}</span>
                  </p>
                  <p class="cut">{cut.text}</p>
                </div>
              </li>
            ))}
        </ul>
        <Export name={`record-${record.document.id.slice(0, 12)}`} shown={record} rows={eventRows} />
      </aside>
    </div>
  );
}

function show(element: Element | null): void {
  if (element === null) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

/** Several facts rest on the words that were pointed at: which one is meant? */
function Pointed({ facts, index, chosen, onChoose }: { facts: string[]; index: FactIndex; chosen: string | null; onChoose: (id: string) => void }) {
  return (
    <div class="pointed" role="group" aria-label="Facts on these words">
      {facts.map((id) => (
        <button key={id} type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          {short(index, id)}
        </button>
      ))}
    </div>
  );
}

function short(index: FactIndex, id: string): string {
  const event = index.event(id);
  if (event !== null) return `act: ${event.type}`;
  const statement = index.statement(id);
  if (statement !== null) return `said: ${statement.speaker === null ? "?" : names(index, [statement.speaker])}`;
  const place = index.place(id);
  if (place !== null) return `where: ${place.name}`;
  const entity = index.entity(id);
  if (entity !== null) return `who: ${entity.name}`;
  return index.time(id) !== null ? "when" : "figure";
}

function Source({ record }: { record: ArticleRecord }) {
  const { document: article } = record;
  const web = article.url !== null && /^https?:\/\//.test(article.url) ? article.url : null;
  return (
    <div class="source">
      <p>
        {article.outlet !== null && <strong>{article.outlet}</strong>}
        <span>{article.published === null ? "no day of publication" : day(article.published)}</span>
        {article.published !== null && <span class="quiet">{`(from ${article.published_from === "option" ? "whoever gave it" : `the ${article.published_from}`})`}</span>}
        {article.credit !== null && <span>credit: {article.credit}</span>}
        {article.authors.length > 0 && <span>by {article.authors.join(", ")}</span>}
        {web !== null && (
          <a href={web} rel="noreferrer noopener" target="_blank">
            the page
          </a>
        )}
      </p>
      {article.notes.map((note) => (
        <p class="note" key={note}>
          {note}
        </p>
      ))}
      <p class="quiet">
        {[plural(record.sentences.length, "sentence"), plural(record.events.length, "act"), plural(record.statements.length, "statement")].join(" · ")}
      </p>
    </div>
  );
}

function Legend({ shown }: { shown: Set<MarkKind> }) {
  return (
    <fieldset class="legend">
      <legend>Marks</legend>
      {MARK_KINDS.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={shown.has(kind)}
            onChange={(event) => {
              const hide = MARK_KINDS.filter((other) => (other === kind ? !event.currentTarget.checked : !shown.has(other)));
              setQuery({ hide: hide.join(",") });
            }}
          />
          <span class={`mark-${kind}`} title={MARKS[kind].drawn}>
            {MARKS[kind].word}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
