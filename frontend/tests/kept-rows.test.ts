import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptRows } from "../src/page/kept-rows.ts";

/** A browser's store that refuses to open so many times. */
function browser(refusals: number): Map<string, unknown> {
  const rows = new Map<string, unknown>();
  const later = (event: object, name: string): void =>
    queueMicrotask(() => (event as Record<string, () => void>)[name]?.());
  const store = {
    put: (row: { key: string }) => ({ result: void rows.set(row.key, row) }),
    delete: (key: string) => ({ result: void rows.delete(key) }),
    getAll: () => ({ result: [...rows.values()] }),
  };
  const database = {
    transaction: () => {
      const transaction = { objectStore: () => store };
      later(transaction, "oncomplete");
      return transaction;
    },
  };
  const open = (): object => {
    const request = { result: database, error: new Error("no room") };
    later(request, refusals-- > 0 ? "onerror" : "onsuccess");
    return request;
  };
  Object.defineProperty(globalThis, "indexedDB", { value: { open }, configurable: true });
  return rows;
}

test("rows are kept, found and dropped by their key", async () => {
  const kept = browser(0);
  const rows = new KeptRows<{ key: string }>("tried");
  await rows.put({ key: "a" }, { key: "b" });
  await rows.drop("a");
  assert.deepEqual(await rows.all(), [{ key: "b" }]);
  assert.deepEqual([...kept.keys()], ["b"]);
});

test("one failure to open is not remembered for ever", async () => {
  browser(1);
  const rows = new KeptRows<{ key: string }>("tried");
  await assert.rejects(rows.put({ key: "a" }), /no room/);
  await rows.put({ key: "a" });
  assert.deepEqual(await rows.all(), [{ key: "a" }]);
});
