/** What waits to be sent, kept in this browser over reloads and without a network. */
import { KeptRows } from "../page/kept-rows.ts";

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

const rows = new KeptRows<Waiting>("simin-field");

/** Durable once this resolves: all of them, or none. */
export const keep = (...entries: [Waiting, ...Waiting[]]): Promise<void> => rows.put(...entries);

export const drop = (key: string): Promise<void> => rows.drop(key);

/** In the order of writing. */
export async function waiting(link: string): Promise<Waiting[]> {
  const all = await rows.all();
  return all.filter((one) => one.link === link).sort((a, b) => a.written - b.written);
}
