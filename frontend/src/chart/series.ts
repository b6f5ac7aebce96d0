/** What `/card/{id}/history.json` answers. */
export interface SeriesWire {
  title: Record<string, string>;
  range: "day" | "week" | "month";
  step: number;
  unit: string | Record<string, string> | null;
  decimals: number;
  zone: string;
  times: number[];
  city: (number | null)[];
  districts: Record<string, (number | null)[]>;
  bands: Band[];
  target: number | null;
}

export interface Band {
  level: "good" | "moderate" | "bad" | "very_bad";
  from: number | null;
  to: number | null;
}

/** Lowest and highest value drawn, with the target; null where nothing is known. */
export function extent(series: SeriesWire): [number, number] | null {
  const known = [series.city, ...Object.values(series.districts)]
    .flat()
    .filter((value): value is number => value !== null);
  if (known.length === 0) return null;
  if (series.target !== null) known.push(series.target);
  return [Math.min(...known), Math.max(...known)];
}

/** Round edges around the values, like `nice_ticks` of the server's drawing. */
export function niceRange(low: number, high: number, wanted = 4): [number, number] {
  if (low > 0 && low < 0.6 * high) low = 0;
  if (high === low) {
    low -= Math.abs(low || 1) * 0.1;
    high += Math.abs(high || 1) * 0.1;
  }
  const raw = (high - low) / wanted;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((f) => f * size).find((s) => s >= raw * 0.999) ?? raw;
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

export function unitWords(unit: SeriesWire["unit"], language: string): string {
  if (unit === null) return "";
  return typeof unit === "string" ? unit : (unit[language] ?? unit["en"] ?? "");
}
