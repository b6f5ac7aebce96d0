/** Reports from a site: nothing that waits is lost, and nobody is asked without end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { restAfter, Sending, verdictOf, type Heard, type Verdict, type Waiting } from "../src/projects/sending.ts";

const answer = (status: number, redirected = false, url = ""): { status: number; redirected: boolean; url: string } => ({ status, redirected, url });

test("only the server's own next page says that a report was taken", () => {
  assert.equal(verdictOf(answer(200, true, "/desk/projects/bridge/"), false), "taken");
  assert.equal(verdictOf(answer(200, true, "/account/login/?next=/"), false), "sign-in");
  for (const status of [401, 403]) assert.equal(verdictOf(answer(status), false), "sign-in");
  for (const status of [400, 422]) assert.equal(verdictOf(answer(status), true), "wrong");
  for (const status of [400, 404, 413, 422]) assert.equal(verdictOf(answer(status), false), "refused");
  for (const status of [200, 408, 429, 500, 503]) assert.equal(verdictOf(answer(status), true), "later");
});

class City {
  waiting: Waiting[] = [{ key: "a", address: "/desk/projects/bridge/report/", fields: [] }];
  at = 0;
  verdict: Verdict = "later";
  free = true;
  asked = 0;
  readonly told: Verdict[] = [];
  readonly sending = new Sending(
    {
      all: async () => [...this.waiting],
      drop: async (key) => void (this.waiting = this.waiting.filter((one) => one.key !== key)),
    },
    {
      post: async () => {
        this.asked += 1;
        return { verdict: this.verdict, status: 400, address: "", text: "" } satisfies Heard;
      },
      putBack: () => this.free,
      tell: (_one, verdict) => void this.told.push(verdict),
    },
    () => this.at,
  );
}

test("whatever is not taken is kept", async () => {
  const city = new City();
  for (const verdict of ["later", "sign-in", "refused"] as const) {
    city.verdict = verdict;
    await city.sending.pump(true);
  }
  assert.deepEqual(city.told, ["later", "sign-in", "refused"]);
  assert.equal(city.waiting.length, 1);
  city.verdict = "taken";
  await city.sending.pump(true);
  assert.equal(city.waiting.length, 0);
});

test("what is wrong is kept until it stands in the form again", async () => {
  const city = new City();
  [city.verdict, city.free] = ["wrong", false];
  await city.sending.pump();
  assert.equal(city.waiting.length, 1);
  city.free = true;
  await city.sending.pump(true);
  assert.equal(city.waiting.length, 0);
});

test("it is asked less and less often, and at once when there is a network again", async () => {
  assert.deepEqual([1, 2, 3, 20].map(restAfter), [15_000, 30_000, 60_000, 900_000]);
  const city = new City();
  for (const at of [0, 14_000, 15_000, 44_000, 45_000]) {
    city.at = at;
    await city.sending.pump();
  }
  assert.equal(city.asked, 3);
  await city.sending.pump(true);
  assert.equal(city.asked, 4);
});
