import { useRef, useState } from "preact/hooks";
import { plural } from "../words.ts";
import { type Row, toCsv } from "./csv.ts";
import { pictureAsPng, pictureAsSvg, standalone } from "./picture.ts";
import { sheetOf } from "./sheet.ts";

/** Rows that are taken along at most. */
export const MOST_TAKEN = 10_000;

interface Props<T> {
  /** The file name without its ending. */
  name: string;
  /** What the view shows. */
  shown: T;
  rows: (of: T) => Row[];
  /** All that the question finds, where the view shows a part of it. */
  all?: (() => Promise<T>) | undefined;
  /** The view's own picture; where it has none, the view itself is drawn as it stands. */
  picture?: () => SVGSVGElement | null;
}

/** Takes along what the question finds, as CSV or JSON, and what the view shows of it, as a picture. */
export function Export<T>({ name, shown, rows, all, picture }: Props<T>) {
  const [told, tell] = useState<{ words: string; wrong: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  const attempt = async (work: () => Promise<string | null>) => {
    setBusy(true);
    tell(null);
    try {
      const words = await work();
      if (words !== null) tell({ words, wrong: false });
    } catch (error) {
      tell({ words: `It cannot be made: ${error instanceof Error ? error.message : String(error)}`, wrong: true });
    } finally {
      setBusy(false);
    }
  };
  const asData = (form: "csv" | "json") =>
    attempt(async () => {
      const taken = all === undefined ? shown : await all();
      const lines = rows(taken);
      if (form === "csv") save(`${name}.csv`, new Blob([toCsv(lines)], { type: "text/csv;charset=utf-8" }));
      else save(`${name}.json`, new Blob([JSON.stringify(taken, null, 2)], { type: "application/json" }));
      if (all === undefined) return null;
      return `${plural(lines.length, "row")} saved${lines.length >= MOST_TAKEN ? "; there may be more: narrow the question, or use dateline export" : ""}.`;
    });
  const asPicture = (form: "svg" | "png") =>
    attempt(async () => {
      const drawing = picture?.() ?? null;
      const view = group.current?.closest("main") ?? document.body;
      const whole = drawing === null ? sheetOf(view) : standalone(drawing);
      if (form === "svg") save(`${name}.svg`, new Blob([pictureAsSvg(whole)], { type: "image/svg+xml" }));
      else save(`${name}.png`, await pictureAsPng(whole));
      return null;
    });
  return (
    <div class="export" ref={group} role="group" aria-label="Export this view">
      <span class="quiet">Take it with you:</span>
      {(["csv", "json"] as const).map((form) => (
        <button key={form} type="button" disabled={busy} onClick={() => void asData(form)}>
          {form.toUpperCase()}
        </button>
      ))}
      {(["svg", "png"] as const).map((form) => (
        <button key={form} type="button" disabled={busy} onClick={() => void asPicture(form)}>
          {form.toUpperCase()}
        </button>
      ))}
      <span role={told?.wrong ? "alert" : "status"} class="quiet">
        {busy ? "Taking…" : told?.words}
      </span>
    </div>
  );
}

function save(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the address after this function has ended.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
