/** Snapshot and frames make the next snapshot, as `simin.domains.picture.fold` does. */
import type { Card, Frame, Snapshot } from "./card.ts";

/**
 * Whether a picture that was kept is worth showing on a page of frame `page`, with frame `followed`
 * live. One of the same number is: the page has only what it shows of it, and no warnings.
 */
export const isWorthShowing = (kept: number, page: number, followed: number): boolean => kept >= page && kept > followed;

export class Picture {
  readonly cards = new Map<string, Card>();
  number = 0;
  at = 0;
  cityTime = 0;
  speed = 1;

  /** Takes a whole picture; gives the ids of cards that differ from what was there. */
  replace(snapshot: Snapshot): Set<string> {
    const changed = new Set<string>();
    const ids = new Set(snapshot.cards.map((card) => card.id));
    for (const id of this.cards.keys()) {
      if (ids.has(id)) continue;
      this.cards.delete(id);
      changed.add(id);
    }
    for (const card of snapshot.cards) if (this.put(card)) changed.add(card.id);
    this.head(snapshot);
    return changed;
  }

  /** Whether `frame` is the next one; any other must not be folded. */
  follows(frame: Frame): boolean {
    return frame.number === this.number + 1;
  }

  /** Takes the next frame; gives the ids of cards that changed or left. */
  fold(frame: Frame): Set<string> {
    if (!this.follows(frame)) throw new Error(`frame ${frame.number} does not follow ${this.number}`);
    for (const id of frame.removed) this.cards.delete(id);
    for (const card of frame.changed) this.cards.set(card.id, card);
    this.head(frame);
    return new Set([...frame.removed, ...frame.changed.map((card) => card.id)]);
  }

  private put(card: Card): boolean {
    const known = this.cards.get(card.id);
    if (known && JSON.stringify(known) === JSON.stringify(card)) return false;
    this.cards.set(card.id, card);
    return true;
  }

  private head(from: { number: number; at: string; city_time: string; speed: number }): void {
    this.number = from.number;
    this.at = Date.parse(from.at);
    this.cityTime = Date.parse(from.city_time);
    this.speed = from.speed;
  }
}
