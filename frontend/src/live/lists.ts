/**
 * Lists that follow the picture: which cards stand in them, in which order.
 *
 * A card that appears is made from the page's blank markup; one that left is taken away.
 */
import type { Card } from "./card.ts";
import { all, attribute, part, put } from "./dom.ts";
import { head, words } from "./page.ts";
import { inWords, progressLevel } from "./present.ts";
import type { Picture } from "./picture.ts";
import { render } from "./render.ts";

const BLANK = "blank/blank";
const SEVERITIES = ["extreme", "severe", "moderate", "minor", "unknown"];

type Row = { blank: string; cards: Card[] };

const byRank = (one: Card, other: Card) =>
  (one.rank ?? 0) - (other.rank ?? 0) || (one.id < other.id ? -1 : 1);
const text = (card: Card, field: string): string => (card.form === "open" ? (card.body[field] ?? "") : "");
const isCounter = (card: Card) => card.domain === "safety" && (card.form === "withheld" || Boolean(card.body.secondary));

function gravity(card: Card): number {
  if (card.form === "withheld") return 10;
  return (card.body.closed_at ? 20 : 0) + SEVERITIES.indexOf(card.body.severity ?? "unknown");
}

/** What stands in the list called `name`. */
export function wanted(name: string, picture: Picture): Row {
  const cards = [...picture.cards.values()];
  const indicators = (section: string) => cards.filter((card) => card.kind === "indicator" && card.section === section).sort(byRank);
  if (name === "counters") return { blank: "counter", cards: indicators("now").filter(isCounter) };
  if (name === "now") return { blank: "indicator", cards: featuredFirst(indicators("now").filter((card) => !isCounter(card))) };
  if (name === "incidents") return { blank: "incident", cards: incidents(cards) };
  if (name === "warnings") return { blank: "warning", cards: cards.filter((card) => card.kind === "warning").sort(byRank) };
  if (name === "alerts") return { blank: "alert", cards: cards.filter((card) => card.kind === "alert").sort(byAlarm) };
  if (name === "news") return { blank: "news", cards: newestFirst(cards.filter((card) => card.kind === "news"), "published_at") };
  return { blank: "row", cards: ofTheme(name.slice("theme-".length), indicators("administration")) };
}

const featuredFirst = (cards: Card[]) =>
  cards.sort((one, other) => Number(isFeatured(other)) - Number(isFeatured(one)));
const isFeatured = (card: Card) => card.form === "withheld" || Boolean(card.body.featured);
export const newestFirst = (cards: Card[], field: string) =>
  cards.sort((one, other) => Date.parse(text(other, field) || "1970") - Date.parse(text(one, field) || "1970"));
const ALARMS = ["very_bad", "bad", "moderate"];
/** Open before withheld before resting, gravest first, newest first. */
const alarm = (card: Card): number =>
  card.form === "withheld" ? 10 : (card.body.state === "open" ? 0 : 20) + ALARMS.indexOf(card.body.severity);
const byAlarm = (one: Card, other: Card) => alarm(one) - alarm(other) || byRank(one, other);
const incidents = (cards: Card[]) =>
  newestFirst(cards.filter((card) => card.kind === "incident"), "reported_at").sort((one, other) => gravity(one) - gravity(other));

/** The tabs show all indicators of all themes as dots, also of the themes that are not open. */
function dots(picture: Picture): void {
  for (const box of all("[data-dots]")) {
    const { cards } = wanted(`theme-${box.dataset["dots"]}`, picture);
    const levels = cards.map((card) => progressLevel(card.form === "open" ? card.body.progress : null));
    if (levels.join() === all("i", box).map((dot) => dot.dataset["level"]).join()) continue;
    box.replaceChildren(...levels.map(dot));
  }
}

function dot(level: string): HTMLElement {
  const made = document.createElement("i");
  made.dataset["level"] = level;
  return made;
}

function ofTheme(theme: string, cards: Card[]): Card[] {
  const first = head.themes[0] === theme;
  return cards.filter((card) => text(card, "theme") === theme || (first && !head.themes.includes(text(card, "theme"))));
}

export function follow(picture: Picture, now: number): void {
  for (const list of all("[data-list]")) {
    const name = list.dataset["list"] ?? "";
    if (name === "attention") attention(list, picture);
    else fill(list, inPlace(wanted(name, picture), list.dataset["in"]), now);
    const empty = document.querySelector<HTMLElement>(`[data-empty="${name}"]`);
    if (empty) empty.hidden = list.childElementCount > 0;
  }
  dots(picture);
}

/** Of a list that is about one district: only what is there. */
function inPlace(row: Row, district?: string): Row {
  return district ? { ...row, cards: row.cards.filter((card) => card.place?.district === district) } : row;
}

export function fill(list: HTMLElement, row: Row, now: number): void {
  const limit = Number(list.dataset["limit"] ?? Infinity);
  place(list, row.cards.slice(0, limit).map((card) => {
    const kept = all(`[data-card="${CSS.escape(card.id)}"]`, list).find((element) => element.dataset["form"] === card.form);
    if (kept) return kept;
    const made = blank(card.form === "withheld" ? "withheld" : row.blank, card.id);
    render(made, card, now);
    return made;
  }));
}

/** Puts `elements` into `list` in order and takes away all others, moving as few as it can. */
function place(list: HTMLElement, elements: HTMLElement[]): void {
  const keep = new Set<Element>(elements);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  elements.forEach((element, position) => {
    if (list.children[position] !== element) list.insertBefore(element, list.children[position] ?? null);
  });
}

function blank(kind: string, id: string): HTMLElement {
  const template = document.getElementById(`blank-${kind}`) as HTMLTemplateElement;
  const made = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
  if (made.hasAttribute("data-card")) made.dataset["card"] = id;
  for (const link of all<HTMLAnchorElement>("a[href]", made)) {
    link.setAttribute("href", link.getAttribute("href")!.replace(BLANK, id));
  }
  return made;
}

function attention(list: HTMLElement, picture: Picture): void {
  const card = picture.cards.get("city/attention");
  const entries: any[] = card?.form === "open" ? [...card.body.entries].sort((one, other) => one.rank - other.rank) : [];
  place(list, entries.map((entry) => {
    const element = list.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entry.id)}"]`) ?? blank("attention", entry.card);
    element.dataset["entry"] = entry.id;
    attribute(element, "data-level", entry.severity);
    put(part(element, "text"), inWords(entry.text));
    put(part(element, "reason"), inWords(entry.reason));
    put(part(element, "action"), words.actions[entry.action] ?? "");
    return element;
  }));
  put(document.querySelector('[data-count="attention"]'), String(entries.length));
}
