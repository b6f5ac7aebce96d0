/** What of the picture is near a kiosk; `simin.web.kiosk.near` chooses the same. Pure. */
import type { Card } from "../live/card.ts";

export interface Spot {
  district: string;
  longitude: number;
  latitude: number;
}

/** Metres around a kiosk within which what happens is near, whatever the district. */
export const NEAR = 2000;
const EARTH = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function metresBetween(here: { longitude: number; latitude: number }, longitude: number, latitude: number): number {
  const east = radians(longitude - here.longitude) / 2;
  const north = radians(latitude - here.latitude) / 2;
  const chord = Math.sin(north) ** 2 + Math.cos(radians(here.latitude)) * Math.cos(radians(latitude)) * Math.sin(east) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** In the kiosk's district or not far; what has no place is everywhere. */
export function isNear(card: Card, spot: Spot | null): boolean {
  if (!spot) return true;
  const { place } = card;
  if (!place || (!place.district && place.longitude === undefined)) return true;
  if (place.district && place.district === spot.district) return true;
  if (typeof place.longitude !== "number" || typeof place.latitude !== "number") return false;
  return metresBetween(spot, place.longitude, place.latitude) <= NEAR;
}

export const nearFirst = (cards: Card[], spot: Spot | null): Card[] =>
  !spot ? cards : [...cards].sort((one, other) => Number(other.place?.district === spot.district) - Number(one.place?.district === spot.district));
