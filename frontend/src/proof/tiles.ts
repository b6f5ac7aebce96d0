/**
 * Tiles that are believed only as far as a signed root reaches; as `simin.verify.trusted` does it.
 *
 * The right edge must give the root, every full tile must hash to its place in the tile above it.
 */
import { hex, leafHash, nodeHash, rootOf, text, type Bytes } from "./bytes.ts";
import type { Checkpoint } from "./checkpoint.ts";

const HEIGHT = 8;
const WIDTH = 256;

/** The bytes of a tile by its path; a partial one that is gone has become full. */
export type Fetch = (path: string) => Promise<Bytes>;

export interface Leaf {
  kind: string;
  number: number;
  hash: string;
}

/** What is shown contradicts what was signed. */
export class Refuted extends Error {}

export function pathOf(kind: number | "entries", number: number, width: number): string {
  const digits = String(number).padStart(Math.ceil(String(number).length / 3) * 3, "0");
  const parts = digits.match(/\d{3}/g)!.map((part, place, all) => (place < all.length - 1 ? `x${part}` : part));
  return `${kind}/${parts.join("/")}${width < WIDTH ? `.p/${width}` : ""}`;
}

export class TrustedTiles {
  readonly checkpoint: Checkpoint;
  private readonly fetch: Fetch;
  private readonly trusted = new Map<string, Bytes[]>();

  private constructor(checkpoint: Checkpoint, fetch: Fetch) {
    this.checkpoint = checkpoint;
    this.fetch = fetch;
  }

  /** Throws `Refuted` unless the tiles give the root. */
  static async under(checkpoint: Checkpoint, fetch: Fetch): Promise<TrustedTiles> {
    const tiles = new TrustedTiles(checkpoint, fetch);
    if (!(await tiles.is(checkpoint.size, checkpoint.root, (level, number) => tiles.edge(level, number)))) throw new Refuted("root");
    return tiles;
  }

  /** Whether the log once had `size` leaves under `root`. */
  async has(size: number, root: Bytes): Promise<boolean> {
    return size <= this.checkpoint.size && this.is(size, root, (level, number) => this.hashes(level, number));
  }

  /** The leaves of bundle `number`, each of them checked. */
  async bundle(number: number): Promise<(Leaf | null)[]> {
    const width = this.width(0, number);
    const entries = entriesIn(await this.fetch(pathOf("entries", number, width)), width);
    const told = await this.hashes(0, number);
    const found = await Promise.all(entries.map(leafHash));
    if (found.some((hash, place) => hex(hash) !== hex(told[place]!))) throw new Refuted("bundle");
    return entries.map(readLeaf);
  }

  get bundles(): number {
    return Math.ceil(this.checkpoint.size / WIDTH);
  }

  private width(level: number, number: number): number {
    return Math.min(Math.floor(this.checkpoint.size / WIDTH ** level) - number * WIDTH, WIDTH);
  }

  private async is(size: number, root: Bytes, read: (level: number, number: number) => Promise<Bytes[]>): Promise<boolean> {
    return hex(size ? await over(0, size, read) : await rootOf([])) === hex(root);
  }

  private async edge(level: number, number: number): Promise<Bytes[]> {
    const hashes = await this.read(level, number);
    this.trusted.set(`${level}/${number}`, hashes);
    return hashes;
  }

  private async hashes(level: number, number: number): Promise<Bytes[]> {
    const known = this.trusted.get(`${level}/${number}`);
    if (known) return known;
    const hashes = await this.read(level, number);
    const above = await this.hashes(level + 1, Math.floor(number / WIDTH));
    if (hex(await rootOf(hashes)) !== hex(above[number % WIDTH]!)) throw new Refuted("tile");
    this.trusted.set(`${level}/${number}`, hashes);
    return hashes;
  }

  private async read(level: number, number: number): Promise<Bytes[]> {
    const width = this.width(level, number);
    const bytes = await this.fetch(pathOf(level, number, width));
    if (bytes.length < width * 32) throw new Refuted("cut");
    return Array.from({ length: width }, (_, place) => bytes.slice(place * 32, place * 32 + 32));
  }
}

/** Root over the leaves from `low` to before `high`, as they stand in a tree. */
async function over(low: number, high: number, read: (level: number, number: number) => Promise<Bytes[]>): Promise<Bytes> {
  const count = high - low;
  const split = 2 ** Math.ceil(Math.log2(count));
  if (split === count) return node(Math.log2(count), low, read);
  const middle = low + split / 2;
  return nodeHash(await over(low, middle, read), await over(middle, high, read));
}

async function node(level: number, low: number, read: (level: number, number: number) => Promise<Bytes[]>): Promise<Bytes> {
  const tileLevel = Math.floor(level / HEIGHT);
  const place = low / WIDTH ** tileLevel;
  const hashes = await read(tileLevel, Math.floor(place / WIDTH));
  const offset = place % WIDTH;
  return rootOf(hashes.slice(offset, offset + 2 ** (level % HEIGHT)));
}

function entriesIn(bytes: Bytes, width: number): Bytes[] {
  const entries: Bytes[] = [];
  for (let at = 0; entries.length < width; ) {
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (at + 2 + length > bytes.length || !length) throw new Refuted("cut");
    entries.push(bytes.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}

function readLeaf(entry: Bytes): Leaf | null {
  const found = /^([a-z][a-z-]*) (\d{1,15}) ([0-9a-f]{64})$/.exec(text(entry));
  return found ? { kind: found[1]!, number: Number(found[2]), hash: found[3]! } : null;
}
