import assert from "node:assert/strict";
import { test } from "node:test";
import { toCsv } from "../src/parts/csv.ts";

test("cells are quoted as RFC 4180 says", () => {
  assert.equal(toCsv([{ a: 'say "no"', b: 1 }, { a: "x, y", c: null }]), 'a,b,c\r\n"say ""no""",1,\r\n"x, y",,\r\n');
});

test("what an article says is never run by a spreadsheet", () => {
  assert.equal(toCsv([{ a: "=HYPERLINK(1)", b: -5 }]), "a,b\r\n'=HYPERLINK(1),-5\r\n");
});
