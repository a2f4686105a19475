import assert from "node:assert/strict";
import { test } from "node:test";
import { goal, nearest } from "../src/parts/columns.ts";

test("keys lead from column to column and not beyond the last", () => {
  assert.deepEqual(["ArrowRight", "ArrowLeft", "Home", "End"].map((key) => goal(key, 1, 4)), [2, 0, 0, 3]);
  assert.deepEqual([goal("ArrowRight", 3, 4), goal("ArrowLeft", 0, 4), goal("Tab", 1, 4)], [3, 0, null]);
});

test("a column that is not there any more is taken by its neighbour", () => {
  const keys = ["2026-04-06", "2026-04-09", "2026-04-20"];
  assert.equal(nearest(keys, "2026-04-09", true), 1);
  assert.equal(nearest(keys, "2026-04-12", true), 1);
  assert.equal(nearest(keys, "2026-04-12", false), 2);
  assert.deepEqual([nearest(keys, "2026-01-01", true), nearest(keys, "2026-05-01", false), nearest([], "2026-05-01", false)], [0, 2, 0]);
});
