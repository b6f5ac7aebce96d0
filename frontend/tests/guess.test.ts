import assert from "node:assert/strict";
import { test } from "node:test";
import { heightOf, nearest, valueAt } from "../src/guess/line.ts";
import { number } from "../src/guess/slider.ts";

test("a number is read as the server reads it", () => {
  assert.equal(number("9,400,000"), 9_400_000);
  assert.equal(number(" 12.5 "), 12.5);
  for (const text of ["", "  ", "many", "1e999"]) assert.equal(number(text), null, text);
});

const scale = { low: 0, high: 100, step: 5, top: 10, bottom: 210 };

test("a height of the drawing is a value in steps, and back", () => {
  assert.equal(valueAt(210, scale), 0);
  assert.equal(valueAt(111, scale), 50);
  assert.equal(valueAt(-40, scale), 100);
  assert.equal(heightOf(50, scale), 110);
  assert.equal(heightOf(400, scale), 10);
});

test("the pointer moves the point beside it, and none while it is over what is shown", () => {
  const fields = ["400", "500", "600"].map((x) => ({ dataset: { x } }));
  assert.equal(nearest(fields, 410), fields[0]);
  assert.equal(nearest(fields, 560), fields[2]);
  assert.equal(nearest(fields, 700), fields[2]);
  assert.equal(nearest(fields, 300), null);
});
