/** The city's places, and which of them a position or a few letters mean. Nothing here is sent. */
import { isInside } from "../map/inside.ts";

export type Names = Record<string, string>;
/** Key, names, names of its district (null: it is one), longitude, latitude. */
export type Place = [string, Names, Names | null, number, number];

interface Area {
  type: string;
  coordinates: number[][][] | number[][][][];
}

export interface Outline {
  features: { properties: { kind: string; id: string }; geometry: Area }[];
}

export const nameOf = (names: Names, language: string): string => names[language] ?? names["en"] ?? Object.values(names)[0] ?? "";

/** Places whose names hold each of the words; those that begin so come first. */
export function matching(places: readonly Place[], text: string, most = 8): Place[] {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!asked.length) return [];
  const all = (place: Place) => [...Object.values(place[1]), ...Object.values(place[2] ?? {})].join(" ").toLowerCase();
  const begins = (place: Place) => Object.values(place[1]).some((name) => asked.some((word) => name.toLowerCase().startsWith(word)));
  const found = places.filter((place) => asked.every((word) => all(place).includes(word)));
  return found.sort((one, other) => Number(begins(other)) - Number(begins(one))).slice(0, most);
}

/** The place of a position: the nearest neighbourhood of its district; null outside the city. */
export function placeAt(places: readonly Place[], outline: Outline, longitude: number, latitude: number): Place | null {
  const district = outline.features.find(({ properties, geometry }) => properties.kind === "district" && holds(geometry, longitude, latitude));
  if (!district) return null;
  const id = district.properties.id;
  const inside = places.filter((place) => place[0].startsWith(`${id}/`));
  const far = (place: Place) => Math.hypot((place[3] - longitude) * Math.cos((latitude * Math.PI) / 180), place[4] - latitude);
  inside.sort((one, other) => far(one) - far(other));
  return inside[0] ?? places.find((place) => place[0] === id) ?? null;
}

function holds(area: Area, x: number, y: number): boolean {
  const parts = (area.type === "Polygon" ? [area.coordinates] : area.coordinates) as number[][][][];
  return parts.some(([outer, ...holes]) => Boolean(outer) && isInside(outer!, x, y) && !holes.some((hole) => isInside(hole, x, y)));
}
