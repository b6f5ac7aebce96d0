/** Clocks that run since something was reported, and when they run over; as `web/room/spans.py`. */
import { cityNow } from "../live/clock.ts";
import { all, put } from "../live/dom.ts";

export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (number: number): string => String(number).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export function tick(within: ParentNode = document): void {
  const now = cityNow();
  for (const time of all("time[data-elapsed]", within)) {
    const waited = now - Date.parse(time.dataset["elapsed"] ?? "");
    put(time, span(waited));
    const clock = time.closest<HTMLElement>("[data-target]");
    clock?.classList.toggle("is-late", waited > 1000 * Number(clock.dataset["target"]));
  }
}
