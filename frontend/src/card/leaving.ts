/**
 * A card that is withheld, released or gone while its page is open: that is said, and the page is
 * loaded anew. What becomes withheld is taken from the screen at once.
 */
import type { Card } from "../live/card.ts";
import { put } from "../live/dom.ts";
import { head } from "../live/page.ts";

/** Milliseconds to read why the page is about to change. */
const TO_READ = 2_500;
type Form = "open" | "withheld" | "past";
const SAID = { withheld: "withheld", open: "open", past: "gone" } as const;

/** Whether the page no longer shows the card as it stands in picture `number`. */
export function hasLeft(page: HTMLElement, card: Card | undefined, number: number): boolean {
  const now: Form = card ? card.form : "past";
  if (now === page.dataset["form"]) return false;
  // A picture no newer than the page itself says nothing about it.
  if (number <= head.number) return true;
  page.dataset["form"] = now;
  if (now === "withheld") page.hidden = true;
  say(SAID[now]);
  setTimeout(() => void reload(), TO_READ);
  return true;
}

function say(name: string): void {
  const band = document.querySelector<HTMLElement>('[data-band="card"]');
  if (!band) return;
  band.hidden = false;
  put(band.querySelector("span"), band.dataset[name] ?? "");
}

/** What is kept nowhere stays readable until its reader leaves. */
async function reload(): Promise<void> {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}
