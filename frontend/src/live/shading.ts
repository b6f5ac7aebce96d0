/** How dark a district is whose value has no level, as `maps/shading.py`. */

export const SHADES = 5;

export function shadeOf(value: number | null, values: (number | null)[]): string {
  const known = values.filter((one) => one !== null);
  if (value === null || !known.length) return "unknown";
  const least = Math.min(...known);
  const span = Math.max(...known) - least;
  const place = span ? Math.trunc(((value - least) / span) * SHADES) : Math.trunc(SHADES / 2);
  return `shade-${Math.min(SHADES, place + 1)}`;
}
