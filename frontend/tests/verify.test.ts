import assert from "node:assert/strict";
import { test } from "node:test";
import { check, leafHash, type Claim } from "../src/live/verify.ts";

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

async function history(length: number): Promise<{ frames: Map<number, Uint8Array<ArrayBuffer>>; hash: string }> {
  const frames = new Map<number, Uint8Array<ArrayBuffer>>();
  let hash = "0".repeat(64);
  for (let number = 1; number <= length; number += 1) {
    const encoded = bytes({ number, previous: hash, changed: [], removed: [] });
    frames.set(number, encoded);
    hash = await leafHash(encoded);
  }
  return { frames, hash };
}

const claim = (number: number, hash: string): Claim => ({ number, hash, view: "public" });
const keys = async (steps: Promise<{ key: string; good: boolean }[]>) => (await steps).map((step) => `${step.key}:${step.good}`);

test("the leaf hash is that of RFC 9162: SHA-256 over a zero byte and the entry", async () => {
  // The leaf hash of the empty entry, as in the test vectors of certificate transparency.
  assert.equal(await leafHash(new Uint8Array()), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
});

test("an honest history is verified", async () => {
  const { frames, hash } = await history(12);
  const steps = check(claim(12, hash), async (number) => frames.get(number)!);
  assert.deepEqual(await keys(steps), ["link_good:true", "head_good:true"]);
});

test("a changed frame breaks the link of the next one", async () => {
  const { frames, hash } = await history(12);
  frames.set(8, bytes({ number: 8, previous: "0".repeat(64), changed: ["forged"], removed: [] }));
  assert.deepEqual(await keys(check(claim(12, hash), async (number) => frames.get(number)!)), ["link_bad:false"]);
});

test("another head than the page shows is not verified", async () => {
  const { frames } = await history(3);
  const steps = check(claim(3, "f".repeat(64)), async (number) => frames.get(number)!);
  assert.deepEqual(await keys(steps), ["link_good:true", "head_bad:false"]);
});
