// All acts that a question finds, for pictures that need them at once.

import type { ComponentChildren } from "preact";
import { getAll, useLoaded } from "../api.ts";
import { useRoute } from "../route.ts";
import { type ThreadRow, ofStatus } from "../rows.ts";
import { type Field, Filters, question } from "./filters.tsx";
import { Wait } from "./wait.tsx";

/** The filters, and what `children` makes of the acts that they leave; of more than `most`, the latest are taken. */
export function AllThreads({ fields, most, children }: { fields: Field[]; most: number; children: (threads: ThreadRow[]) => ComponentChildren }) {
  const { query } = useRoute();
  const asked = question(query, fields);
  const loaded = useLoaded(asked, (signal) => getAll<ThreadRow>(`/v1/threads?${asked}${asked === "" ? "" : "&"}limit=1000`, most, signal));
  return (
    <>
      <Filters fields={fields} />
      <Wait loaded={loaded}>{(threads) => children(ofStatus(threads, query.get("status")))}</Wait>
    </>
  );
}
