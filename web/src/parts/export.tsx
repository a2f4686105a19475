import { useRef, useState } from "preact/hooks";
import { type Row, toCsv } from "./csv.ts";
import { pictureAsPng, pictureAsSvg, standalone } from "./picture.ts";
import { sheetOf } from "./sheet.ts";

interface Props {
  /** The file name without its ending. */
  name: string;
  json: unknown;
  rows: () => Row[];
  /** The view's own picture; where it has none, the view itself is drawn as it stands. */
  picture?: () => SVGSVGElement | null;
}

/** Takes what the view shows with it: CSV, JSON, and a picture as SVG or PNG. */
export function Export({ name, json, rows, picture }: Props) {
  const [fault, setFault] = useState<string | null>(null);
  const group = useRef<HTMLDivElement>(null);
  const asPicture = async (form: "svg" | "png") => {
    const drawing = picture?.() ?? null;
    const view = group.current?.closest("main") ?? document.body;
    try {
      setFault(null);
      const whole = drawing === null ? sheetOf(view) : standalone(drawing);
      if (form === "svg") save(`${name}.svg`, new Blob([pictureAsSvg(whole)], { type: "image/svg+xml" }));
      else save(`${name}.png`, await pictureAsPng(whole));
    } catch (error) {
      setFault(`The picture cannot be made: ${String(error)}`);
    }
  };
  return (
    <div class="export" ref={group} role="group" aria-label="Export this view">
      <span class="quiet">Take it with you:</span>
      <button type="button" onClick={() => save(`${name}.csv`, new Blob([toCsv(rows())], { type: "text/csv;charset=utf-8" }))}>
        CSV
      </button>
      <button type="button" onClick={() => save(`${name}.json`, new Blob([JSON.stringify(json, null, 2)], { type: "application/json" }))}>
        JSON
      </button>
      <button type="button" onClick={() => void asPicture("svg")}>
        SVG
      </button>
      <button type="button" onClick={() => void asPicture("png")}>
        PNG
      </button>
      {fault !== null && <span role="alert">{fault}</span>}
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
