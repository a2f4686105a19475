import { asking } from "../api.ts";
import { Export } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { More } from "../parts/more.tsx";
import { everything, usePages } from "../parts/pages.tsx";
import { StoryLine } from "../parts/story.tsx";
import { useNews } from "../parts/news.ts";
import type { ArticleRow } from "../rows.ts";
import { useRoute } from "../route.ts";
import { day, plural } from "../words.ts";

const FIELDS: Field[] = ["q", "who", "type", "status", "place", "from", "to", "outlet"];

export function ArticlesView() {
  const { query } = useRoute();
  const story = query.get("story");
  const asked = [question(query, FIELDS), story === null ? "" : `story=${encodeURIComponent(story)}`].filter((part) => part !== "").join("&");
  const [news, seen] = useNews();
  const address = asking(`/v1/articles?order=${query.get("q") ? "best" : "newest"}`, asked);
  const pages = usePages<ArticleRow>(address, news.seen);
  return (
    <>
      <Filters fields={FIELDS} />
      {story !== null && <StoryLine id={story} other="timeline" />}
      {news.count > 0 && (
        <p class="news" role="status">
          <button type="button" onClick={seen}>
            {plural(news.count, "new article")}: show
          </button>
        </p>
      )}
      <More pages={pages} nothing="No article answers this. Take a filter away.">
        <ul class="cards articles">
          {pages.items.map((article) => (
            <li class="card" key={article.id}>
              <div class="card-body">
                <h2>
                  <a href={`/articles/${encodeURIComponent(article.id)}`}>{article.title ?? "Without a title"}</a>
                </h2>
                {article.snippet !== null && <p class="evidence-line">{marked(article.snippet)}</p>}
                <p class="meta">
                  <span>{article.outlet ?? "a paper not named"}</span>
                  <span>{day(article.published)}</span>
                  <span>{plural(article.events, "act")}</span>
                  <span>{plural(article.statements, "statement")}</span>
                  {story === null && article.story !== null && (
                    <span>
                      <a href={`/timeline?story=${encodeURIComponent(article.story)}`}>
                        its story<span class="unseen">: {article.title ?? "without a title"}</span>
                      </a>
                    </span>
                  )}
                  {article.copies > 1 && <span>{`${article.copies} papers print it`}</span>}
                </p>
              </div>
            </li>
          ))}
        </ul>
        <Export name="articles" shown={pages.items} all={everything(pages, address)} rows={(items) => items.map(({ snippet: _, ...row }) => ({ ...row }))} />
      </More>
    </>
  );
}

/** A snippet in which the found words stand between U+2068 and U+2069 or in brackets; they are drawn as marks, never as HTML. */
function marked(snippet: string) {
  return snippet.split(/(\u2068[^\u2069]*\u2069)/).map((part, at) => (part.startsWith("\u2068") ? <mark key={at}>{part.slice(1, -1)}</mark> : part));
}
