import assert from "node:assert/strict";
import { test } from "node:test";
import { number } from "../src/guess/slider.ts";

test("a number is read as the server reads it", () => {
  assert.equal(number("9,400,000"), 9_400_000);
  assert.equal(number(" 12.5 "), 12.5);
  for (const text of ["", "  ", "many", "1e999"]) assert.equal(number(text), null, text);
});
