import { type Page, useJson } from "../api.ts";
import type { StoryRow } from "../rows.ts";
import { setQuery } from "../route.ts";
import { plural, span } from "../words.ts";

/** Which story a view is held to, and the way out of it; `other` names the view that shows the same story otherwise. */
export function StoryLine({ id, other }: { id: string; other: "timeline" | "articles" }) {
  const loaded = useJson<Page<StoryRow>>(`/v1/stories?story=${encodeURIComponent(id)}&limit=1`);
  const story = loaded.state === "ready" ? loaded.value.items[0] : undefined;
  return (
    <p class="row">
      <span>
        The story <strong>{story?.title ?? id}</strong>
        {story !== undefined && <span class="quiet">{`: ${plural(story.articles, "article")}, ${plural(story.sources, "independent source")}, ${span(story.first_seen, story.last_seen)}`}</span>}
      </span>
      <a href={`/${other}?story=${encodeURIComponent(id)}`}>its {other}</a>
      <button type="button" onClick={() => setQuery({ story: null }, false)}>
        All stories
      </button>
    </p>
  );
}
