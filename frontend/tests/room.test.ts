/** The room's hands: one press is one press, and an answer is put where it belongs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isSecond } from "../src/room/acts.ts";
import { Incident } from "../src/room/incident.ts";
import { isHeld } from "../src/room/keys.ts";
import { Turns } from "../src/room/turns.ts";

test("a key that is held is one press, but on the way along the board", () => {
  assert.equal(isHeld({ key: "a", repeat: true }), true);
  assert.equal(isHeld({ key: "Enter", repeat: true }), true);
  assert.equal(isHeld({ key: "a", repeat: false }), false);
  for (const key of ["j", "k", "ArrowDown", "ArrowUp"]) assert.equal(isHeld({ key, repeat: true }), false);
});

test("a second press means it once it cannot be the first one's", () => {
  const names = new Set<string>();
  const due: [number, () => void][] = [];
  const button = {
    classList: {
      contains: (name: string) => names.has(name),
      add: (name: string) => void names.add(name),
      remove: (...all: string[]) => all.forEach((name) => names.delete(name)),
    },
  } as unknown as Element;
  const press = (): boolean => isSecond(button, (call, after) => void due.push([after, call]));
  assert.equal(press(), false);
  assert.equal(press(), false);
  assert.deepEqual(due.map(([after]) => after), [500, 6000]);
  due[0]?.[1]();
  assert.equal(press(), true);
  due[1]?.[1]();
  assert.equal(press(), false);
});

test("a late answer is not put over another incident", () => {
  const asked: string[] = [];
  const view = { querySelectorAll: () => [], addEventListener: () => undefined, dataset: {} };
  const incident = new Incident({ dataset: { selected: "b" } } as never, view as never);
  const told = { dataset: { freshIncident: "a" }, querySelectorAll: (parts: string) => (asked.push(parts), []) };
  incident.put({ querySelector: () => told } as never, true);
  assert.deepEqual([asked, view.dataset], [[], {}]);
});

test("what was asked for before an act was answered is asked for again", async () => {
  const turns = new Turns();
  const answers = ["en route", "arrived"];
  const waiting: (() => void)[] = [];
  const ask = (): Promise<string> => new Promise((done) => waiting.push(() => done(answers.shift()!)));
  const looked = turns.ask(ask);
  turns.next();
  waiting.shift()!();
  await new Promise(setImmediate);
  waiting.shift()!();
  assert.equal(await looked, "arrived");
});
