/** Looks back: the whole screen as it was known at a moment, with a clear band. */
import { all, put } from "./dom.ts";
import { clock, inWords } from "./present.ts";
import type { Words } from "./card.ts";

/** Frame number, city time, and what happened there (null: nothing that needs a mark). */
type Moment = [number, string, (Words | string | null)?];

export interface Past {
  show(number: number): Promise<void>;
  live(): void;
}

export async function bindTimebar(past: Past, now: () => number): Promise<void> {
  const bar = document.querySelector<HTMLElement>("[data-timebar]");
  const range = bar?.querySelector("input");
  if (!bar || !range) return;
  let moments: Moment[] = [];
  const load = async () => {
    const answer = await fetch(bar.dataset["history"] ?? "").catch(() => null);
    if (!answer?.ok || Number(range.value) < Number(range.max)) return;
    moments = (await answer.json()) as Moment[];
    bar.hidden = moments.length < 2;
    range.max = String(moments.length);
    range.value = range.max;
    draw(bar, moments, now());
  };
  const word = () => {
    const moment = moments[Number(range.value)];
    range.setAttribute("aria-valuetext", moment ? clock(Date.parse(moment[1]), now()) : (part(bar)?.textContent ?? ""));
  };
  let asked: ReturnType<typeof setTimeout> | undefined;
  range.addEventListener("input", () => {
    word();
    clearTimeout(asked);
    const moment = moments[Number(range.value)];
    asked = setTimeout(() => (moment ? void past.show(moment[0]) : past.live()), 150);
  });
  for (const button of all("[data-back-to-live]")) {
    button.addEventListener("click", () => {
      range.value = range.max;
      past.live();
      range.focus();
    });
  }
  await load();
  word();
  setInterval(() => void load(), 60_000);
}

const part = (bar: Element) => bar.querySelector('[data-bind="connection"]');

function draw(bar: HTMLElement, moments: Moment[], now: number): void {
  const first = moments[0];
  if (first) put(bar.querySelector('[data-bind="timebar-start"]'), clock(Date.parse(first[1]), now));
  const marks = moments.flatMap(([, time, label], position) => {
    if (!label) return [];
    const mark = document.createElement("i");
    mark.style.left = `${(100 * position) / moments.length}%`;
    mark.title = `${clock(Date.parse(time), now)} ${typeof label === "string" ? label : inWords(label)}`;
    return [mark];
  });
  bar.querySelector("[data-timebar-marks]")?.replaceChildren(...marks);
}
