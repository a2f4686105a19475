// Records count Unicode code points, JavaScript strings count UTF-16 units: an emoji is one of the former and two of the latter.

import type { Span } from "./record.ts";

/** A text that is cut by spans of code points. */
export class CodePointText {
  readonly text: string;
  /** Number of code points. */
  readonly length: number;
  /** UTF-16 index of each code point's start, with the text's length at the end; null where both counts are the same. */
  private readonly starts: Uint32Array | null;

  constructor(text: string) {
    this.text = text;
    if (!/[\ud800-\udfff]/.test(text)) {
      this.starts = null;
      this.length = text.length;
      return;
    }
    const starts: number[] = [];
    let unit = 0;
    for (const character of text) {
      starts.push(unit);
      unit += character.length;
    }
    this.length = starts.length;
    starts.push(unit);
    this.starts = Uint32Array.from(starts);
  }

  /** The UTF-16 index at which a code point starts; indices outside the text are drawn to its ends. */
  unit(codePoint: number): number {
    const within = Math.max(0, Math.min(codePoint, this.length));
    return this.starts === null ? within : (this.starts[within] ?? this.text.length);
  }

  /** The words under a span; empty for a span outside the text. */
  slice([start, end]: Span): string {
    return start < end ? this.text.slice(this.unit(start), this.unit(end)) : "";
  }
}
