import assert from "node:assert/strict";
import { test } from "node:test";
import { keyIn } from "../src/kiosk/heartbeat.ts";
import { ASKING, idle, panelAt } from "../src/kiosk/idle.ts";
import { isNear, metresBetween, nearFirst, type Spot } from "../src/kiosk/near.ts";
import { isFor, takeover, takesOver } from "../src/kiosk/takeover.ts";
import type { Card, OpenCard } from "../src/live/card.ts";

const here: Spot = { district: "jung", longitude: 126.9707, latitude: 37.5547 };
const now = Date.parse("2022-03-05T05:00:00Z");
const trust = { source: "s", source_name: {}, origin: "measured", freshness: "live", phenomenon_time: "", received_at: "" } as const;
const grave = {
  state: "issued", severity: "severe", urgency: "immediate", certainty: "observed",
  onset: "2022-03-05T04:00:00Z", expires: "2022-03-05T06:00:00Z", area: { districts: ["jung"], circle: null },
};
const warning = (body: object = {}, id = "warning/1", rank = 0): OpenCard => ({
  id, kind: "warning", section: "now", form: "open", title: {}, body: { ...grave, ...body }, trust, rank,
});
const placed = (place: Card["place"], id = "incident/1"): Card => ({ id, kind: "incident", section: "now", form: "open", title: {}, body: {}, trust, ...(place ? { place } : {}) });

test("what takes over a screen, by CAP's own terms", () => {
  const cases: [object, boolean][] = [
    [{}, true],
    [{ severity: "extreme", urgency: "expected", certainty: "likely" }, true],
    [{ state: "updated" }, true],
    [{ severity: "moderate" }, false],
    [{ severity: "unknown" }, false],
    [{ urgency: "future" }, false],
    [{ certainty: "possible" }, false],
    [{ state: "cancelled" }, false],
    [{ state: "expired" }, false],
    [{ expires: "2022-03-05T05:00:00Z" }, false],
    [{ onset: "2022-03-05T05:00:01Z" }, false],
    [{ onset: null, expires: null }, true],
    [{ area: { districts: ["mapo"], circle: null } }, false],
  ];
  for (const [body, expected] of cases) assert.equal(takesOver(warning(body), here, now), expected, JSON.stringify(body));
  assert.equal(takesOver({ ...warning(), kind: "alert" }, here, now), false);
});

test("the gravest of several warnings takes over; none does where none is grave", () => {
  const severe = warning({}, "warning/1");
  const extreme = warning({ severity: "extreme" }, "warning/2");
  assert.equal(takeover([severe, extreme], here, now), extreme);
  assert.equal(takeover([warning({ severity: "minor" })], here, now), null);
  assert.equal(takeover([], here, now), null);
});

test("for which place a warning is", () => {
  const square = [[126.9, 37.5], [127.0, 37.5], [127.0, 37.6], [126.9, 37.6], [126.9, 37.5]];
  const cases: [object | undefined, boolean][] = [
    [undefined, true],
    [{ districts: [], circle: null }, true],
    [{ districts: ["mapo", "jung"] }, true],
    [{ districts: ["mapo"] }, false],
    [{ districts: [], circle: { longitude: 126.98, latitude: 37.56, radius_km: 2 } }, true],
    [{ districts: [], circle: { longitude: 127.1, latitude: 37.56, radius_km: 2 } }, false],
    [{ districts: [], circle: { longitude: 127.1, latitude: 37.56, radius_km: 2 }, circles: [{ longitude: 126.98, latitude: 37.56, radius_km: 2 }] }, true],
    [{ districts: [], circles: [{ longitude: 127.1, latitude: 37.56, radius_km: 2 }] }, false],
    [{ districts: [], polygons: [square] }, true],
    [{ districts: [], polygons: [square.map(([x, y]) => [x! + 1, y!])] }, false],
  ];
  for (const [area, expected] of cases) assert.equal(isFor(area, here), expected, JSON.stringify(area));
});

test("near is the district, or two kilometres, or nowhere in particular", () => {
  assert.ok(isNear(placed(undefined), here));
  assert.ok(isNear(placed({ district: "jung" }), here));
  assert.ok(isNear(placed({ district: "yongsan", longitude: 126.9717, latitude: 37.55 }), here));
  assert.ok(!isNear(placed({ district: "yongsan", longitude: 126.99, latitude: 37.52 }), here));
  assert.ok(!isNear(placed({ district: "mapo" }), here));
  assert.ok(Math.abs(metresBetween(here, 126.9707, 37.5637) - 1000.8) < 1);
  const order = nearFirst([placed({ district: "mapo" }, "a"), placed({ district: "jung" }, "b"), placed(undefined, "c")], here);
  assert.deepEqual(order.map((card) => card.id), ["b", "a", "c"]);
});

test("a kiosk that nobody touches asks, counts down, and goes back", () => {
  const at = (seconds: number, atStart = false) => idle(1_000_000 + seconds * 1000, 1_000_000, atStart, 60);
  assert.deepEqual(at(59.9), { is: "used" });
  assert.deepEqual(at(60), { is: "asking", seconds: ASKING });
  assert.deepEqual(at(60 + ASKING - 0.5), { is: "asking", seconds: 1 });
  assert.deepEqual(at(60 + ASKING), { is: "over" });
  assert.ok(ASKING >= 20);
  assert.deepEqual(at(59, true), { is: "used" });
  assert.deepEqual(at(60, true), { is: "attracting" });
  assert.deepEqual(idle(5, 0, false, 60), { is: "attracting" });
});

test("the calm loop begins with the overview and comes back to it", () => {
  const shown = [0, 14, 15, 30, 45, 60].map((seconds) => panelAt(seconds, ["air", "map"], 15));
  assert.deepEqual(shown, ["start", "start", "air", "map", "start", "start"]);
  assert.equal(panelAt(100, [], 15), "start");
});

test("a key stands after the sign that no server sees", () => {
  assert.equal(keyIn("#key=simin-kiosk_ab_cd"), "simin-kiosk_ab_cd");
  assert.equal(keyIn(""), null);
  assert.equal(keyIn("#main"), null);
});
