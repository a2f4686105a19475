import assert from "node:assert/strict";
import { test } from "node:test";
import { edtf, figure, span } from "../src/words.ts";

const quantity = { kind: "killed", low: 21, high: 21, approximate: false, unit: null, currency: null };

test("figures keep their bounds in words", () => {
  assert.equal(figure(quantity), "21 killed");
  assert.equal(figure({ ...quantity, low: 100, high: null }), "at least 100 killed");
  assert.equal(figure({ ...quantity, low: 25000, high: 25000, approximate: true, kind: "participants" }), "about 25,000 participants");
  assert.equal(figure({ ...quantity, kind: "duration", low: 2, high: 2, unit: "hour" }), "2 hours");
  assert.equal(figure({ ...quantity, kind: "duration", low: 1, high: 1, unit: "day" }), "1 day");
});

test("dates of every kind are told as far as they are known", () => {
  assert.equal(edtf("2026-04-22"), "22 April 2026");
  assert.equal(edtf("2026-04"), "April 2026");
  assert.equal(edtf("2026-04-11/2026-04-13"), "11 April 2026 to 13 April 2026");
  assert.equal(edtf("2026-04-22~"), "about 22 April 2026");
  assert.equal(edtf("2026-XX"), "2026-XX");
});

test("a span of one day is that day", () => {
  assert.equal(span("2026-04-06", "2026-04-06"), "6 April 2026");
  assert.equal(span("2026-04-06", "2026-05-01"), "6 April 2026 to 1 May 2026");
  assert.equal(span(null, null), "no date");
});
