/** What the service worker makes of a message, and where it leads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserName, bytes } from "../src/desk/push.ts";
import { inside, read } from "../src/push/told.ts";
import { startWorker } from "../src/push/worker.ts";

test("a message is shown as it is told", () => {
  const told = { title: "New directive", body: "2026-000012", tag: "directive-2026-000012", path: "/desk/directives/2026-000012/" };
  assert.deepEqual(read(JSON.stringify(told), "city"), told);
});

test("what cannot be read is shown all the same, and leads to the desk", () => {
  for (const text of [undefined, "", "{", "null", '{"title":7,"path":"https://elsewhere.example/"}'])
    assert.deepEqual(read(text, "city"), { title: "city", body: "", tag: "", path: "/desk/" });
});

test("a path leads nowhere else", () => {
  for (const path of ["//elsewhere.example", "/\\elsewhere.example", "https://x", "javascript:x", ""])
    assert.equal(inside(path), "/desk/");
});

test("a click opens the page, or brings it to the front", async () => {
  const heard = new Map<string, (event: never) => void>();
  const opened: string[] = [];
  const windows = [{ url: "https://city.example/desk/b/", focus: async () => opened.push("focus") }];
  startWorker({
    addEventListener: (kind: string, hear: (event: never) => void) => void heard.set(kind, hear),
    registration: { showNotification: async (title: string) => void opened.push(title) },
    clients: { matchAll: async () => windows, openWindow: async (address: string) => opened.push(address) },
    location: { origin: "https://city.example", host: "city.example" },
  } as never);
  const work: Promise<unknown>[] = [];
  const waitUntil = (one: Promise<unknown>): void => void work.push(one);
  heard.get("push")?.({ data: { text: () => '{"title":"New directive"}' }, waitUntil } as never);
  for (const data of ["/desk/a/", "/desk/b/"])
    heard.get("notificationclick")?.({ notification: { close: () => undefined, data }, waitUntil } as never);
  await Promise.all(work);
  assert.deepEqual(opened.sort(), ["New directive", "focus", "https://city.example/desk/a/"]);
});

test("keys and names of browsers", () => {
  assert.deepEqual([...bytes("BP-_")], [4, 255, 191]);
  const agent = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36";
  assert.equal(browserName(agent), "Chrome · Android");
});
