// A view that is no picture as one: its words, boxes and lines where the page shows them, as SVG.

import { standalone } from "./picture.ts";

const SVG = "http://www.w3.org/2000/svg";
/** What is there to ask and not to show. */
const CONTROLS = ".filters, .paste, .export, .tabs, .legend, .pointed, .more, .news, .unseen, .card-face, input, select, textarea, summary";
/** The most pieces that are drawn: more would be no picture that anybody looks at. */
const MOST = 20_000;
const EDGE = 16;

/** The picture of a view, without what only serves to ask. */
export function sheetOf(view: Element): SVGSVGElement {
  const back = unscrolled(view);
  try {
    return drawn(view);
  } finally {
    back();
  }
}

/** Scrolls the page and what scrolls in it to the start, where nothing is stuck to an edge; the result scrolls back. Nothing is painted between. */
function unscrolled(view: Element): () => void {
  const moved = [document.documentElement, ...view.querySelectorAll("*")].filter((one) => one.scrollTop !== 0 || one.scrollLeft !== 0).map((one) => ({ one, left: one.scrollLeft, top: one.scrollTop }));
  for (const { one } of moved) one.scrollTo({ left: 0, top: 0, behavior: "instant" });
  return () => {
    for (const { one, left, top } of moved) one.scrollTo({ left, top, behavior: "instant" });
  };
}

function drawn(view: Element): SVGSVGElement {
  const area = view.getBoundingClientRect();
  const sheet = new Sheet(area.left - EDGE, area.top - EDGE);
  sheet.children(view);
  return sheet.finished(area.width + 2 * EDGE);
}

class Sheet {
  private readonly svg = document.createElementNS(SVG, "svg");
  private readonly ink = document.createElement("canvas").getContext("2d");
  /** Where the first and the last piece lie. */
  private upper = Infinity;
  private bottom = 0;
  private pieces = 0;

  constructor(
    private readonly left: number,
    private readonly top: number,
  ) {}

