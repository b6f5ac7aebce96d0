/** A page that comes from the worker's store says how old it is; a live screen says it of its picture. */
import { isScreen } from "../live/page.ts";

const MINUTE = 60_000;
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [["day", 1440], ["hour", 60], ["minute", 1]];

/** `3 hours ago`, a minute at least. Pure. */
export function ago(milliseconds: number, language: string): string {
  const minutes = Math.max(1, Math.floor(milliseconds / MINUTE));
  const [unit, size] = UNITS.find(([, one]) => minutes >= one)!;
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(minutes / size), unit);
}

export function sayAge(): void {
  const { lang, dataset } = document.documentElement;
  const band = document.querySelector<HTMLElement>('[data-band="kept"]');
  const at = Number(dataset["keptAt"] ?? 0);
  const isInstead = "keptInstead" in dataset;
  if (!at || !band || (isScreen && !isInstead)) return;
  const words = band.dataset[isInstead ? "instead" : "words"] ?? "";
  const say = () => (band.querySelector("span")!.textContent = words.replace("{age}", ago(Date.now() - at, lang)));
  say();
  band.hidden = false;
  setInterval(say, MINUTE);
}
