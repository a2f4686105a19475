// Who is who across articles.

import { asking, useJson } from "../api.ts";
import { EventItem } from "../parts/act.tsx";
import { Export } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { More } from "../parts/more.tsx";
import { everything, usePages } from "../parts/pages.tsx";
import { StatementItem } from "../parts/said.tsx";
import { useTitle } from "../parts/title.ts";
import { eventTable } from "../parts/table.ts";
import { Wait } from "../parts/wait.tsx";
import type { EntityDetails, EntityRow } from "../rows.ts";
import { useRoute, withQuery } from "../route.ts";
import { day, plural } from "../words.ts";

const FIELDS: Field[] = ["q"];

export function WhoView() {
  const { query } = useRoute();
  const entity = query.get("entity");
  return entity === null ? <EntityList /> : <Entity key={entity} id={entity} />;
}

function EntityList() {
  const { query } = useRoute();
  const address = asking("/v1/entities", question(query, FIELDS));
  const pages = usePages<EntityRow>(address);
  return (
    <>
      <Filters fields={FIELDS} searched={{ label: "Name", hint: "a name, or words of one" }} />
      <More pages={pages} nothing="Nobody of that name was found.">
        <ul class="cards who">
          {pages.items.map((entity) => (
            <li class="card" key={entity.id}>
              <div class="card-body">
                <p class="card-head">
                  <a href={withQuery({ entity: entity.id })}>
                    <strong>{entity.name}</strong>
                  </a>
                  <span class="quiet">{entity.kind}</span>
                  {entity.code !== null && <code>{[entity.code, entity.sector].filter(Boolean).join(" ")}</code>}
                </p>
                <p class="meta">
                  <span>{plural(entity.articles, "article")}</span>
                  <span>{plural(entity.events, "act")}</span>
                  <span>{plural(entity.statements, "statement")}</span>
                </p>
              </div>
            </li>
          ))}
        </ul>
        <Export name="who" shown={pages.items} all={everything(pages, address)} rows={(items) => items.map((row) => ({ ...row }))} />
      </More>
    </>
  );
}

function Name({ name }: { name: string }) {
  useTitle(name);
  return <h1 class="entity-name">{name}</h1>;
}

function Entity({ id }: { id: string }) {
  const loaded = useJson<EntityDetails>(`/v1/entities/${encodeURIComponent(id)}`);
  return (
    <>
      <p>
        <a href={withQuery({ entity: null })}>← everybody</a>
      </p>
      <Wait loaded={loaded}>
        {({ entity, offices, events, meetings, statements }) => (
          <>
            <Name name={entity.name} />
            <p class="meta">
              <span>{entity.kind}</span>
              {entity.code !== null && <span>{[entity.code, entity.sector].filter(Boolean).join(" ")}</span>}
              <span>{plural(entity.articles, "article")}</span>
              <span>
                <a href={`/timeline?who=${encodeURIComponent(entity.name)}`}>timeline</a>
              </span>
              <span>
                <a href={`/network?who=${encodeURIComponent(entity.name)}`}>network</a>
              </span>
              <span>
                <a href={`/statements?speaker=${encodeURIComponent(entity.name)}`}>statements</a>
              </span>
            </p>
            {offices.length > 0 && (
              <section>
                <h2>Offices</h2>
                <ul>
                  {offices.map((office) => (
                    <li key={office.title + (office.of ?? "")}>
                      {office.title}
                      {office.of !== null && ` (${office.of})`} <span class="quiet">{`${plural(office.articles, "article")}, ${day(office.first_seen)} to ${day(office.last_seen)}`}</span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <div class="beside">
              <section>
                <h2>Acts</h2>
                {events.length === 0 && <p class="quiet">None.</p>}
                <ul class="cards">
                  {events.map((event) => (
                    <EventItem key={event.id} event={event} />
                  ))}
                </ul>
              </section>
              <section>
                <h2>Words</h2>
                {statements.length === 0 && <p class="quiet">None.</p>}
                <ul class="cards">
                  {statements.map((statement) => (
                    <StatementItem key={statement.id} statement={statement} />
                  ))}
                </ul>
                {meetings.length > 0 && <h2>Meetings</h2>}
                <ul class="cards">
                  {meetings.map((event) => (
                    <EventItem key={event.id} event={event} />
                  ))}
                </ul>
              </section>
            </div>
            <Export name={`who-${entity.name.replaceAll(/\W+/g, "-").toLowerCase()}`} shown={{ entity, offices, events, meetings, statements }} rows={(details) => eventTable(details.events)} />
          </>
        )}
      </Wait>
    </>
  );
}
