/**
 * Trains at this station, asked for twice a minute; why there are none is the server's sentence.
 * What is shown counts on between two answers: minutes to a train, and the age of what is known.
 */
import { cityNow } from "../live/clock.ts";
import { all, put } from "../live/dom.ts";
import { ageOf } from "../live/present.ts";
import { sayKiosk } from "./page.ts";

interface Arrivals {
  words: string;
  source: string;
  /** When the source last answered well; empty: never. */
  at: string;
  trains: { line: string; towards: string; due: string }[];
}

const EVERY = 30_000;
const ARRIVING = 45_000;
let known: Arrivals | null = null;

export function followArrivals(): void {
  const address = document.querySelector<HTMLElement>("[data-arrivals]")?.dataset["arrivals"];
  if (!address) return;
  const ask = async () => {
    if (document.hidden) return;
    // Without a network what is known goes on counting down until the last train has come.
    known = (await fetched(`${address}${location.search}`).catch(() => null)) ?? known;
    draw();
  };
  void ask();
  setInterval(() => void ask(), EVERY);
  document.addEventListener("visibilitychange", () => void ask());
}

/** Null where it is refused. What a cache kept may be of long ago. */
async function fetched(address: string): Promise<Arrivals | null> {
  const answer = await fetch(address, { cache: "no-cache" });
  return answer.ok ? ((await answer.json()) as Arrivals) : null;
}

function draw(): void {
  if (!known) return;
  const { trains, words, source, at } = known;
  const coming = trains.filter((train) => Date.parse(train.due) > cityNow() - ARRIVING);
  const why = words || sayKiosk("no_answer");
  for (const box of all("[data-arrivals]")) {
    box.querySelector("[data-trains]")?.replaceChildren(...coming.map(row));
    const state = box.querySelector<HTMLElement>("[data-arrivals-state]");
    if (state) state.hidden = coming.length > 0;
    put(state?.querySelector("span") ?? null, why);
    put(box.querySelector("[data-arrivals-source]"), source);
    const age = box.querySelector<HTMLElement>("[data-arrivals-age]");
    if (age) age.dataset["age"] = at;
    put(age, at ? ageOf(at, cityNow()) : "");
  }
}

function row(train: Arrivals["trains"][number]): HTMLElement {
  const left = Date.parse(train.due) - cityNow();
  const line = document.createElement("li");
  const texts = [train.line, train.towards, left < ARRIVING ? sayKiosk("arriving") : sayKiosk("in_minutes", { count: Math.ceil(left / 60_000) })];
  line.append(...texts.map((text, place) => Object.assign(document.createElement(place === 2 ? "b" : "span"), { textContent: text })));
  return line;
}
