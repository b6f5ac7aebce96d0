/** Trains at this station, asked for twice a minute; why there are none is the server's sentence. */
import { cityNow } from "../live/clock.ts";
import { all, put } from "../live/dom.ts";
import { sayKiosk } from "./page.ts";

interface Arrivals {
  words: string;
  source: string;
  trains: { line: string; towards: string; due: string }[];
}

const EVERY = 30_000;
const ARRIVING = 45_000;
let known: Arrivals | null = null;

export function followArrivals(): void {
  const address = document.querySelector<HTMLElement>("[data-arrivals]")?.dataset["arrivals"];
  if (!address) return;
  const ask = async () => {
    try {
      const answer = await fetch(`${address}${location.search}`);
      if (answer.ok) known = (await answer.json()) as Arrivals;
      draw();
    } catch {
      // Without a network what is known goes on counting down until the last train has come.
      draw();
    }
  };
  void ask();
  setInterval(() => void ask(), EVERY);
}

function draw(): void {
  if (!known) return;
  const { trains, words, source } = known;
  const coming = trains.filter((train) => Date.parse(train.due) > cityNow() - ARRIVING);
  for (const box of all("[data-arrivals]")) {
    box.querySelector("[data-trains]")?.replaceChildren(...coming.map(row));
    const state = box.querySelector<HTMLElement>("[data-arrivals-state]");
    if (state) state.hidden = coming.length > 0 || !words;
    put(state?.querySelector("span") ?? null, words);
    put(box.querySelector("[data-arrivals-source]"), source);
  }
}

function row(train: Arrivals["trains"][number]): HTMLElement {
  const left = Date.parse(train.due) - cityNow();
  const line = document.createElement("li");
  const texts = [train.line, train.towards, left < ARRIVING ? sayKiosk("arriving") : sayKiosk("in_minutes", { count: Math.ceil(left / 60_000) })];
  line.append(...texts.map((text, place) => Object.assign(document.createElement(place === 2 ? "b" : "span"), { textContent: text })));
  return line;
}
