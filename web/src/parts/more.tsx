import type { ComponentChildren } from "preact";
import type { Paged } from "./pages.tsx";
import { Failed } from "./wait.tsx";

/** A list that grows: its items, why there are none, and the button for the next ones. */
export function More<T>({ pages, nothing, children }: { pages: Paged<T>; nothing: string; children: ComponentChildren }) {
  if (pages.problem !== null) return <Failed problem={pages.problem} />;
  if (pages.items.length === 0)
    return (
      <p class="quiet" role="status" aria-busy={pages.busy}>
        {pages.busy ? "Reading…" : nothing}
      </p>
    );
  return (
    <div aria-busy={pages.busy}>
      {children}
      {pages.more !== null && (
        <button type="button" class="more" onClick={pages.more}>
          More
        </button>
      )}
    </div>
  );
}
