import assert from "node:assert/strict";
import { test } from "node:test";
import { binEnd, binFor, binStart, dayNumber, isoDay } from "../src/days.ts";

test("days are counted without time zones", () => {
  assert.equal(dayNumber("1970-01-01"), 0);
  assert.equal(dayNumber("2026-04-22T23:30:00-05:00"), dayNumber("2026-04-22"));
  assert.equal(dayNumber("2026-04"), null);
  assert.equal(isoDay(dayNumber("2026-04-22") ?? 0), "2026-04-22");
});

test("weeks begin on Monday and months end where they end", () => {
  const sunday = dayNumber("2026-04-26") ?? 0;
  assert.equal(isoDay(binStart(sunday, "week")), "2026-04-20");
  assert.equal(isoDay(binEnd(binStart(sunday, "week"), "week")), "2026-04-26");
  assert.equal(isoDay(binEnd(binStart(dayNumber("2024-02-11") ?? 0, "month"), "month")), "2024-02-29");
  assert.equal(isoDay(binStart(-1, "week")), "1969-12-29");
  assert.equal(binFor(0, 30), "day");
  assert.equal(binFor(0, 3000), "month");
});
