import assert from "node:assert/strict";
import { test } from "node:test";
import { matching, placeAt, type Outline, type Place } from "../src/near/places.ts";
import { ago } from "../src/offline/age.ts";
import { isKept, plan } from "../src/offline/plan.ts";

const places: Place[] = [
  ["mapo", { ko: "마포구", en: "Mapo-gu" }, null, 127.5, 37.5],
  ["mapo/hapjeong-dong", { ko: "합정동", en: "Hapjeong-dong" }, { ko: "마포구", en: "Mapo-gu" }, 127.2, 37.2],
  ["mapo/dohwa-dong", { ko: "도화동", en: "Dohwa-dong" }, { ko: "마포구", en: "Mapo-gu" }, 127.8, 37.8],
  ["jung", { ko: "중구", en: "Jung-gu" }, null, 128.5, 37.5],
];
const square = (west: number): number[][] => [[west, 37], [west + 1, 37], [west + 1, 38], [west, 38], [west, 37]];
const hole = [[127.4, 37.4], [127.6, 37.4], [127.6, 37.6], [127.4, 37.6], [127.4, 37.4]];
const outline: Outline = {
  features: [
    { properties: { kind: "river", id: "han" }, geometry: { type: "Polygon", coordinates: [square(127)] } },
    { properties: { kind: "district", id: "mapo" }, geometry: { type: "Polygon", coordinates: [square(127), hole] } },
    { properties: { kind: "district", id: "jung" }, geometry: { type: "MultiPolygon", coordinates: [[square(128)]] } },
  ],
};

test("a part of a name in either language finds a place, beginnings first", () => {
  assert.deepEqual(matching(places, "합정").map(([key]) => key), ["mapo/hapjeong-dong"]);
  assert.deepEqual(matching(places, "MAPO dong").map(([key]) => key), ["mapo/hapjeong-dong", "mapo/dohwa-dong"]);
  assert.equal(matching(places, "jung")[0]?.[0], "jung");
  assert.deepEqual(matching(places, " "), []);
});

test("a position is the nearest neighbourhood of its district, never one across the border", () => {
  assert.equal(placeAt(places, outline, 127.1, 37.3)?.[0], "mapo/hapjeong-dong");
  assert.equal(placeAt(places, outline, 127.95, 37.7)?.[0], "mapo/dohwa-dong");
  assert.equal(placeAt(places, outline, 128.01, 37.7)?.[0], "jung");
  assert.equal(placeAt(places, outline, 127.5, 37.5), null);
  assert.equal(placeAt(places, outline, 10, 10), null);
});

test("the worker keeps what is for everyone and leaves the rest alone", () => {
  const asked = (path: string, mode = "navigate", method = "GET") => plan({ url: `https://city.example${path}`, mode, method }, "https://city.example");
  for (const path of ["/", "/en/near/mapo/", "/en/card/air/pm25", "/search/?q=x"]) assert.equal(asked(path), "page");
  for (const path of ["/office/", "/en/desk/sources/", "/account/login/", "/en/room/"]) assert.equal(asked(path), null);
  assert.equal(asked("/static/dist/app-1.js", "no-cors"), "file");
  assert.equal(asked("/city/theme.css", "no-cors"), "page");
  assert.equal(asked("/live/snapshot", "cors"), null);
  assert.equal(asked("/", "navigate", "POST"), null);
  assert.equal(plan({ url: "https://elsewhere.example/", mode: "navigate", method: "GET" }, "https://city.example"), null);
});

test("an answer that is for one person is not kept", () => {
  const answer = (control: string | null, ok = true, redirected = false) => ({ ok, redirected, headers: { get: () => control } });
  assert.equal(isKept(answer("public, max-age=2")), true);
  assert.equal(isKept(answer("private, no-store")), false);
  assert.equal(isKept(answer(null)), false);
  assert.equal(isKept(answer("public", false)), false);
  assert.equal(isKept(answer("public", true, true)), false);
});

test("a kept page says how old it is in the reader's words", () => {
  const cases: [number, string, string][] = [
    [0, "en", "1 minute ago"],
    [59, "en", "59 minutes ago"],
    [60, "ko", "1시간 전"],
    [47 * 60, "en", "1 day ago"],
  ];
  for (const [minutes, language, words] of cases) assert.equal(ago(minutes * 60_000, language), words);
});
