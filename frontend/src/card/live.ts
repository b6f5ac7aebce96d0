/**
 * The page of one card follows the picture: what `live/render.ts` does not know of, because only
 * this page has it. The client itself is the screens' own; it tells of each change in the document.
 */
import type { Card, OpenCard } from "../live/card.ts";
import { all, put } from "../live/dom.ts";
import type { Picture } from "../live/picture.ts";
import { followDistricts } from "./districts.ts";
import { followIncident } from "./incident.ts";
import { hasLeft } from "./leaving.ts";

interface Change {
  picture: Picture;
  changed: Set<string>;
}

export function followCard(): void {
  const page = document.querySelector<HTMLElement>("[data-page]");
  const id = page?.dataset["card"];
  if (!page || !id) return;
  let learnt = false;
  document.addEventListener("simin:picture", (event) => {
    const { picture, changed } = (event as CustomEvent<Change>).detail;
    // The first picture may have come before this script was there to hear of it.
    if (learnt && !changed.has(id)) return;
    learnt = true;
    const card = picture.cards.get(id);
    if (!hasLeft(page, card, picture.number) && isOpen(card)) follow(page, card, picture.cityTime);
  });
}

const isOpen = (card: Card | undefined): card is OpenCard => card?.form === "open";

function follow(page: HTMLElement, card: OpenCard, now: number): void {
  if (card.kind === "indicator") followDistricts(page, card.body);
  if (card.kind === "incident") followIncident(page, card.body, now);
  if (card.kind === "warning") readAnew(page, card.body);
  copyLineage(page);
}

/** What an update says is laid out by the server. */
function readAnew(page: HTMLElement, body: OpenCard["body"]): void {
  const shown = page.dataset["sent"];
  if (shown && Date.parse(shown) !== Date.parse(body.sent)) location.reload();
}

/** The trust mark's own rows stand once more, with others, where the page says what it rests on. */
function copyLineage(page: HTMLElement): void {
  const below = all("[data-lineage] dd", page);
  all('[data-bind="lineage"] dd', page).forEach((row, place) => put(below[place] ?? null, row.textContent ?? ""));
}
