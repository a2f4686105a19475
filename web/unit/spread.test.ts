import assert from "node:assert/strict";
import { test } from "node:test";
import { clear, spread } from "../src/spread.ts";

const box = (x: number, y: number) => ({ x, y, halfWidth: 20, halfHeight: 10 });

test("labels on top of each other come apart and stay on the sheet", () => {
  const moved = spread([box(50, 50), box(50, 50), box(52, 51), box(500, 50)], 200, 100);
  for (const [at, one] of moved.entries()) {
    assert.ok(one.x >= 20 && one.x <= 180 && one.y >= 10 && one.y <= 90);
    for (const other of moved.slice(at + 1)) assert.ok(Math.abs(one.x - other.x) >= 39.9 || Math.abs(one.y - other.y) >= 19.9);
  }
});

test("of labels that cover each other the first is kept", () => {
  const boxes = [box(50, 50), box(60, 55), box(50, 90)];
  assert.deepEqual([...clear(boxes)], [boxes[0], boxes[2]]);
});
