import assert from "node:assert/strict";
import { test } from "node:test";
import { aside, marked, marks } from "../src/map/incidents.ts";
import { drawing, toDegrees, toUnits } from "../src/map/projection.ts";
import { spread } from "../src/map/spread.ts";
import { niceRange } from "../src/chart/series.ts";

const seoul = drawing("126.75,37.42,127.19,37.71", "0 0 1000 827");

test("units and degrees undo each other", () => {
  const [longitude, latitude] = toDegrees(seoul, ...toUnits(seoul, 126.98, 37.57));
  assert.ok(Math.abs(longitude - 126.98) < 1e-9);
  assert.ok(Math.abs(latitude - 37.57) < 1e-9);
  assert.deepEqual(toUnits(seoul, 126.75, 37.71).map(Math.round), [0, 0]);
});

test("a label steps away from a marker on it, and only then", () => {
  assert.equal(aside(0, 10), -32);
  assert.equal(aside(0, -10), 32);
  assert.equal(aside(80, 0), 0);
  assert.equal(aside(0, 60), 0);
});

test("only open, running incidents with a point are marked, the gravest last", () => {
  const incident = (id: string, body: object, place?: object) =>
    ({ form: "open", id, kind: "incident", section: "now", title: { en: id }, body, trust: {}, place }) as never;
  const here = { longitude: 127, latitude: 37.5 };
  const shown = marks(
    [
      incident("c", { severity: "severe" }, here),
      incident("a", { severity: "minor" }, here),
      incident("b", { severity: "minor", closed_at: "2022-03-05T05:00:00Z" }, here),
      incident("d", { severity: "minor" }),
      { form: "withheld", id: "e", kind: "incident", section: "now", commitment: "", release: {}, place: here },
    ],
    "en",
  );
  assert.deepEqual(shown.map((one) => one.id), ["a", "c"]);
});

test("the domain of projects marks projects by their level, every other one incidents", () => {
  const card = (id: string, kind: string, body: object) =>
    ({ form: "open", id, kind, section: "now", title: { en: id }, body, trust: {}, place: { longitude: 127, latitude: 37.5 } }) as never;
  const cards = [card("project/a", "project", { level: "bad" }), card("incident/b", "incident", { severity: "minor" })];
  assert.deepEqual(marks(cards, "en", marked("projects")).map((one) => [one.id, one.level]), [["project/a", "bad"]]);
  assert.deepEqual(marks(cards, "en", marked("air")).map((one) => [one.id, one.level]), [["incident/b", null]]);
  assert.equal(marked(undefined), "incident");
});

test("the axis ends at round numbers around the values", () => {
  assert.deepEqual(niceRange(42, 66), [40, 70]);
  assert.deepEqual(niceRange(3, 66), [0, 80]);
  assert.deepEqual(niceRange(-5, 5), [-5, 5]);
});

test("markers of one spot come apart, those with room stay", () => {
  const spots = [[50, 50], [50, 50], [50, 50], [60, 50], [400, 50]] as const;
  const moves = spread(spots, 26);
  const stand = spots.map(([x, y], place) => [x + moves[place]![0], y + moves[place]![1]] as const);
  for (const [place, one] of stand.entries()) {
    for (const other of stand.slice(place + 1)) {
      assert.ok(Math.max(Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1])) > 25);
    }
  }
  assert.deepEqual(moves.at(-1), [0, 0]);
  assert.deepEqual(spread(spots, 26), moves);
});
