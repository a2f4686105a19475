import assert from "node:assert/strict";
import { test } from "node:test";
import { CodePointText } from "../src/codepoints.ts";

test("spans count code points, not UTF-16 units", () => {
  const text = new CodePointText("Élysée 🕊️ said 😀😀.");
  assert.equal(text.slice([0, 6]), "Élysée");
  assert.equal(text.slice([7, 9]), "🕊️");
  assert.equal(text.slice([10, 14]), "said");
  assert.equal(text.slice([15, 17]), "😀😀");
  assert.equal(text.length, 18);
});

test("spans outside the text are drawn to its ends or are empty", () => {
  for (const words of ["abc", "a😀c"]) {
    const text = new CodePointText(words);
    assert.equal(text.slice([1, 99]), words.slice(1));
    assert.equal(text.slice([2, 2]), "");
    assert.equal(text.slice([3, 1]), "");
    assert.equal(text.slice([9, 12]), "");
  }
});
