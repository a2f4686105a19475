import { useState } from "preact/hooks";
import { type Row, toCsv } from "./csv.ts";
import { pictureAsPng, pictureAsSvg } from "./picture.ts";

interface Props {
  /** The file name without its ending. */
  name: string;
  json: unknown;
  rows: () => Row[];
  /** The picture, if the view has one. */
  picture?: () => SVGSVGElement | null;
}

/** Takes what the view shows with it: CSV and JSON, and its picture as SVG and PNG. */
export function Export({ name, json, rows, picture }: Props) {
  const [fault, setFault] = useState<string | null>(null);
  const asPicture = async (form: "svg" | "png") => {
    const svg = picture?.() ?? null;
    if (svg === null) return setFault("There is no picture to take yet.");
    try {
      setFault(null);
      if (form === "svg") save(`${name}.svg`, new Blob([pictureAsSvg(svg)], { type: "image/svg+xml" }));
      else save(`${name}.png`, await pictureAsPng(svg));
    } catch (error) {
      setFault(`The picture cannot be made: ${String(error)}`);
    }
  };
  return (
    <div class="export" role="group" aria-label="Export this view">
      <span class="quiet">Take it with you:</span>
      <button type="button" onClick={() => save(`${name}.csv`, new Blob([toCsv(rows())], { type: "text/csv;charset=utf-8" }))}>
        CSV
      </button>
      <button type="button" onClick={() => save(`${name}.json`, new Blob([JSON.stringify(json, null, 2)], { type: "application/json" }))}>
        JSON
      </button>
      {picture !== undefined && (
        <>
          <button type="button" onClick={() => void asPicture("svg")}>
            SVG
          </button>
          <button type="button" onClick={() => void asPicture("png")}>
            PNG
          </button>
        </>
      )}
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
