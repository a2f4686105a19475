// Cutting a sentence at the borders of all facts that lie in it, so that overlapping facts can be drawn and clicked.

import type { Span } from "./record.ts";

/** A fact's words: which fact, as what it is drawn, and where. */
export interface Marking<Kind extends string = string> {
  fact: string;
  kind: Kind;
  span: Span;
}

/** A stretch of text under the same facts throughout. */
export interface Segment<Kind extends string = string> {
  span: Span;
  /** The narrowest first: what a reader points at is most likely the smallest thing there. */
  markings: Marking<Kind>[];
}

/** The stretches of `within`, in order and without gaps. Markings may overlap and reach beyond it. */
export function segments<Kind extends string>(within: Span, markings: Marking<Kind>[]): Segment<Kind>[] {
  const [start, end] = within;
  const here = markings.filter(({ span }) => span[0] < end && start < span[1] && span[0] < span[1]);
  const borders = new Set([start, end]);
  for (const { span } of here) {
    if (span[0] > start) borders.add(span[0]);
    if (span[1] < end) borders.add(span[1]);
  }
  const cuts = [...borders].sort((a, b) => a - b);
  const result: Segment<Kind>[] = [];
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const span: Span = [cuts[index]!, cuts[index + 1]!];
    const covering = here.filter((marking) => marking.span[0] <= span[0] && span[1] <= marking.span[1]);
    covering.sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]));
    result.push({ span, markings: covering });
  }
  return result;
}
