/** The page of an incident: where it stands, who is on it, what was told; as `incident_page.py`. */
import type { Words } from "../live/card.ts";
import { all, attribute, part, put } from "../live/dom.ts";
import { words, written } from "../live/page.ts";
import { clock, fill, inWords } from "../live/present.ts";

interface Entry {
  at: string;
  state: string | null;
  text: Words;
  actor: Words;
  origin?: string;
}

interface Body {
  state_name: Words;
  step: number | null;
  severity: string;
  agency: Words | null;
  response_seconds: number | null;
  target_seconds: number | null;
  units?: { name: Words; state: string }[];
  timeline?: Entry[];
}

interface Terms {
  phrases: Record<string, string>;
  severities: Record<string, string>;
  unit_states: Record<string, string>;
}

type Times = Partial<Record<"occurred_at" | "detected_at" | "reported_at" | "closed_at", string | null>>;
const TIMES = ["occurred_at", "detected_at", "reported_at", "closed_at"] as const;

export function followIncident(page: HTMLElement, body: Body & Times, now: number): void {
  const terms = written<Terms>("terms");
  if (!terms) return;
  put(part(page, "severity"), terms.severities[body.severity] ?? body.severity);
  response(page, body, terms);
  steps(page, body, now);
  timeline(page, body.timeline ?? [], now);
  units(page, body.units ?? [], terms);
  facts(page, body, terms, now);
}

function response(page: HTMLElement, body: Body, terms: Terms): void {
  const { response_seconds: took, target_seconds: target } = body;
  const judged = part(page, "judged");
  if (took === null || !judged) return;
  put(part(page, "took"), fill(terms.phrases["took"] ?? "", { took: minutes(took, terms) }));
  judged.hidden = !target;
  if (!target) return;
  const verdict = took <= target ? "within" : "beyond";
  judged.classList.toggle("within", verdict === "within");
  judged.classList.toggle("beyond", verdict === "beyond");
  put(part(page, "judgement"), fill(terms.phrases[verdict] ?? "", { target: minutes(target, terms) }));
}

function minutes(seconds: number, { phrases }: Terms): string {
  const rest = Math.floor(seconds % 60);
  return fill(phrases[rest ? "minutes_seconds" : "minutes"] ?? "", { minutes: Math.floor(seconds / 60), seconds: rest });
}

function steps(page: HTMLElement, body: Body, now: number): void {
  const reached = new Map((body.timeline ?? []).map(({ state, at }) => [state, at]));
  const current = body.step ?? -1;
  all("[data-step]", page).forEach((step, place) => {
    step.className = place < current ? "is-done" : place === current ? "is-current" : "is-ahead";
    step.toggleAttribute("aria-current", false);
    if (place === current) attribute(step, "aria-current", "step");
    put(step.querySelector("span"), place === current ? inWords(body.state_name) : (step.dataset["name"] ?? ""));
    const at = reached.get(step.dataset["step"] ?? "");
    put(step.querySelector("time"), at ? clock(Date.parse(at), now) : "");
  });
}

function timeline(page: HTMLElement, entries: Entry[], now: number): void {
  list(page.querySelector("[data-timeline]"), "timeline-entry", entries, (row, entry) => {
    const time = row.querySelector("time");
    attribute(time, "datetime", entry.at);
    put(time, clock(Date.parse(entry.at), now));
    put(part(row, "entry-text"), inWords(entry.text));
    put(part(row, "entry-actor"), inWords(entry.actor));
    const origin = part(row, "entry-origin");
    if (!origin) return;
    origin.hidden = (entry.origin ?? "measured") === "measured";
    put(origin, origin.hidden ? "" : (words.origins[entry.origin ?? ""] ?? ""));
  });
}

function units(page: HTMLElement, found: NonNullable<Body["units"]>, terms: Terms): void {
  const box = page.querySelector<HTMLElement>("[data-units]");
  const none = page.querySelector<HTMLElement>("[data-no-units]");
  list(box, "unit", found, (row, unit) => {
    put(part(row, "unit-name"), inWords(unit.name));
    put(part(row, "unit-state"), terms.unit_states[unit.state] ?? unit.state);
  });
  if (box) box.hidden = found.length === 0;
  if (none) none.hidden = found.length > 0;
}

/** As many rows as there are things, made from the page's own markup, each filled anew. */
function list<Thing>(box: Element | null, markup: string, things: Thing[], show: (row: HTMLElement, thing: Thing) => void): void {
  const blank = document.getElementById(markup);
  if (!box || !(blank instanceof HTMLTemplateElement)) return;
  while (box.children.length > things.length) box.lastElementChild?.remove();
  while (box.children.length < things.length) box.append(blank.content.firstElementChild!.cloneNode(true));
  things.forEach((thing, place) => show(box.children[place] as HTMLElement, thing));
}

function facts(page: HTMLElement, body: Body & Times, terms: Terms, now: number): void {
  fact(page, "agency", inWords(body.agency));
  fact(page, "severity", terms.severities[body.severity] ?? body.severity);
  for (const name of TIMES) {
    const at = body[name];
    fact(page, name, at ? clock(Date.parse(at), now) : "");
  }
}

function fact(page: HTMLElement, name: string, text: string): void {
  const row = page.querySelector<HTMLElement>(`[data-fact="${name}"]`);
  if (!row) return;
  row.hidden = !text;
  put(row.querySelector("dd"), text);
}
