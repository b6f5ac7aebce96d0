/** Where reports wait: in this browser, over reloads and without a network. */
import type { Box, Waiting } from "./sending.ts";

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((done, failed) => {
    const request = indexedDB.open("simin-site-reports", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("queue", { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  }).catch((error: unknown) => {
    // The next try may find room.
    opened = undefined;
    throw error;
  });
  return opened;
}

async function act<T>(mode: IDBTransactionMode, what: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction("queue", mode);
  const request = what(transaction.objectStore("queue"));
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = transaction.onerror = () => failed(transaction.error);
  });
}

/** Durable once this resolves. */
export async function keep(one: Waiting): Promise<void> {
  await act("readwrite", (store) => store.put(one));
}

export const box: Box = {
  all: () => act("readonly", (store) => store.getAll() as IDBRequest<Waiting[]>),
  drop: (key) => act("readwrite", (store) => store.delete(key)),
};
