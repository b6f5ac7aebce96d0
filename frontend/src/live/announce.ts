/** Says aloud what is new and matters: incidents, alerts and the city's stage. One line at a time. */
import type { OpenCard } from "./card.ts";
import { all } from "./dom.ts";
import type { Picture } from "./picture.ts";
import { inWords, say } from "./present.ts";

/** Milliseconds for which a new incident's ring pulses. */
const NEW = 60_000;
/** Kinds of cards of which a new one is told. */
const ANNOUNCED = new Set(["incident", "alert", "warning"]);
let stage = 0;
const known = new Set<string>();

export function learn(picture: Picture): void {
  stage = stageOf(picture)?.body.level ?? 0;
  for (const card of picture.cards.values()) if (ANNOUNCED.has(card.kind)) known.add(card.id);
}

export function announce(picture: Picture, changed: Set<string>): void {
  const lines: string[] = [];
  const now = stageOf(picture);
  if (now && now.body.level !== stage) {
    stage = now.body.level;
    lines.push(say("new_stage", { level: stage, name: inWords(now.body.name) }));
  }
  for (const id of changed) {
    const card = picture.cards.get(id);
    if (!card || !ANNOUNCED.has(card.kind) || known.has(id)) continue;
    known.add(id);
    pulse(id);
    const phrase = card.kind === "warning" ? "new_warning" : "new_incident";
    if (card.form === "open") lines.push(say(phrase, { title: inWords(card.title) }));
  }
  const box = document.querySelector("[data-announce]");
  if (box && lines.length) box.textContent = lines.join(". ");
}

function stageOf(picture: Picture): OpenCard | null {
  const card = picture.cards.get("city/stage");
  return card?.form === "open" ? card : null;
}

function pulse(id: string): void {
  const marks = all(`[data-card="${CSS.escape(id)}"], [data-incident="${CSS.escape(id)}"]`);
  for (const mark of marks) mark.classList.add("is-new");
  setTimeout(() => marks.forEach((mark) => mark.classList.remove("is-new")), NEW);
}
