import assert from "node:assert/strict";
import { test } from "node:test";
import type { Card, Frame, Snapshot } from "../src/live/card.ts";
import { isWorthShowing, Picture } from "../src/live/picture.ts";

const card = (id: string, value: number): Card => ({
  id, kind: "indicator", section: "now", form: "open", title: { en: id }, body: { value },
  trust: { source: "s", source_name: {}, origin: "measured", freshness: "live", phenomenon_time: "", received_at: "" },
});
const head = (number: number) => ({ number, at: "2022-03-05T05:00:00Z", city_time: "2022-03-05T05:00:00Z", speed: 60 });
const frame = (number: number, changed: Card[], removed: string[] = []): Frame => ({ ...head(number), previous: "", changed, removed });
const snapshot = (number: number, cards: Card[]): Snapshot => ({ ...head(number), hash: "", view: "public", cards });

/** A small seeded generator: the same histories in every run. */
function* draws(seed: number): Generator<number> {
  for (;;) yield ((seed = (seed * 48271) % 2147483647) - 1) / 2147483646;
}

test("a snapshot and the frames after it make the next snapshot", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const draw = draws(seed);
    const next = (below: number) => Math.floor(draw.next().value! * below);
    const truth = new Map<string, Card>();
    const folded = new Picture();
    folded.replace(snapshot(0, []));
    for (let number = 1; number <= 30; number += 1) {
      const removed = [...truth.keys()].filter(() => next(8) === 0);
      for (const id of removed) truth.delete(id);
      const changed = Array.from({ length: next(4) }, () => card(`card/${next(6)}`, next(100)));
      for (const one of changed) truth.set(one.id, one);
      folded.fold(frame(number, changed, removed));
    }
    const fresh = new Picture();
    fresh.replace(snapshot(30, [...truth.values()]));
    const byId = (picture: Picture) => [...picture.cards].sort(([one], [other]) => (one < other ? -1 : 1));
    assert.deepEqual(byId(folded), byId(fresh));
    assert.equal(folded.number, 30);
  }
});

test("a frame that is not the next one is refused", () => {
  const picture = new Picture();
  picture.replace(snapshot(5, [card("a/a", 1)]));
  assert.equal(picture.follows(frame(7, [])), false);
  assert.throws(() => picture.fold(frame(7, [])), /7 does not follow 5/);
});

test("replacing the picture names what came, changed and left, and nothing else", () => {
  const picture = new Picture();
  picture.replace(snapshot(1, [card("a/same", 1), card("a/changed", 1), card("a/gone", 1)]));
  const changed = picture.replace(snapshot(2, [card("a/same", 1), card("a/changed", 2), card("a/new", 1)]));
  assert.deepEqual([...changed].sort(), ["a/changed", "a/gone", "a/new"]);
});

test("a kept picture is shown after a restart, of the page's own number too, and never over a newer one", () => {
  const cases: [number, number, number, boolean][] = [
    [12, 12, 0, true],
    [13, 12, 0, true],
    [11, 12, 0, false],
    [12, 12, 12, false],
    [12, 10, 13, false],
  ];
  for (const [kept, page, followed, expected] of cases) assert.equal(isWorthShowing(kept, page, followed), expected, `${kept} ${page} ${followed}`);
});
