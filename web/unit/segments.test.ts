import assert from "node:assert/strict";
import { test } from "node:test";
import { type Marking, segments } from "../src/segments.ts";

const mark = (fact: string, start: number, end: number): Marking => ({ fact, kind: "k", span: [start, end] });

test("overlapping facts cut a sentence without gaps, the narrowest first", () => {
  const cut = segments([10, 30], [mark("s1", 12, 40), mark("e1", 15, 18), mark("q1", 17, 20)]);
  assert.deepEqual(
    cut.map(({ span, markings }) => [...span, markings.map(({ fact }) => fact).join(" ")]),
    [
      [10, 12, ""],
      [12, 15, "s1"],
      [15, 17, "e1 s1"],
      [17, 18, "e1 q1 s1"],
      [18, 20, "q1 s1"],
      [20, 30, "s1"],
    ],
  );
});

test("facts elsewhere and empty ones cut nothing", () => {
  assert.deepEqual(segments([0, 5], [mark("e1", 5, 9), mark("e2", 2, 2)]), [{ span: [0, 5], markings: [] }]);
});
