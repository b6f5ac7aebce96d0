/** City time on the screen: the clock, the day, and the age of everything. */
import { all, put } from "./dom.ts";
import { head } from "./page.ts";
import { ageOf, day, hourMinuteSecond } from "./present.ts";

let at = Date.parse(head.at);
let cityTime = Date.parse(head.city_time);
let speed = head.speed;
let held: number | null = null;

/** What the machine's own clock is wrong by, in milliseconds; learnt from fresh frames. */
let skew = 0;

export function setTime(from: { at: number; cityTime: number; speed: number }, fresh = false): void {
  ({ at, cityTime, speed } = from);
  const late = Date.now() - at;
  if (fresh && (late < 0 || late < skew)) skew = late;
}

/** City time now; where the viewer looks at the past, that moment. */
export function cityNow(): number {
  return held ?? cityTime + Math.max(0, Date.now() - skew - at) * speed;
}

export function hold(moment: number | null): void {
  held = moment;
  tick();
}

export function tick(): void {
  const now = cityNow();
  for (const clock of all("[data-clock]")) put(clock, hourMinuteSecond(now));
  for (const date of all("[data-day]")) put(date, day(now));
  for (const time of all("time[data-age]")) {
    const from = time.dataset["age"];
    if (from) put(time, ageOf(from, now));
  }
}

export const startClock = (): void => void setInterval(tick, 1000);
