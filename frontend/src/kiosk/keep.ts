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

export async function showLast(): Promise<void> {
  if (!("caches" in globalThis)) return;
  const found = await (await caches.open(BOX)).match(ADDRESS);
  if (found) showKept((await found.json()) as Snapshot);
}

export function keep(picture: Picture): void {
  if (!("caches" in globalThis) || performance.now() - keptAt < EVERY) return;
  keptAt = performance.now();
  void caches.open(BOX).then((box) => box.put(ADDRESS, new Response(JSON.stringify(whole(picture)))));
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
