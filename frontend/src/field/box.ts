/** What waits to be sent, kept in this browser over reloads and without a network. */

export interface Waiting {
  key: string;
  /** The link's handle: two links on one phone do not mix. */
  link: string;
  kind: "text" | "photo" | "state";
  text: string;
  file?: Blob;
  /** Milliseconds since 1970: the order, and the time that it bears. */
  written: number;
  refused?: string;
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open("simin-field", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("queue", { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
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

/** Durable once this resolves: all of them, or none. */
export async function keep(first: Waiting, ...more: Waiting[]): Promise<void> {
  await act("readwrite", (store) => more.reduce((_, entry) => store.put(entry), store.put(first)));
}

export async function drop(key: string): Promise<void> {
  await act("readwrite", (store) => store.delete(key));
}

/** In the order of writing. */
export async function waiting(link: string): Promise<Waiting[]> {
  const all = (await act("readonly", (store) => store.getAll())) as Waiting[];
  return all.filter((one) => one.link === link).sort((a, b) => a.written - b.written);
}
