// The acts that a question finds, as a list that grows.

import { asking } from "../api.ts";
import { ofStatus, type ThreadRow } from "../rows.ts";
import { ThreadItem } from "./act.tsx";
import { More } from "./more.tsx";
import { usePages } from "./pages.tsx";

/** `asked` is a question to `/v1/threads`; `keep` says which of its acts are shown. */
export function Acts({ asked, status = null, keep = () => true }: { asked: string; status?: string | null; keep?: (thread: ThreadRow) => boolean }) {
  const found = usePages<ThreadRow>(asking("/v1/threads", asked));
  const items = ofStatus(found.items, status).filter(keep);
  return (
    <More pages={{ ...found, items }} nothing="No act of this kind.">
      <ul class="cards">
        {items.map((thread) => (
          <ThreadItem key={thread.id} thread={thread} />
        ))}
      </ul>
    </More>
  );
}
