/** Rows that wait in this browser by their `key`, over reloads and without a network. */
const STORE = "queue";

export class KeptRows<Row extends { key: string }> {
  private opened: Promise<IDBDatabase> | undefined;

  constructor(private readonly name: string) {}

  /** Durable once this resolves: all of them, or none. */
  async put(...rows: Row[]): Promise<void> {
    await this.act("readwrite", (store) => rows.map((row) => store.put(row)));
  }

  async drop(key: string): Promise<void> {
    await this.act("readwrite", (store) => [store.delete(key)]);
  }

  async all(): Promise<Row[]> {
    const [found] = await this.act("readonly", (store) => [store.getAll() as IDBRequest<Row[]>]);
    return found ?? [];
  }

  private async act<T>(mode: IDBTransactionMode, what: (store: IDBObjectStore) => IDBRequest<T>[]): Promise<T[]> {
    const transaction = (await this.open()).transaction(STORE, mode);
    const requests = what(transaction.objectStore(STORE));
    return new Promise((done, failed) => {
      transaction.oncomplete = () => done(requests.map((request) => request.result));
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
    });
  }

  /** A browser that refuses, or closes what was open, is asked again: the next try may find room. */
  private open(): Promise<IDBDatabase> {
    this.opened ??= this.asked().catch((error: unknown) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  private asked(): Promise<IDBDatabase> {
    return new Promise((done, failed) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
      request.onerror = () => failed(request.error);
      request.onsuccess = () => {
        request.result.onclose = () => (this.opened = undefined);
        done(request.result);
      };
    });
  }
}
