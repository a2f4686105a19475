// One act across articles: who tells it how, and where the figures differ.

import { asking, useJson } from "../api.ts";
import { EventItem, ActLine, ThreadItem } from "../parts/act.tsx";
import { Export } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { More } from "../parts/more.tsx";
import { everything, usePages } from "../parts/pages.tsx";
import { StatusSign } from "../parts/status.tsx";
import { useTitle } from "../parts/title.ts";
import { eventTable, threadTable } from "../parts/table.ts";
import { Wait } from "../parts/wait.tsx";
import { type FigureRow, type ThreadDetails, type ThreadRow, factAddress, ofStatus, partyNames } from "../rows.ts";
import { useRoute, withQuery } from "../route.ts";
import { day, figure, plural, typeWords } from "../words.ts";

const FIELDS: Field[] = ["q", "who", "type", "quad", "status", "place", "from", "to", "articles_min"];

export function ThreadsView() {
  const { query } = useRoute();
  const thread = query.get("thread");
  return thread === null ? <ThreadList /> : <ThreadDetail key={thread} id={thread} />;
}

function ThreadList() {
  const { query } = useRoute();
  const address = asking("/v1/threads", question(query, FIELDS));
  const found = usePages<ThreadRow>(address);
  const kept = (threads: ThreadRow[]) => ofStatus(threads, query.get("status"));
  const pages = { ...found, items: kept(found.items) };
  return (
    <>
      <Filters fields={FIELDS} />
      <More pages={pages} nothing="No act answers this. Take a filter away.">
        <ul class="cards">
          {pages.items.map((thread) => (
            <ThreadItem key={thread.id} thread={thread} />
          ))}
        </ul>
        <Export name="threads" shown={pages.items} all={everything(pages, address, kept)} rows={threadTable} />
      </More>
    </>
  );
}

function ThreadDetail({ id }: { id: string }) {
  const loaded = useJson<ThreadDetails>(`/v1/threads/${encodeURIComponent(id)}`);
  return (
    <>
      <p>
        <a href={withQuery({ thread: null })}>← all acts</a>
      </p>
      <Wait loaded={loaded}>
        {(details) => (
          <>
            <Title thread={details.thread} />
            <div class="thread-head">
              <ActLine act={details.thread} />
              <p class="meta">
                <span>{plural(details.thread.sources, "independent source")}</span>
                <span>{plural(details.thread.articles, "article")}</span>
                {details.thread.from !== null && <span>{day(details.thread.from)}</span>}
                {details.thread.place !== null && <span>{details.thread.place.name}</span>}
                {details.thread.story !== null && (
                  <span>
                    <a href={`/timeline?story=${encodeURIComponent(details.thread.story)}`}>timeline of the story</a>
                  </span>
                )}
              </p>
            </div>
            {details.history.length > 1 && (
              <section>
                <h2>How it stood</h2>
                <ol class="history">
                  {details.history.map((entry) => (
                    <li key={entry.event}>
                      <StatusSign status={entry.status} />{" "}
                      <a href={factAddress(entry.event)}>{`${day(entry.first_seen)}${entry.last_seen === entry.first_seen ? "" : ` to ${day(entry.last_seen)}`}`}</a>{" "}
                      <span class="quiet">{plural(entry.articles, "article")}</span>
                    </li>
                  ))}
                </ol>
              </section>
            )}
            <Figures figures={details.figures} />
            <section>
              <h2>Who tells it</h2>
              <ul class="cards sources">
                {details.events.map((event) => (
                  <EventItem key={event.id} event={event} />
                ))}
              </ul>
            </section>
            <Export name={`thread-${id}`} shown={details} rows={({ events }) => eventTable(events)} />
          </>
        )}
      </Wait>
    </>
  );
}

function Title({ thread }: { thread: ThreadRow }) {
  useTitle([partyNames(thread.actors) || "Someone", typeWords(thread.type, null), partyNames(thread.recipients)].filter((part) => part !== "").join(" "));
  return null;
}

/** Figures of one kind in a row each, a source in a column each; a kind on which sources differ says so. */
function Figures({ figures }: { figures: FigureRow[] }) {
  if (figures.length === 0) return null;
  const kinds = [...new Set(figures.map(({ kind }) => kind))];
  return (
    <section>
      <h2>Figures side by side</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Figures side by side">
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">what</th>
              <th scope="col">how many</th>
              <th scope="col">on whose word</th>
              <th scope="col">where it is printed</th>
              <th scope="col">words</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => {
              const rows = figures.filter((row) => row.kind === kind);
              const differ = new Set(rows.map(({ low, high }) => `${low} ${high}`)).size > 1;
              return rows.map((row, at) => (
                <tr key={row.event + row.text} class={differ ? "differs" : ""}>
                  {at === 0 && (
                    <th scope="rowgroup" rowSpan={rows.length}>
                      {kind}
                      {differ && <span class="differ">≠ sources differ</span>}
                    </th>
                  )}
                  <td class="amount">{figure({ ...row, kind: "other", currency: null })}</td>
                  <td>{row.source ?? <span class="quiet">the paper’s own</span>}</td>
                  <td>
                    <a href={factAddress(row.event)}>{row.outlet ?? "a paper not named"}</a>, {day(row.published)}
                  </td>
                  <td>
                    <q>{row.text}</q>
                  </td>
                </tr>
              ));
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
