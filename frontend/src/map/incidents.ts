/** Incidents with a point: which the picture holds, and how the drawing marks them. */
import type { Card, OpenCard } from "../live/card.ts";
import { drawing, toUnits } from "./projection.ts";

const SEVERE = new Set(["extreme", "severe"]);
/** Half a label and half a marker together, in units of the drawing. */
const WIDE = 50;
const HIGH = 42;
const SVG = "http://www.w3.org/2000/svg";

export interface Mark {
  id: string;
  title: string;
  longitude: number;
  latitude: number;
  severe: boolean;
  /** Of a project. */
  level: string | null;
}

/** The domain in which projects are marked, and no incidents. */
const PROJECTS = "projects";

/** Which kind of cards the map of `domain` marks. */
export const marked = (domain: string | undefined): string => (domain === PROJECTS ? "project" : "incident");

/** Running incidents (or projects) that have a point, gravest last so that they lie on top. */
export function marks(cards: Iterable<Card>, language: string, kind = "incident"): Mark[] {
  return [...cards]
    .filter((card): card is OpenCard => card.form === "open" && card.kind === kind)
    .filter((card) => card.place?.longitude !== undefined && !card.body.closed_at)
    .map((card) => ({
      id: card.id,
      title: card.title[language] ?? Object.values(card.title)[0] ?? "",
      longitude: card.place?.longitude ?? 0,
      latitude: card.place?.latitude ?? 0,
      severe: SEVERE.has(card.body.severity),
      level: kind === "project" ? String(card.body.level ?? "unknown") : null,
    }))
    .sort((one, other) => Number(one.severe) - Number(other.severe) || (one.id < other.id ? -1 : 1));
}

/**
 * Makes the drawing show `shown`; what was not there before pulses for a minute. Without an
 * `address` the marks lead nowhere.
 */
export function mark(svg: SVGSVGElement, bounds: string, shown: Mark[], address: string | null): void {
  const group = svg.querySelector(".map-incidents");
  if (!group) return;
  const box = drawing(bounds, svg.getAttribute("viewBox") ?? "");
  const known = new Map([...group.querySelectorAll<SVGElement>("[data-incident]")].map((one) => [one.dataset["incident"], one]));
  for (const one of shown) {
    const element = known.get(one.id) ?? made(group, one.id, address, one.level === null);
    known.delete(one.id);
    const [x, y] = toUnits(box, one.longitude, one.latitude);
    element.setAttribute("transform", `translate(${Math.round(x)} ${Math.round(y)})`);
    if (address !== null) element.setAttribute("aria-label", one.title);
    element.classList.toggle("is-severe", one.severe);
    element.classList.toggle("is-project", one.level !== null);
    if (one.level !== null) element.dataset["level"] = one.level;
  }
  for (const gone of known.values()) gone.remove();
  giveWay(svg, shown.map((one) => toUnits(box, one.longitude, one.latitude)));
}

/** Words step aside, up or down, where a marker came to lie on them. */
function giveWay(svg: SVGSVGElement, markers: [number, number][]): void {
  for (const text of svg.querySelectorAll<SVGTextElement>("[data-label]")) {
    const [x, y] = [Number(text.getAttribute("x")), Number(text.getAttribute("y"))];
    const step = markers.map(([mx, my]) => aside(mx - x, my - y)).find((found) => found !== 0) ?? 0;
    if (step === 0) text.removeAttribute("transform");
    else text.setAttribute("transform", `translate(0 ${step})`);
  }
}

/** Units that a label moves for a marker at this distance from it; 0: it is not in the way. */
export function aside(across: number, down: number): number {
  if (Math.abs(across) > WIDE || Math.abs(down) > HIGH) return 0;
  return Math.round(down > 0 ? down - HIGH : down + HIGH);
}

function made(group: Element, id: string, address: string | null, pulses: boolean): SVGElement {
  const link = document.createElementNS(SVG, address === null ? "g" : "a");
  link.setAttribute("class", pulses ? "incident is-new" : "incident");
  link.setAttribute("data-incident", id);
  if (address !== null) link.setAttribute("href", address + id);
  for (const [look, radius] of [["ring", "17"], ["dot", "9"]] as const) {
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("class", look);
    circle.setAttribute("r", radius);
    link.append(circle);
  }
  group.append(link);
  return link;
}
