/** Signed checkpoints (C2SP signed-note, tlog-checkpoint), checked by the browser's own Ed25519. */
import { hex, join, sha256, text, unbase64, utf8, type Bytes } from "./bytes.ts";

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

export interface Key {
  name: string;
  id: string;
  bytes: Bytes;
}

/** `name+hash+key`; throws for what is none, or not copied whole. */
export async function readKey(vkey: string): Promise<Key> {
  const [name, id, ...key] = vkey.trim().split("+");
  const raw = unbase64(key.join("+"));
  const told = await sha256(join(utf8(`${name}\n`), raw));
  if (!name || raw.length !== 33 || raw[0] !== 1 || hex(told).slice(0, 8) !== id) throw new Error("no key of a log");
  return { name, id, bytes: raw.slice(1) };
}

export interface Note {
  text: string;
  /** Name and the bytes of each signature, key id first. */
  signatures: { name: string; value: Bytes }[];
}

export function readNote(encoded: Bytes): Note {
  const whole = text(encoded);
  const at = whole.lastIndexOf("\n\n");
  if (at < 0) throw new Error("no note");
  const lines = whole.slice(at + 2).trimEnd().split("\n");
  return { text: whole.slice(0, at + 1), signatures: lines.map(signature) };
}

function signature(line: string): { name: string; value: Bytes } {
  const [dash, name, value] = line.split(" ");
  if (dash !== "—" || !name || !value) throw new Error("no signature");
  return { name, value: unbase64(value) };
}

export function readCheckpoint(note: Note): Checkpoint {
  const [origin, size, root] = note.text.split("\n");
  if (!origin || !/^(0|[1-9]\d{0,14})$/.test(size ?? "")) throw new Error("no checkpoint");
  const bytes = unbase64(root ?? "");
  if (bytes.length !== 32) throw new Error("no root");
  return { origin, size: Number(size), root: bytes };
}

/** Whether `key` signed the note; null where this browser has no Ed25519. */
export async function isSigned(note: Note, key: Key): Promise<boolean | null> {
  const found = note.signatures.find((one) => one.name === key.name && hex(one.value.slice(0, 4)) === key.id);
  if (!found) return false;
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey("raw", key.bytes, "Ed25519", false, ["verify"]);
  } catch {
    return null;
  }
  return crypto.subtle.verify("Ed25519", imported, found.value.slice(4), utf8(note.text));
}

/** Sixteen digits that two people compare by eye. */
export const shortRoot = (root: Bytes): string => hex(root).slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ");
