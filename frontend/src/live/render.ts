/** Fills the markup of one card; the markup itself is the server's. */
import type { Card, OpenCard, Trust, WithheldCard } from "./card.ts";
import { all, attribute, flash, part, put } from "./dom.ts";
import { words } from "./page.ts";
import * as say from "./present.ts";

/** Signs of a number and its (smaller) unit beyond which nothing fits beside it. */
const LONG = 7;
/** The level whose colour a severity has. */
const GRAVITY: Record<string, string> = { extreme: "very_bad", severe: "very_bad", moderate: "bad" };

export function render(root: HTMLElement, card: Card, now: number): void {
  if (card.form === "withheld") return withheld(root, card);
  if (root.dataset["form"] === "trust") return trust(root, card.trust, now);
  if (card.kind === "stage") return stage(root, card, now);
  if (card.kind === "incident") return incident(root, card, now);
  if (card.kind === "alert") return alert(root, card, now);
  if (card.kind === "warning") return warning(root, card, now);
  if (card.kind === "news") return news(root, card, now);
  if (card.kind === "indicator") return indicator(root, card, now);
  trust(root, card.trust, now);
}

function indicator(root: HTMLElement, card: OpenCard, now: number): void {
  const { body } = card;
  const district = root.dataset["district"];
  const shown = district ? (body.districts?.[district] ?? { value: null, level: "unknown" }) : body;
  put(part(root, "title"), say.inWords(card.title));
  attribute(root, "data-level", shown.level ?? "");
  put(part(root, "level"), shown.level ? (words.levels[shown.level] ?? "") : "");
  if (put(part(root, "value"), say.figure(shown.value, body.decimals))) flash(part(root, "value"));
  const length = say.figure(shown.value, body.decimals).length + 0.6 * say.unit(body.unit).length;
  root.classList.toggle("long", length > LONG);
  put(part(root, "unit"), say.unit(body.unit));
  put(part(root, "secondary"), body.secondary ? say.figure(body.secondary.value) : "");
  put(part(root, "secondary-label"), body.secondary ? say.inWords(body.secondary.label) : "");
  if (!district) sparkLine(part(root, "spark"), body.spark);
  bar(part<SVGElement>(root, "bar"), body.progress);
  target(root, body);
  if (district) beside(root, body, district);
  trust(root, card.trust, now);
}

/** A district's value beside the city's and the other districts'; as `web/near/comparison.py`. */
function beside(root: HTMLElement, body: OpenCard["body"], district: string): void {
  const box = part(root, "whole");
  if (!box) return;
  const { value, decimals, districts } = body;
  const here: number | null | undefined = districts?.[district]?.value;
  put(box, say.figure(value, decimals));
  const values = Object.values<{ value?: number | null }>(districts ?? {}).flatMap((one) => one.value ?? []);
  put(part(root, "apart"), typeof here === "number" && typeof value === "number" ? apartFrom(here, value, values, decimals ?? 0) : "");
  const rank = 1 + values.filter((one) => typeof here === "number" && one > here).length;
  put(part(root, "ranked"), typeof here === "number" && values.length > 1 ? say.say("ranked", { rank, count: values.length }) : "");
}

/** The difference; of what was added up, the share. */
function apartFrom(here: number, city: number, values: number[], decimals: number): string {
  const most = Math.max(...values);
  if (values.length > 1 && city > most && most > 0) return say.say("share", { share: say.figure((100 * here) / city, 1) });
  const apart = Number((here - city).toFixed(decimals)) + 0;
  return `${apart > 0 ? "+" : ""}${say.figure(apart, decimals)}`;
}

function sparkLine(box: HTMLElement | null, series?: { values: (number | null)[]; step: number }): void {
  if (!box) return;
  const drawn = series ? say.spark(series.values) : null;
  box.hidden = !drawn;
  if (!drawn || !series) return;
  attribute(box.querySelector(".spark-line"), "d", drawn.path);
  attribute(box.querySelector(".spark-end"), "d", drawn.end);
  put(box.querySelector("figcaption"), say.span(series.values.length * series.step));
}

