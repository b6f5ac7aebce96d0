/**
 * From cards to words: the same as `simin.web.presentation` does on the server.
 *
 * The words come with the page, in its language; nothing here holds text of its own.
 */
import type { Trust, Words } from "./card.ts";
import { head, words } from "./page.ts";

export const inWords = (text?: Words | null): string =>
  text ? (text[head.language] ?? text["en"] ?? Object.values(text)[0] ?? "") : "";

export function figure(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined) return "–";
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString(head.language, digits);
}

export const unit = (of?: string | Words | null): string =>
  typeof of === "string" ? of : inWords(of);

/** `%(count)d min ago` and its facts. */
export function say(phrase: string, facts: Record<string, string | number> = {}): string {
  return fill(words.phrases[phrase] ?? "", facts);
}

/** Puts `facts` into a text as Python's `%` does. */
export const fill = (text: string, facts: Record<string, string | number>): string =>
  text.replace(/%\((\w+)\)[sd]/g, (_, name: string) => String(facts[name] ?? "")).replace(/%%/g, "%");

export function age(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return say("now");
  if (minutes < 60) return say("minutes", { count: minutes });
  if (minutes < 48 * 60) return say("hours", { count: Math.floor(minutes / 60) });
  return say("days", { count: Math.floor(minutes / 1440) });
}

/** Nothing has ever arrived where the time is the epoch. */
export function ageOf(time: string, now: number): string {
  const at = Date.parse(time);
  return at < 86_400_000 ? say("never") : age(now - at);
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(name: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let found = formats.get(name);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { timeZone: head.zone, ...options });
    formats.set(name, found);
  }
  return found;
}

const two = "2-digit";
export const hourMinute = (at: number): string =>
  format("minute", "en-GB", { hour: two, minute: two }).format(at);
export const hourMinuteSecond = (at: number): string =>
  format("second", "en-GB", { hour: two, minute: two, second: two }).format(at);
/** `2022-03-05` in the city's zone. */
export const isoDay = (at: number): string =>
  format("iso", "sv-SE", { year: "numeric", month: two, day: two }).format(at);

export function day(at: number): string {
  const english = head.language === "en";
  const locale = english ? "en-GB" : head.language;
  const date = format("date", locale, { month: "long", day: "numeric" }).format(at);
  const weekday = format("weekday", locale, { weekday: "short" }).format(at);
  return english ? `${weekday} ${date}` : `${date} ${weekday}`;
}

export function clock(at: number, now: number): string {
  return isoDay(at) === isoDay(now) ? hourMinute(at) : `${day(at)} ${hourMinute(at)}`;
}

/** `13:52`, or the day where that is another one. */
export function clockOrDay(at: number, now: number): string {
  if (isoDay(at) === isoDay(now)) return hourMinute(at);
  const locale = head.language === "en" ? "en-GB" : head.language;
  return format("short", locale, { month: "short", day: "numeric" }).format(at);
}

/** Nothing where the source's own name already says it. */
export function mark(trust: Trust): string {
  const said = originMark(trust);
  return said === inWords(trust.source_name) ? "" : said;
}

function originMark(trust: Trust): string {
  if (trust.origin === "replayed" && trust.recorded_at) {
    return say("replayed", { date: isoDay(Date.parse(trust.recorded_at)) });
  }
  return trust.origin === "measured" ? "" : (words.origins[trust.origin] ?? "");
}

export const warning = (trust: Trust): string =>
  trust.freshness === "live" ? "" : (words.freshness[trust.freshness] ?? "");

/** The heaviest badge and how many more: `frozen +1`. */
export function badge(trust: Trust): string {
  const [first, ...more] = trust.badges ?? [];
  if (!first) return "";
  return (words.badges[first.detector] ?? first.detector) + (more.length ? ` +${more.length}` : "");
}

export function span(seconds: number): string {
  if (seconds >= 172_800) return say("span_days", { count: Math.round(seconds / 86_400) });
  if (seconds >= 3600) return say("span_hours", { count: Math.round(seconds / 3600) });
  return say("span_minutes", { count: Math.round(seconds / 60) });
}

/** The spark line's path and its end dot; null where fewer than two values are known. */
export function spark(values: (number | null)[]): { path: string; end: string } | null {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  const step = 96 / Math.max(1, values.length - 1);
  let path = "";
  let end = "";
  let drawing = false;
  values.forEach((value, position) => {
    if (value !== null) {
      end = `${(2 + position * step).toFixed(1)} ${(26 - (range > 0 ? (value - low) / range : 0.5) * 24).toFixed(1)}`;
      path += (drawing ? "L" : "M") + end;
    }
    drawing = value !== null;
  });
  return { path, end: `M${end}h0` };
}

export function progressLevel(progress: number | null | undefined): string {
  if (progress === null || progress === undefined) return "unknown";
  return progress >= 0.95 ? "moderate" : progress >= 0.8 ? "bad" : "very_bad";
}

/** A calendar day, without any zone: `2022년 3월 12일`. */
export const longDay = (date: string): string =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString(head.language, { dateStyle: "long", timeZone: "UTC" });
