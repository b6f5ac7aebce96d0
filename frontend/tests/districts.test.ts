import assert from "node:assert/strict";
import { test } from "node:test";
import { rank } from "../src/card/districts.ts";
import { shadeOf } from "../src/live/shading.ts";
import { asRgb } from "../src/map/colours.ts";

test("districts are shaded as the server shades them", () => {
  const values = [0, 50, null, 100];
  assert.deepEqual([0, 19.9, 20, 50, 100, null].map((value) => shadeOf(value, values)), [
    "shade-1", "shade-1", "shade-2", "shade-3", "shade-5", "unknown",
  ]);
  assert.equal(shadeOf(7, [7, 7]), "shade-3");
});

test("of equals the rank is the same, and none has none", () => {
  const values = [90, 70, 70, null, 10].map((value) => ({ value }));
  assert.deepEqual(values.map(({ value }) => rank(value, values)), ["1", "2", "2", "–", "4"]);
});

test("a mixed colour is written as the live map reads it", () => {
  assert.equal(asRgb("color(srgb 0.904314 0.94902 1)"), "rgb(231, 242, 255)");
  assert.equal(asRgb("rgb(1, 2, 3)"), "rgb(1, 2, 3)");
});
