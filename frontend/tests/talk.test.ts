/** What is tried again, and what is refused for good. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, Refused, Unreached } from "../src/field/talk.ts";

Object.assign(globalThis, { document: { querySelector: () => null } });

function answered(status: number): Promise<unknown> {
  globalThis.fetch = async () => new Response("not in time", { status });
  return ask("/field/x/send", { method: "POST" }).then(() => undefined, (error: unknown) => error);
}

test("what did not arrive in time is as if the server was not reached", async () => {
  for (const status of [408, 500, 503]) assert.ok((await answered(status)) instanceof Unreached);
});

test("what is refused says so", async () => {
  for (const status of [400, 403, 404, 413, 429]) assert.equal(((await answered(status)) as Refused).status, status);
});
