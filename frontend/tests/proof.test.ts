import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { hex, join, leafHash, rootOf, sha256, utf8, type Bytes } from "../src/proof/bytes.ts";
import { examine, shownIn, type Seen, type Step } from "../src/proof/steps.ts";
import { pathOf } from "../src/proof/tiles.ts";

const pair = generateKeyPairSync("ed25519");
const ORIGIN = "city.example/log";
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const publicKey = new Uint8Array(Buffer.from(pair.publicKey.export({ format: "jwk" }).x!, "base64url"));
const raw = join(new Uint8Array([1]), publicKey);
const keyId = (await sha256(join(utf8(`${ORIGIN}\n`), raw))).slice(0, 4);
const vkey = `${ORIGIN}+${hex(keyId)}+${base64(raw)}`;

/** A city whose log has so many frames; what it hands out, by path. */
async function city(frames: number, change: Record<string, Bytes> = {}) {
  const files = new Map<string, Bytes>();
  const entries: Bytes[] = [];
  for (let number = 1; number <= frames; number += 1) {
    const frame = utf8(`{"number":${number}}`);
    files.set(`/live/frames/${number}`, frame);
    entries.push(utf8(`frame ${number} ${hex(await leafHash(frame))}`));
  }
  let hashes = await Promise.all(entries.map(leafHash));
  const root = await rootOf(hashes);
  const parts = <T>(all: T[]) => Array.from({ length: Math.ceil(all.length / 256) }, (_, n) => all.slice(n * 256, n * 256 + 256));
  parts(entries).forEach((part, n) =>
    files.set(`/log/tile/${pathOf("entries", n, part.length)}`, join(...part.flatMap((one) => [new Uint8Array([one.length >> 8, one.length & 255]), one]))),
  );
  for (let level = 0; hashes.length; level += 1) {
    parts(hashes).forEach((part, n) => files.set(`/log/tile/${pathOf(level, n, part.length)}`, join(...part)));
    hashes = await Promise.all(parts(hashes).filter((part) => part.length === 256).map(rootOf));
  }
  const text = `${ORIGIN}\n${frames}\n${base64(root)}\n`;
  const signature = new Uint8Array(sign(null, Buffer.from(text), pair.privateKey));
  files.set("/log/checkpoint", utf8(`${text}\n— ${ORIGIN} ${base64(join(keyId, signature))}\n`));
  files.set("/log/key", utf8(`${vkey}\n`));
  for (const [path, bytes] of Object.entries(change)) files.set(path, bytes);
  const get = async (path: string): Promise<Bytes> => {
    const found = files.get(path);
    if (!found) throw new Error(path);
    return found;
  };
  return { get, root: hex(root), seen: { vkey, size: frames, root: hex(root) } as Seen };
}

async function told(source: { get: (path: string) => Promise<Bytes> }, frame: number | null, seen: Seen | null = null, fragment = "") {
  const steps: Step[] = [];
  const found = await examine(source, frame, seen, shownIn(fragment), (step) => steps.push(step));
  return { keys: steps.map((step) => `${step.key}:${step.mark}`), found };
}

test("an honest log is proved, and remembered", async () => {
  const before = await city(300);
  const now = await city(900);
  const { keys, found } = await told(now, 417, before.seen, `#300-${before.root}`);
  assert.deepEqual(keys, ["signature_good:good", "tree:good", "grown_good:good", "frame_good:good", "same_good:good"]);
  assert.deepEqual(found!.seen, now.seen);
});

test("the newest frame is found where none is named, and one that is not there yet is no fault", async () => {
  const now = await city(257);
  assert.ok((await told(now, null)).keys.includes("frame_good:good"));
  assert.ok((await told(now, 258)).keys.includes("frame_not_yet:open"));
});

test("every forgery is found", async () => {
  const honest = await city(600);
  const forged = await city(600, { "/live/frames/5": utf8("{}") });
  assert.ok((await told(forged, 5)).keys.includes("frame_bad:bad"));
  const tile = await city(600, { "/log/tile/0/000": new Uint8Array(8192) });
  assert.ok((await told(tile, 5)).keys.includes("refuted_tile:bad"));
  const edge = await city(600, { "/log/tile/0/002.p/88": new Uint8Array(88 * 32) });
  assert.ok((await told(edge, 5)).keys.includes("refuted_root:bad"));
  const unsigned = (await honest.get("/log/checkpoint")).slice();
  unsigned[ORIGIN.length + 1]! ^= 1;
  assert.ok((await told(await city(600, { "/log/checkpoint": unsigned }), 5)).keys.includes("signature_bad:bad"));
  const rewritten = { vkey, size: 300, root: "ab".repeat(32) };
  assert.ok((await told(honest, 5, rewritten)).keys.includes("grown_bad:bad"));
  assert.ok((await told(honest, 5, null, `#300-${"cd".repeat(32)}`)).keys.includes("same_bad:bad"));
});

test("a partial tile that has become full is taken from the full one", async () => {
  const now = await city(256);
  const get = async (path: string) => (path.includes(".p/") && path.includes("/0/") ? Promise.reject(new Error(path)) : now.get(path));
  assert.ok((await told({ get }, 3)).keys.includes("frame_good:good"));
});

test("paths are in threes", () => {
  assert.equal(pathOf(1, 1234067, 256), "1/x001/x234/067");
  assert.equal(pathOf("entries", 7, 12), "entries/007.p/12");
});
