/**
 * Which warning takes over a kiosk's screen. Pure.
 *
 * By CAP's own terms, as cell broadcast does: severity extreme or severe, urgency immediate or
 * expected, certainty observed or likely; in force now, and for this place. Drills are in no public
 * picture and never come this far.
 */
import type { Card, OpenCard } from "../live/card.ts";
import { isInside } from "../map/inside.ts";
import { metresBetween, type Spot } from "./near.ts";

const GRAVE = ["extreme", "severe"];
const SOON = ["immediate", "expected"];
const SURE = ["observed", "likely"];
const IN_FORCE = ["issued", "updated"];

interface Circle {
  longitude: number;
  latitude: number;
  radius_km: number;
}

/** The gravest of those that take over, else null. */
export function takeover(cards: Iterable<Card>, spot: Spot | null, now: number): OpenCard | null {
  const found = [...cards].filter((card): card is OpenCard => takesOver(card, spot, now));
  found.sort((one, other) => GRAVE.indexOf(one.body.severity) - GRAVE.indexOf(other.body.severity) || (one.rank ?? 0) - (other.rank ?? 0));
  return found[0] ?? null;
}

export function takesOver(card: Card, spot: Spot | null, now: number): boolean {
  if (card.kind !== "warning" || card.form !== "open") return false;
  const { body } = card;
  const grave = GRAVE.includes(body.severity) && SOON.includes(body.urgency) && SURE.includes(body.certainty);
  return grave && isInForce(body, now) && isFor(body.area, spot);
}

export function isInForce(body: OpenCard["body"], now: number): boolean {
  if (!IN_FORCE.includes(body.state)) return false;
  if (body.onset && Date.parse(body.onset) > now) return false;
  return !body.expires || Date.parse(body.expires) > now;
}

const isWithin = (spot: Spot, { longitude, latitude, radius_km }: Circle): boolean =>
  metresBetween(spot, longitude, latitude) <= radius_km * 1000;

/** Where no place is named, the whole city is meant; without a spot, anywhere in the city. */
export function isFor(area: OpenCard["body"], spot: Spot | null): boolean {
  if (!spot) return true;
  const { districts = [], circle = null, circles = [], polygons = [] } = area ?? {};
  if (!districts.length && !circle && !circles.length && !polygons.length) return true;
  if (districts.includes(spot.district)) return true;
  if ([circle, ...circles].some((one: Circle | null) => one && isWithin(spot, one))) return true;
  return polygons.some((ring: [number, number][]) => isInside(ring, spot.longitude, spot.latitude));
}