function bar(box: SVGElement | null, progress?: number | null): void {
  if (!box) return;
  const share = Math.round(Math.min(1, Math.max(0, progress ?? 0)) * 100);
  box.toggleAttribute("hidden", progress === null || progress === undefined);
  attribute(box, "data-level", say.progressLevel(progress));
  attribute(box.querySelector(".bar-fill"), "width", `${share}%`);
}

function target(root: HTMLElement, body: OpenCard["body"]): void {
  const measured = typeof body.target === "number";
  const text = measured ? `${say.figure(body.target, body.decimals)} ${say.unit(body.unit)}`.trim() : "";
  put(part(root, "target"), measured ? say.say("target", { target: text }) : "");
}

export function trust(root: HTMLElement, from: Trust, now: number): void {
  const box = part(root, "trust");
  if (box) {
    attribute(box, "data-freshness", from.freshness);
    attribute(box, "data-origin", from.origin);
  }
  put(part(root, "source"), say.inWords(from.source_name));
  put(part(root, "warning"), say.warning(from));
  put(part(root, "badge"), say.badge(from));
  attribute(part(root, "badge"), "data-severity", from.badges?.[0]?.severity ?? "");
  put(part(root, "mark"), say.mark(from));
  const ageBox = part(root, "age");
  if (ageBox) {
    ageBox.dataset["age"] = from.phenomenon_time;
    put(ageBox, say.ageOf(from.phenomenon_time, now));
  }
  lineage(part(root, "lineage"), from);
}

/** Only the rows that the server wrote are kept up to date; the card's page has all of them. */
function lineage(box: HTMLElement | null, from: Trust): void {
  const moment = (at: string) => `${say.isoDay(Date.parse(at))} ${say.hourMinute(Date.parse(at))}`;
  const rows = box ? all("dd", box) : [];
  const texts = [say.inWords(from.source_name), words.origins[from.origin], words.freshness[from.freshness], moment(from.phenomenon_time), moment(from.received_at)];
  if (from.recorded_at) texts.push(moment(from.recorded_at));
  if (from.parts) texts.push(from.parts.join(" / "));
  texts.forEach((text, position) => put(rows[position] ?? null, text ?? ""));
}

function incident(root: HTMLElement, card: OpenCard, now: number): void {
  const { body } = card;
  put(part(root, "title"), say.inWords(card.title));
  if (put(part(root, "state"), say.inWords(body.state_name))) flash(part(root, "state"));
  attribute(root, "data-level", GRAVITY[body.severity] ?? "moderate");
  root.toggleAttribute("data-closed", Boolean(body.closed_at));
  const drill = part(root, "drill");
  if (drill) drill.hidden = !body.drill;
  const locked = part(root, "locked");
  if (locked) locked.hidden = card.release?.visibility !== "withheld";
  put(part(root, "facts"), facts(body, now));
  steps(part(root, "steps"), body.states?.length ?? 0, body.step ?? -1);
  trust(root, card.trust, now);
}

function alert(root: HTMLElement, card: OpenCard, now: number): void {
  const { body } = card;
  put(part(root, "title"), say.inWords(card.title));
  if (put(part(root, "state"), say.inWords(body.state_name))) flash(part(root, "state"));
  attribute(root, "data-level", body.severity);
  root.toggleAttribute("data-closed", body.state !== "open");
  const locked = part(root, "locked");
  if (locked) locked.hidden = card.release?.visibility !== "withheld";
  const more = body.count > 1 ? say.say("and_more", { count: body.count - 1 }) : "";
  put(part(root, "why"), `${say.inWords(body.why[0]?.text)} ${more}`.trim());
  const doubt = part(root, "doubt");
  if (doubt) doubt.hidden = !body.doubt;
  put(doubt, say.inWords(body.doubt));
  trust(root, card.trust, now);
}

