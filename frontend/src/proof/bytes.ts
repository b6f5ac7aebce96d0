/** Bytes, hashes and their letters; SHA-256 is the browser's own. */

export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;
export const text = (bytes: Bytes): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
export const hex = (bytes: Bytes): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export function unbase64(given: string): Bytes {
  return Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0)) as Bytes;
}

export function join(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of parts) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

export const sha256 = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** RFC 9162, 2.1.1. */
export const leafHash = (entry: Bytes): Promise<Bytes> => sha256(join(new Uint8Array([0]), entry));
export const nodeHash = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(join(new Uint8Array([1]), left, right));

/** Root over the hashes of one level. */
export async function rootOf(hashes: Bytes[]): Promise<Bytes> {
  let level = hashes;
  if (!level.length) return sha256(new Uint8Array());
  while (level.length > 1) {
    const pairs = Array.from({ length: level.length >> 1 }, (_, place) => nodeHash(level[2 * place]!, level[2 * place + 1]!));
    const above = await Promise.all(pairs);
    level = level.length % 2 ? [...above, level.at(-1)!] : above;
  }
  return level[0]!;
}
