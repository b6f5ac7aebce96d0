/**
 * The board: lines of what is open. Lines that changed are fetched alone, and put where they belong;
 * counts come with them and are the server's. What is focused stays focused.
 */
import { all, flash, put } from "../live/dom.ts";
import { tick } from "./elapsed.ts";
import { Turns } from "./turns.ts";

/** Changes from which on the whole board is fetched. */
const MANY = 40;
/** Milliseconds for which a line counts as new. */
const NEW = 60_000;

export class Board {
  private readonly news = new Set<string>();
  private readonly turns = new Turns();

  constructor(
    private readonly main: HTMLElement,
    private readonly selected: () => string,
  ) {
    this.rove();
  }

  private get place(): HTMLElement {
    return this.main.querySelector<HTMLElement>("[data-board]")!;
  }

  /** Fetches the lines of `ids`, or everything. */
  async refresh(ids: Set<string> | null): Promise<void> {
    if (ids && ids.size <= MANY) this.putRows(await this.turns.ask(() => this.fetch(this.main.dataset["rowsAt"], [...ids])), ids);
    else this.putAll(await this.turns.ask(() => this.fetch(this.main.dataset["boardAt"], [])));
  }

  /** An act on `id` was answered. */
  acted(fresh: Document, id: string): void {
    this.turns.next();
    this.putRows(fresh, [id]);
  }

  private async fetch(address: string | undefined, ids: string[]): Promise<Document> {
    const asked = new URL(address ?? "", location.href);
    asked.search = location.search;
    for (const id of ids) asked.searchParams.append("id", id);
    asked.searchParams.set("selected", this.selected());
    const answer = await fetch(asked, { cache: "no-store" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  private putAll(fresh: Document): void {
    const focused = this.focused();
    this.place.replaceChildren(...fresh.body.childNodes);
    this.count(Number(this.place.querySelector<HTMLElement>("[data-groups]")?.dataset["total"] ?? 0));
    this.settle(focused);
  }

  /** `fresh` holds those of `ids` that belong on the board; the others leave it. */
  private putRows(fresh: Document, ids: Iterable<string>): void {
    const focused = this.focused();
    const rows = all<HTMLElement>("[data-fresh-rows] > [data-row]", fresh);
    const staying = new Set(rows.map((row) => row.dataset["row"]));
    for (const id of ids) if (!staying.has(id)) this.row(id)?.remove();
    for (const row of rows) this.putRow(row);
    for (const count of all("[data-fresh-counts] [data-count-of]", fresh)) this.countGroup(count);
    this.count(Number(fresh.querySelector<HTMLElement>("[data-fresh-rows]")?.dataset["total"] ?? 0));
    this.settle(focused);
  }

  private putRow(row: HTMLElement): void {
    const before = this.row(row.dataset["row"] ?? "");
    const state = before?.querySelector(".room-state")?.textContent;
    const group = this.place.querySelector<HTMLElement>(`[data-group="${row.dataset["severity"]}"]`);
    const list = group?.querySelector("[data-rows]");
    if (before && before.parentElement === list) before.replaceWith(row);
    else {
      before?.remove();
      if (list) insert(row, list, isWhole(group!));
    }
    const said = row.querySelector(".room-state");
    if (before && said?.textContent !== state) flash(said);
  }

  private countGroup(count: Element): void {
    const group = this.place.querySelector<HTMLElement>(`[data-group="${(count as HTMLElement).dataset["countOf"]}"]`);
    if (!group) return;
    const total = Number(count.textContent);
    const left = Math.max(0, total - group.querySelectorAll("[data-row]").length);
    put(group.querySelector(".room-group-head .count"), String(total));
    put(group.querySelector("[data-left]"), String(left));
    group.hidden = total === 0;
    const more = group.querySelector<HTMLElement>("[data-more]");
    if (more) more.hidden = left === 0;
  }

  private count(total: number): void {
    put(this.main.querySelector('[data-count-of="all"]'), String(total));
    const none = this.place.querySelector<HTMLElement>("[data-none]");
    if (none) none.hidden = total > 0;
  }

  private settle(focused: string | null): void {
    for (const id of this.news) this.row(id)?.classList.add("is-new");
    if (focused) this.row(focused)?.querySelector("a")?.focus({ preventScroll: true });
    this.mark(this.selected());
    tick(this.place);
  }

  private focused(): string | null {
    const row = document.activeElement?.closest<HTMLElement>("[data-row]");
    return row && this.place.contains(row) ? (row.dataset["row"] ?? null) : null;
  }

  private row(id: string): HTMLElement | null {
    return document.getElementById(`row-${id}`);
  }

  /** A new incident pulses for a minute. */
  greet(id: string): void {
    this.news.add(id);
    setTimeout(() => {
      this.news.delete(id);
      this.row(id)?.classList.remove("is-new");
    }, NEW);
  }

  /** `id` is the one that is shown in full. */
  mark(id: string): void {
    for (const link of all("[data-select][aria-current]", this.place)) link.removeAttribute("aria-current");
    this.row(id)?.querySelector("a")?.setAttribute("aria-current", "true");
    this.rove();
  }

  /** One line is in the order of Tab; from it, keys lead to the others. */
  private rove(on?: HTMLElement): void {
    const links = this.links();
    const current = on ?? links.find((link) => link === document.activeElement) ?? links.find((link) => link.hasAttribute("aria-current"));
    const stop = current ?? links[0];
    for (const link of links) if ((link.tabIndex === 0) !== (link === stop)) link.tabIndex = link === stop ? 0 : -1;
  }

  private links(): HTMLElement[] {
    // Nothing else hides a line; to ask whether it is seen would lay out the whole board for each.
    return all("[data-select], [data-more]", this.place).filter((link) => !link.closest("[hidden]"));
  }

  /** Moves the focus by `step` lines. */
  move(step: number): void {
    const links = this.links();
    const here = links.findIndex((link) => link === document.activeElement);
    const from = here >= 0 ? here : links.findIndex((link) => link.hasAttribute("aria-current"));
    const next = links[from < 0 ? 0 : Math.min(links.length - 1, Math.max(0, from + (here >= 0 ? step : 0)))];
    if (!next) return;
    this.rove(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
}

const isWhole = (group: HTMLElement): boolean => group.querySelector<HTMLElement>("[data-more]")?.hidden !== false;

/** The newest first. Where a list is cut off, what belongs below the cut is only counted. */
function insert(row: HTMLElement, list: Element, whole: boolean): void {
  const order = (one: HTMLElement): string => `${one.dataset["reported"]} ${one.dataset["row"]}`;
  const after = ([...list.children] as HTMLElement[]).find((other) => order(other) < order(row));
  if (after) after.before(row);
  else if (whole) list.append(row);
}
