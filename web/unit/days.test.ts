import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, isoDay } from "../src/days.ts";

test("days are counted without time zones", () => {
  assert.equal(dayNumber("1970-01-01"), 0);
  assert.equal(dayNumber("2026-04-22T23:30:00-05:00"), dayNumber("2026-04-22"));
  assert.equal(dayNumber("2026-04"), null);
  assert.equal(isoDay(dayNumber("2026-04-22") ?? 0), "2026-04-22");
});