function warning(root: HTMLElement, card: OpenCard, now: number): void {
  const { body } = card;
  put(part(root, "title"), say.inWords(card.title));
  attribute(root, "data-level", GRAVITY[body.severity] ?? "moderate");
  put(part(root, "grade"), words.grades[body.severity] ?? body.severity);
  put(part(root, "instruction"), say.inWords(body.instruction));
  const until = say.say("until", { time: say.clock(Date.parse(body.expires), now) });
  put(part(root, "facts"), [say.inWords(body.area.description), until].filter(Boolean).join(" · "));
  trust(root, card.trust, now);
}

function facts(body: OpenCard["body"], now: number): string {
  const seconds: number | null = body.response_seconds ?? null;
  const after = () => say.say("minutes_seconds", { minutes: Math.floor(seconds! / 60), seconds: Math.floor(seconds! % 60) });
  return [
    say.say("opened", { time: say.clock(Date.parse(body.reported_at), now) }),
    seconds === null ? "" : say.say("arrived", { minutes: after() }),
    body.units?.length ? say.say(body.units.length === 1 ? "unit" : "units", { count: body.units.length }) : "",
  ].filter(Boolean).join(" · ");
}

function steps(box: HTMLElement | null, count: number, step: number): void {
  if (!box) return;
  while (box.children.length > count) box.lastElementChild?.remove();
  while (box.children.length < count) box.append(document.createElement("i"));
  [...box.children].forEach((mark, position) => mark.classList.toggle("done", position <= step));
}

function news(root: HTMLElement, card: OpenCard, now: number): void {
  put(part(root, "title"), say.inWords(card.title));
  const published: string = card.body.published_at;
  attribute(part(root, "clock"), "datetime", published);
  put(part(root, "clock"), say.clockOrDay(Date.parse(published), now));
  put(part(root, "category"), say.inWords(card.body.category));
  trust(root, card.trust, now);
}

function stage(root: HTMLElement, card: OpenCard, now: number): void {
  const { body } = card;
  const because = body.reasons.map((reason: OpenCard["body"]) => say.inWords(reason.text)).join(" · ");
  attribute(root, "data-colour", body.colour);
  if (put(part(root, "stage-level"), String(body.level))) flash(part(root, "stage-name"));
  put(part(root, "stage-name"), say.inWords(body.name));
  put(part(root, "because"), because || say.say("nothing_special"));
  const overridden = part(root, "overridden");
  put(overridden, say.inWords(body.override?.text ?? null));
  for (const mark of [overridden, part(root, "by-hand")]) if (mark) mark.hidden = !body.override;
  put(part(root, "stage-of"), say.say("stage_level", { level: body.level }));
  put(part(root, "since"), say.clock(Date.parse(body.since), now));
  const rows = all("[data-criterion]", root);
  for (const row of rows) {
    const found = body.criteria.find((one: OpenCard["body"]) => one.id === row.dataset["criterion"]);
    const met = Boolean(found?.met);
    row.classList.toggle("met", met);
    if (found) put(part(row, "found"), say.inWords(found.text));
    put(part(row, "met"), say.say(met ? "met" : "not_met"));
  }
  trust(root, card.trust, now);
}

/** Where there is no place for a reason, nothing of an open card stays; a page of a withheld one is the server's. */
function leaveNothing(root: HTMLElement): void {
  if (root.dataset["form"] === "withheld") return;
  root.replaceChildren();
  root.hidden = true;
}

function withheld(root: HTMLElement, card: WithheldCard): void {
  if (!part(root, "why")) return leaveNothing(root);
  put(part(root, "kind"), words.kinds[card.kind] ?? card.kind);
  const { reason, office, review_on: review } = card.release;
  const words_ = [
    reason ? (words.reasons[reason] ?? reason) : "",
    say.inWords(office),
    review ? say.say("review", { date: say.longDay(review) }) : "",
  ];
  put(part(root, "why"), words_.filter(Boolean).join(" · "));
}
