/**
 * Checks in this browser that the screen shows the public picture: bytes, hashes, links.
 *
 * Trusts nothing of the page but the hash that is being checked; RFC 9162 leaf hash, WebCrypto.
 */
import type { Frame } from "./card.ts";

/** How many of the newest frames are checked. */
export const CHECKED = 8;

export interface Claim {
  number: number;
  /** Hash that the page holds for public frame `number`; in the office, what its frame names. */
  hash: string;
  view: "public" | "office";
}

export interface Step {
  good: boolean;
  key: string;
  facts: Record<string, string | number>;
}

export async function leafHash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const prefixed = new Uint8Array(bytes.length + 1);
  prefixed.set(bytes, 1);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", prefixed));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `fetchBytes` gives the bytes of public frame `number`, as they came. */
export async function check(claim: Claim, fetchBytes: (number: number) => Promise<Uint8Array<ArrayBuffer>>): Promise<Step[]> {
  const first = Math.max(1, claim.number - CHECKED + 1);
  const numbers = Array.from({ length: claim.number - first + 1 }, (_, position) => first + position);
  const steps: Step[] = [];
  let previous: string | null = null;
  for (const number of numbers) {
    const bytes = await fetchBytes(number);
    const frame = JSON.parse(new TextDecoder().decode(bytes)) as Frame;
    if (frame.number !== number || (previous !== null && frame.previous !== previous)) {
      return [{ good: false, key: "link_bad", facts: { number } }];
    }
    previous = await leafHash(bytes);
  }
  steps.push({ good: true, key: "link_good", facts: { count: numbers.length } });
  const good = previous === claim.hash;
  const about = claim.view === "office" ? "office" : "head";
  steps.push({ good, key: `${about}_${good ? "good" : "bad"}`, facts: { number: claim.number } });
  return steps;
}
