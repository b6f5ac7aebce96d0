import assert from "node:assert/strict";
import { test } from "node:test";
import { committed, promises } from "../src/releases/opened.ts";

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

test("a commitment is SHA-256 over the salt's bytes and the content's", async () => {
  // printf '\x00\xff가' | sha256sum
  assert.equal(await committed("00ff", "가"), "098b3a0794e90d951993430b1a4808e01fb005a8292ef306764dac436b10b342");
  assert.notEqual(await committed("00fe", "가"), await committed("00ff", "가"));
});

test("a frame made a promise only for that card and that part", () => {
  const frame = bytes({
    changed: [
      { id: "incident/1", commitment: "aa" },
      { id: "incident/2", fields: [{ field: "body.units", commitment: "bb" }] },
    ],
  });
  const told = (card: string, field: string, commitment: string) => promises(frame, { card, field, commitment });
  assert.equal(told("incident/1", "", "aa"), true);
  assert.equal(told("incident/2", "body.units", "bb"), true);
  assert.equal(told("incident/1", "", "bb"), false);
  assert.equal(told("incident/2", "", "bb"), false);
  assert.equal(told("incident/3", "", "aa"), false);
});
