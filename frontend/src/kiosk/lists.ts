/** Lists of a kiosk: what of the picture is near, as it changes. */
import type { Card } from "../live/card.ts";
import { all } from "../live/dom.ts";
import { fill, newestFirst, wanted } from "../live/lists.ts";
import type { Picture } from "../live/picture.ts";
import { isNear, nearFirst } from "./near.ts";
import { head } from "./page.ts";
import { isFor } from "./takeover.ts";

const isRunning = (card: Card): boolean => card.form === "withheld" || !card.body.closed_at;

function ofList(name: string, picture: Picture): Card[] {
  const cards = wanted(name, picture).cards;
  if (name === "news") return nearFirst(newestFirst(cards, "published_at"), head.spot);
  if (name === "warnings") return cards.filter((card) => card.form === "open" && isFor(card.body.area, head.spot));
  return cards.filter((card) => isNear(card, head.spot) && isRunning(card));
}

export function followLists(picture: Picture, now: number): void {
  for (const list of all("[data-kiosk-list]")) {
    const name = list.dataset["kioskList"] ?? "";
    fill(list, { blank: wanted(name, picture).blank, cards: ofList(name, picture) }, now);
  }
  for (const line of all("[data-kiosk-empty]")) line.hidden = ofList(line.dataset["kioskEmpty"] ?? "", picture).length > 0;
  const calm = !["warnings", "alerts", "incidents"].some((name) => ofList(name, picture).length);
  for (const line of all("[data-kiosk-calm]")) line.hidden = !calm;
}