  finished(width: number): SVGSVGElement {
    const upper = Math.max(0, Math.min(this.upper, this.bottom) - EDGE);
    const height = this.bottom - upper + EDGE;
    this.svg.setAttribute("xmlns", SVG);
    for (const [name, value] of Object.entries({ width, height })) this.svg.setAttribute(name, String(Math.ceil(value)));
    this.svg.setAttribute("viewBox", `0 ${Math.floor(upper)} ${Math.ceil(width)} ${Math.ceil(height)}`);
    const paper = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ y: String(Math.floor(upper)), width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor })) paper.setAttribute(name, value);
    this.svg.prepend(paper);
    return this.svg;
  }

  children(parent: Element): void {
    for (const node of parent.childNodes) {
      if (this.pieces >= MOST) return;
      if (node instanceof Text) this.text(node, parent);
      else if (node instanceof SVGSVGElement) this.picture(node);
      else if (node instanceof Element) this.element(node);
    }
  }

  private element(element: Element): void {
    if (element.matches(CONTROLS)) return;
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden") return;
    const boxes = style.display.startsWith("inline") ? [...element.getClientRects()] : [element.getBoundingClientRect()];
    for (const box of boxes) this.box(box, style);
    this.children(element);
    this.after(element, style);
  }

  private box(box: DOMRect, style: CSSStyleDeclaration): void {
    if (box.width === 0 || box.height === 0) return;
    if (!/^(transparent|rgba\(.*, 0\))$/.test(style.backgroundColor)) {
      this.reach(box);
      this.add("rect", { ...this.at(box), width: box.width, height: box.height, rx: parseFloat(style.borderRadius) || 0, fill: style.backgroundColor });
    }
    const sides = [
      ["top", box.left, box.top, box.right, box.top],
      ["bottom", box.left, box.bottom, box.right, box.bottom],
      ["left", box.left, box.top, box.left, box.bottom],
      ["right", box.right, box.top, box.right, box.bottom],
    ] as const;
    for (const [side, x1, y1, x2, y2] of sides) {
      const width = parseFloat(style.getPropertyValue(`border-${side}-width`));
      if (!(width > 0)) continue;
      const stroke = style.getPropertyValue(`border-${side}-color`);
      this.add("line", { x1: x1 - this.left, y1: y1 - this.top, x2: x2 - this.left, y2: y2 - this.top, stroke, "stroke-width": width });
    }
  }

  private text(node: Text, parent: Element): void {
    const [start, end] = [node.data.length - node.data.trimStart().length, node.data.trimEnd().length];
    if (start >= end) return;
    const style = getComputedStyle(parent);
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    if (range.getClientRects().length <= 1) return this.line(node.data, range.getBoundingClientRect(), style);
    // A text that is broken into lines is put together again word by word.
    let line: { text: string; box: DOMRect } | null = null;
    for (const word of node.data.matchAll(/\S+\s*/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].trimEnd().length);
      const box = range.getBoundingClientRect();
      if (line !== null && Math.abs(line.box.top - box.top) < 2) {
        line = { text: line.text + word[0], box: new DOMRect(line.box.left, line.box.top, box.right - line.box.left, line.box.height) };
      } else {
        if (line !== null) this.line(line.text, line.box, style);
        line = { text: word[0], box };
      }
    }
    if (line !== null) this.line(line.text, line.box, style);
  }

  private line(text: string, box: DOMRect, style: CSSStyleDeclaration): void {
    const words = text.replaceAll(/\s+/g, " ").trim();
    if (words === "" || box.width === 0) return;
    const letters = this.add("text", {
      x: box.left - this.left,
      y: box.top - this.top + this.ascent(style, box.height),
      fill: style.color,
      "font-family": style.fontFamily,
      "font-size": style.fontSize,
      "font-weight": style.fontWeight,
      "font-style": style.fontStyle,
      // Another machine may have other fonts; the words keep their places.
      textLength: box.width,
      lengthAdjust: "spacingAndGlyphs",
    });
    if (style.textDecorationLine !== "none") letters.setAttribute("text-decoration", style.textDecorationLine);
    letters.textContent = words;
    this.reach(box);
  }

  /** From the upper edge of a line's letters to the line that they stand on. */
  private ascent(style: CSSStyleDeclaration, height: number): number {
    if (this.ink === null) return height * 0.8;
    this.ink.font = style.font;
    return this.ink.measureText("x").fontBoundingBoxAscent;
  }

  /** What the style sheet writes behind an element, such as the dot between two details. */
  private after(element: Element, style: CSSStyleDeclaration): void {
    const content = getComputedStyle(element, "::after").content;
    const text = /^"(.*)"$/.exec(content)?.[1]?.trim() ?? "";
    const box = [...element.getClientRects()].at(-1);
    if (text === "" || box === undefined || this.ink === null) return;
    this.ink.font = style.font;
    const width = this.ink.measureText(text).width;
    this.line(text, new DOMRect(box.right - width, box.top, width, box.height), style);
  }

  private picture(svg: SVGSVGElement): void {
    const box = svg.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    const copy = standalone(svg);
    for (const [name, value] of Object.entries(this.at(box))) copy.setAttribute(name, value.toFixed(1));
    this.svg.append(copy);
    this.pieces += copy.querySelectorAll("*").length;
    this.reach(box);
  }

  private reach(box: DOMRect): void {
    this.upper = Math.min(this.upper, box.top - this.top);
    this.bottom = Math.max(this.bottom, box.bottom - this.top);
  }

  private at(box: DOMRect): { x: number; y: number } {
    return { x: box.left - this.left, y: box.top - this.top };
  }

  private add(name: string, attributes: Record<string, string | number>): Element {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, typeof value === "number" ? String(Number(value.toFixed(1))) : value);
    this.svg.append(element);
    this.pieces += 1;
    return element;
  }
}
