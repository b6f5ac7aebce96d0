/**
 * Sends a file in pieces that go on where they broke off (tus 1.0.0).
 *
 * Beginning again under the same key gives the same upload, so nothing needs to be remembered but
 * the file: where it stands is asked, and nothing is sent twice.
 */
import { ask, Refused } from "./talk.ts";

const PIECE = 256 * 1024;
const VERSION = { "Tus-Resumable": "1.0.0" };

export interface Meta {
  key: string;
  kind: string;
  text?: string;
  written?: number;
}

export interface Begun {
  place: string;
  offset: number;
  /** The most bytes that the server takes. */
  most: number;
}

/** `length` null: told with the last piece. */
export async function begin(start: string, meta: Meta, length: number | null): Promise<Begun> {
  const told = { key: meta.key, kind: meta.kind, text: meta.text ?? "" };
  const pairs = Object.entries(told).map(([name, value]) => `${name} ${base64(value)}`);
  const sized: Record<string, string> =
    length === null ? { "Upload-Defer-Length": "1" } : { "Upload-Length": String(length) };
  const headers = { ...VERSION, ...sized, "Upload-Metadata": pairs.join(","), "X-Written": String(meta.written ?? "") };
  const answer = await ask(start, { method: "POST", headers });
  return { place: answer.headers.get("Location") ?? "", offset: offsetOf(answer), most: Number(answer.headers.get("Tus-Max-Size") ?? Infinity) };
}

/** Throws `Unreached` where the network broke: begin again later. */
export async function upload(start: string, meta: Meta, file: Blob, progress: (share: number) => void): Promise<void> {
  const begun = await begin(start, meta, file.size);
  let offset = begun.offset;
  do {
    progress(offset / file.size);
    offset = await piece(begun.place, offset, file.slice(offset, offset + PIECE));
  } while (offset < file.size);
  progress(1);
}

/** The offset after it; `length` ends an upload whose length was not known. */
export async function piece(place: string, offset: number, content: Blob, length?: number): Promise<number> {
  const ends: Record<string, string> = length === undefined ? {} : { "Upload-Length": String(length) };
  const headers = { ...VERSION, ...ends, "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
  try {
    return offsetOf(await ask(place, { method: "PATCH", headers, body: content }));
  } catch (error) {
    const stands = error instanceof Refused && error.status === 409 ? (error as { offset?: string }).offset : null;
    if (stands === null || stands === undefined) throw error;
    return Number(stands);
  }
}

function offsetOf(answer: Response): number {
  return Number(answer.headers.get("Upload-Offset") ?? "0");
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
