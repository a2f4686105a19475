// The columns of a chart as buttons: for the pointer, for keys and for screen readers.

const SVG = "http://www.w3.org/2000/svg";

/** A column of a chart, and what it is called. */
export interface Column {
  /** What tells it from the others, in their order: its first day. */
  key: string;
  /** What a screen reader says and the pointer shows. */
  label: string;
  /** From its left to its right edge in the picture. */
  left: number;
  right: number;
  open: () => void;
}

/**
 * Lays a button over each column, from `top` down to `bottom`. One of them is a stop of the Tab key: the one that `held` names,
 * which had the focus in the picture before this one and gets it again, else that which `first` names. Arrow keys, Home and End go
 * from column to column, Enter and the space bar open one.
 */
export function layButtons(svg: SVGSVGElement, columns: Column[], { top, bottom, first, held }: { top: number; bottom: number; first: string; held: string | null }): void {
  const buttons = columns.map((column) => button(column, top, bottom));
  svg.append(...buttons);
  buttons.forEach((one, at) =>
    one.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Enter" || event.key === " ") columns[at]?.open();
      else {
        const to = goal(event.key, at, buttons.length);
        if (to === null) return;
        step(buttons, to).focus();
      }
      event.preventDefault();
    }),
  );
  if (buttons.length === 0) return;
  const chosen = step(buttons, nearest(columns.map(({ key }) => key), held ?? first, held === null));
  if (held !== null) chosen.focus({ preventScroll: true });
}

function button({ key, label, left, right, open }: Column, top: number, bottom: number): SVGRectElement {
  const rect = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ class: "column-button", role: "button", tabindex: -1, "aria-label": label, "data-key": key, x: left, y: top, width: Math.max(1, right - left), height: bottom - top })) {
    rect.setAttribute(name, String(value));
  }
  const title = document.createElementNS(SVG, "title");
  title.textContent = label;
  rect.append(title);
  rect.addEventListener("click", open);
  return rect;
}

/** Makes one button the stop of the Tab key. */
function step(buttons: SVGRectElement[], to: number): SVGRectElement {
  buttons.forEach((one, at) => one.setAttribute("tabindex", at === to ? "0" : "-1"));
  return buttons[to]!;
}

/** Where a key leads from a place among so many; null for other keys. */
export function goal(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return Math.min(at + 1, count - 1);
    case "ArrowLeft":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** The place of a key among keys in order; where it is not there, that of the last before it, or with `before` false of the first behind it. */
export function nearest(keys: string[], key: string, before: boolean): number {
  if (before) return Math.max(0, keys.findLastIndex((one) => one <= key));
  const behind = keys.findIndex((one) => one >= key);
  return behind < 0 ? Math.max(0, keys.length - 1) : behind;
}
