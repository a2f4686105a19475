import type { Status } from "../record.ts";
import { STATUS } from "../words.ts";

/** A status as sign and word. */
export function StatusSign({ status, bare = false }: { status: Status; bare?: boolean }) {
  const { shape, word, says } = STATUS[status];
  return (
    <span class={`status ${status}`} title={says}>
      <span aria-hidden="true">{shape}</span>
      {bare ? <span class="unseen">{word}</span> : ` ${word}`}
    </span>
  );
}
