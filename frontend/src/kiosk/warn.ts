/** A grave warning covers the screen in every language in turn, and goes when it is over. */
import type { OpenCard } from "../live/card.ts";
import { cityNow } from "../live/clock.ts";
import { all, put } from "../live/dom.ts";
import { written } from "../live/page.ts";
import type { Picture } from "../live/picture.ts";
import { fill, isoDay } from "../live/present.ts";
import { head } from "./page.ts";
import { takeover } from "./takeover.ts";

interface Said {
  title: string;
  until: string;
  fallback: string;
  grades: Record<string, string>;
  origins: Record<string, string>;
}
const said = written<Record<string, Said>>("takeover-words") ?? {};
/** Milliseconds for which one language stands, and for which one that was asked for does. */
const TURN = 8_000;
const HELD = 45_000;
let shown: OpenCard | null = null;
let language = head.language;
let turnsAt = 0;
let latest: Picture | null = null;

const box = (): HTMLElement | null => document.querySelector<HTMLElement>("[data-takeover]");

export function bindWarnings(): void {
  for (const button of all("[data-warn-in]")) button.addEventListener("click", () => speak(button.dataset["warnIn"] ?? "", HELD));
  setInterval(look, 1000);
}

export function followWarnings(picture: Picture): void {
  latest = picture;
  look();
}

function look(): void {
  if (!latest) return;
  const found = takeover(latest.cards.values(), head.spot, cityNow());
  if (found?.id !== shown?.id) begin(found);
  else if (found && found !== shown) write((shown = found));
  else if (found && performance.now() > turnsAt) speak(next(), TURN);
}

function begin(found: OpenCard | null): void {
  shown = found;
  const over = box();
  if (!over) return;
  over.hidden = !found;
  for (const behind of all(".k-head, .k-bands, .k-main, .k-foot")) behind.inert = Boolean(found);
  for (const asking of all<HTMLDialogElement>("dialog[open]")) asking.close();
  if (!found) return;
  speak(head.language, TURN);
  over.focus();
}

function next(): string {
  const { languages } = head;
  return languages[(languages.indexOf(language) + 1) % languages.length] ?? head.language;
}

function speak(wanted: string, milliseconds: number): void {
  language = wanted;
  turnsAt = performance.now() + milliseconds;
  if (shown) write(shown);
}

/** Words in `language`, else in English, and which of the two they are in. */
function inLanguage(text: Record<string, string> | null | undefined): { words: string; lang: string } {
  const known = [language, "en", ...Object.keys(text ?? {})].find((code) => text?.[code]) ?? language;
  return { words: text?.[known] ?? "", lang: known };
}

/** `21:40`, with the day before it where that is another one: in the warning's language, not the page's. */
function ending(at: number): string {
  const day = isoDay(at) === isoDay(cityNow()) ? {} : ({ month: "long", day: "numeric" } as const);
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: head.zone }).format(at);
}

function write({ title, body, trust }: OpenCard): void {
  const over = box();
  const words = said[language];
  if (!over || !words) return;
  over.lang = language;
  over.dataset["severity"] = body.severity;
  for (const [name, text] of [["title", title], ["instruction", body.instruction], ["description", body.description]] as const) {
    const { words: told, lang } = inLanguage(text);
    const part = over.querySelector<HTMLElement>(`[data-warn="${name}"]`);
    if (part) part.lang = lang;
    put(part, told);
  }
  const until = body.expires ? fill(words.until, { time: ending(Date.parse(body.expires)) }) : "";
  put(over.querySelector('[data-warn="kind"]'), [words.title, words.grades[body.severity]].filter(Boolean).join(" · "));
  beside(over.querySelector('[data-warn="facts"]'), inLanguage(body.area?.description), until);
  beside(over.querySelector('[data-warn="from"]'), inLanguage(trust.source_name), trust.origin === "measured" ? "" : (words.origins[trust.origin] ?? ""));
  put(over.querySelector('[data-warn="fallback"]'), inLanguage(title).lang === language ? "" : words.fallback);
  for (const button of all("[data-warn-in]")) button.setAttribute("aria-pressed", String(button.dataset["warnIn"] === language));
}

/** What the city says, in whatever language it has it, and what we say, in the warning's. */
function beside(part: Element | null, { words, lang }: { words: string; lang: string }, ours: string): void {
  const theirs = Object.assign(document.createElement("span"), { textContent: words, lang });
  part?.replaceChildren(...(words ? [theirs] : []), [words && ours ? " · " : "", ours].join(""));
}
