/** The check of `/verify/`, one claim after the other; what was found is told as it is found. */
import { hex, leafHash, type Bytes } from "./bytes.ts";
import { isSigned, readCheckpoint, readKey, readNote, shortRoot, type Checkpoint } from "./checkpoint.ts";
import { Refuted, TrustedTiles, type Fetch, type Leaf } from "./tiles.ts";

export type Mark = "good" | "bad" | "open";
export interface Step {
  mark: Mark;
  key: string;
  facts: Record<string, string | number>;
}
export type Tell = (step: Step) => void;

/** What a browser saw of the log before. */
export interface Seen {
  vkey: string;
  size: number;
  root: string;
}

export interface City {
  /** Bytes at an address; throws where there is nothing. */
  get(path: string): Promise<Bytes>;
}

/** What another screen shows: a size and its root, hex. */
export interface Shown {
  size: number;
  root: string;
}

export interface Found {
  seen: Seen;
  checkpoint: Checkpoint;
}

/** Checks all of it; null as soon as something is refuted. */
export async function examine(city: City, frame: number | null, seen: Seen | null, other: Shown | null, tell: Tell): Promise<Found | null> {
  try {
    const signed = await signature(city, seen, tell);
    if (!signed) return null;
    const { checkpoint, vkey } = signed;
    const tiles = await TrustedTiles.under(checkpoint, tilesOf(city));
    tell({ mark: "good", key: "tree", facts: { size: checkpoint.size, root: shortRoot(checkpoint.root) } });
    if (!(await grown(tiles, seen, tell))) return null;
    if (!(await framed(city, tiles, frame, tell))) return null;
    if (other && !(await same(tiles, other, tell))) return null;
    return { seen: { vkey, size: checkpoint.size, root: hex(checkpoint.root) }, checkpoint };
  } catch (error) {
    if (!(error instanceof Refuted)) throw error;
    tell({ mark: "bad", key: `refuted_${error.message}`, facts: {} });
    return null;
  }
}

async function signature(city: City, seen: Seen | null, tell: Tell): Promise<{ checkpoint: Checkpoint; vkey: string } | null> {
  const vkey = new TextDecoder().decode(await city.get("/log/key")).trim();
  const key = await readKey(vkey);
  const note = readNote(await city.get("/log/checkpoint"));
  const checkpoint = readCheckpoint(note);
  const facts = { origin: checkpoint.origin, key: key.id };
  const good = checkpoint.origin === key.name ? await isSigned(note, key) : false;
  tell({ mark: good === null ? "open" : good ? "good" : "bad", key: good === null ? "signature_unchecked" : good ? "signature_good" : "signature_bad", facts });
  if (good === false) return null;
  if (seen && seen.vkey !== vkey) tell({ mark: "open", key: "key_changed", facts });
  return { checkpoint, vkey };
}

async function grown(tiles: TrustedTiles, seen: Seen | null, tell: Tell): Promise<boolean> {
  const now = tiles.checkpoint.size;
  if (!seen) {
    tell({ mark: "open", key: "grown_first", facts: {} });
    return true;
  }
  const good = await tiles.has(seen.size, unhex(seen.root));
  tell({ mark: good ? "good" : "bad", key: good ? "grown_good" : "grown_bad", facts: { before: seen.size, now } });
  return good;
}

async function framed(city: City, tiles: TrustedTiles, frame: number | null, tell: Tell): Promise<boolean> {
  const leaf = await (frame === null ? newest(tiles) : find(tiles, frame));
  if (!leaf) {
    tell({ mark: "open", key: "frame_not_yet", facts: { number: frame ?? 0 } });
    return true;
  }
  const good = hex(await leafHash(await city.get(`/live/frames/${leaf.number}`))) === leaf.hash;
  tell({ mark: good ? "good" : "bad", key: good ? "frame_good" : "frame_bad", facts: { number: leaf.number, hash: `${leaf.hash.slice(0, 4)} ${leaf.hash.slice(4, 8)}` } });
  return good;
}

async function same(tiles: TrustedTiles, other: Shown, tell: Tell): Promise<boolean> {
  const facts = { size: other.size, root: shortRoot(unhex(other.root)) };
  if (other.size > tiles.checkpoint.size) {
    tell({ mark: "open", key: "same_not_yet", facts });
    return true;
  }
  const good = await tiles.has(other.size, unhex(other.root));
  tell({ mark: good ? "good" : "bad", key: good ? "same_good" : "same_bad", facts });
  return good;
}

async function newest(tiles: TrustedTiles): Promise<Leaf | null> {
  for (let number = tiles.bundles - 1; number >= 0; number -= 1) {
    const found = (await tiles.bundle(number)).filter((leaf) => leaf?.kind === "frame").at(-1);
    if (found) return found;
  }
  return null;
}

/** By halving: the numbers of frames only grow. */
async function find(tiles: TrustedTiles, frame: number): Promise<Leaf | null> {
  let low = 0;
  for (let high = tiles.bundles; high - low > 1; ) {
    const middle = (low + high) >> 1;
    const first = (await tiles.bundle(middle)).find((leaf) => leaf?.kind === "frame");
    if (first && first.number <= frame) low = middle;
    else high = middle;
  }
  if (!tiles.bundles) return null;
  return (await tiles.bundle(low)).find((leaf) => leaf?.kind === "frame" && leaf.number === frame) ?? null;
}

function tilesOf(city: City): Fetch {
  return async (path) => {
    const whole = path.replace(/\.p\/\d+$/, "");
    try {
      return await city.get(`/log/tile/${path}`);
    } catch (error) {
      if (whole === path) throw error;
      return city.get(`/log/tile/${whole}`);
    }
  };
}

const unhex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16)) as Bytes;

/** `#1234-<root>` of an address that another screen shows. */
export function shownIn(fragment: string): Shown | null {
  const found = /^#(\d{1,15})-([0-9a-f]{64})$/.exec(fragment);
  return found ? { size: Number(found[1]), root: found[2]! } : null;
}

