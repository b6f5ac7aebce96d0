/**
 * Through a night without network: the last picture is kept, one and never more, and shown with its
 * age when the kiosk starts again before the network does.
 */
import type { Snapshot } from "../live/card.ts";
import type { Picture } from "../live/picture.ts";
import { shown, showKept } from "../live/screen.ts";

const BOX = "simin-kiosk-picture";
const ADDRESS = "/kiosk/kept-picture.json";
/** Milliseconds between two times of keeping. */
const EVERY = 60_000;
let keptAt = -EVERY;
let later: ReturnType<typeof setTimeout> | undefined;

export async function showLast(): Promise<void> {
  if (!("caches" in globalThis)) return;
  const found = await (await caches.open(BOX)).match(ADDRESS);
  if (found) showKept((await found.json()) as Snapshot);
}

/** Once a minute, and the last one in any case; one in which a warning came or went at once. */
export function keep(picture: Picture, changed: Set<string>): void {
  if (!("caches" in globalThis)) return;
  clearTimeout(later);
  const wait = [...changed].some((id) => id.startsWith("warning/")) ? 0 : keptAt + EVERY - performance.now();
  later = setTimeout(() => void put(picture).catch(() => undefined), Math.max(0, wait));
}

async function put(picture: Picture): Promise<void> {
  keptAt = performance.now();
  await (await caches.open(BOX)).put(ADDRESS, new Response(JSON.stringify(whole(picture))));
}

const whole = (picture: Picture): Snapshot => ({
  number: picture.number,
  at: new Date(picture.at).toISOString(),
  city_time: new Date(picture.cityTime).toISOString(),
  speed: picture.speed,
  hash: shown().hash,
  view: "public",
  cards: [...picture.cards.values()],
});
