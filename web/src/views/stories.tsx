// What is going on: articles about the same, from the first to the latest.

import { asking } from "../api.ts";
import { Export } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { More } from "../parts/more.tsx";
import { everything, usePages } from "../parts/pages.tsx";
import type { StoryRow } from "../rows.ts";
import { useRoute } from "../route.ts";
import { plural, span } from "../words.ts";

const FIELDS: Field[] = ["q", "articles_min", "who", "type", "place", "from", "to", "outlet"];

export function StoriesView() {
  const { query } = useRoute();
  const address = asking("/v1/stories", question(query, FIELDS));
  const pages = usePages<StoryRow>(address);
  return (
    <>
      <Filters fields={FIELDS} />
      <More pages={pages} nothing="No story has such an article. Take a filter away.">
        <ul class="cards articles">
          {pages.items.map((story) => (
            <StoryItem key={story.id} story={story} />
          ))}
        </ul>
        <Export name="stories" shown={pages.items} all={everything(pages, address)} rows={(items) => items.map((row) => ({ ...row }))} />
      </More>
    </>
  );
}

function StoryItem({ story }: { story: StoryRow }) {
  const id = encodeURIComponent(story.id);
  return (
    <li class="card">
      <div class="card-body">
        <h2>
          <a href={`/timeline?story=${id}`}>{story.title}</a>
        </h2>
        <p class="meta">
          <span>{span(story.first_seen, story.last_seen)}</span>
          <span>{plural(story.articles, "article")}</span>
          <span>{plural(story.sources, "independent source")}</span>
        </p>
        <p class="meta">
          <span>
            <a href={`/timeline?story=${id}`}>
              timeline<span class="unseen"> of {story.title}</span>
            </a>
          </span>
          <span>
            <a href={`/articles?story=${id}`}>
              articles<span class="unseen"> of {story.title}</span>
            </a>
          </span>
        </p>
      </div>
    </li>
  );
}
