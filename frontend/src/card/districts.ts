/** The table of districts: values, differences and levels, in the order that the page was asked for. */
import { all, attribute, part, put } from "../live/dom.ts";
import { words } from "../live/page.ts";
import { figure } from "../live/present.ts";

interface Value {
  value: number | null;
  level?: string | null;
}

interface Body {
  value: number | null;
  decimals?: number;
  districts?: Record<string, Value> | null;
}

export function followDistricts(page: HTMLElement, body: Body): void {
  const table = page.querySelector<HTMLElement>("[data-districts]");
  if (!table || !body.districts) return;
  const seen = body.districts;
  const known = Object.values(seen).flatMap(({ value }) => (value === null ? [] : [Math.abs(value)]));
  const most = Math.max(0, ...known) || 1;
  const summed = "summed" in table.dataset;
  for (const row of all("[data-district-row]", table)) {
    const of = seen[row.dataset["districtRow"] ?? ""];
    if (of) show(row, of, body, most, summed);
  }
  sort(table, seen);
}

function show(row: HTMLElement, of: Value, body: Body, most: number, summed: boolean): void {
  put(part(row, "row-rank"), rank(of.value, Object.values(body.districts ?? {})));
  put(part(row, "row-value"), figure(of.value, body.decimals));
  put(part(row, "row-apart"), summed ? share(of.value, body.value) : apart(of.value, body.value, body.decimals));
  const pill = part(row, "row-level");
  attribute(pill, "data-level", of.level ?? "");
  put(pill, of.level ? (words.levels[of.level] ?? "") : "");
  const bar = row.querySelector(".bar");
  attribute(bar, "data-level", of.level ?? "none");
  attribute(bar?.querySelector("rect") ?? null, "width", String(Math.round((Math.abs(of.value ?? 0) / most) * 100)));
}

/** Difference from the whole city with its sign, as `districts.py` writes it. */
export function apart(value: number | null, city: number | null, decimals = 0): string {
  if (value === null || city === null) return "–";
  const difference = Number((value - city).toFixed(decimals)) + 0;
  return difference > 0 ? `+${figure(difference, decimals)}` : figure(difference, decimals);
}

/** Of a sum the share of it, as `districts.py` writes it. */
export function share(value: number | null, city: number | null): string {
  return value === null || !city ? "–" : `${figure((100 * value) / city, 1)} %`;
}

/** 1 for the largest; of equals the same. */
export function rank(value: number | null, all: Value[]): string {
  if (value === null) return "–";
  return figure(1 + all.filter((other) => other.value !== null && other.value > value).length);
}

/** Nothing moves under the keyboard. */
function sort(table: HTMLElement, seen: Record<string, Value>): void {
  const order = table.dataset["sort"];
  if (order === "name" || table.contains(document.activeElement)) return;
  const rows = all("[data-district-row]", table);
  const sorted = inOrder(rows, order === "largest" ? -1 : 1, seen);
  if (sorted.some((row, place) => row !== rows[place])) rows[0]?.parentElement?.append(...sorted);
}

function inOrder(rows: HTMLElement[], sign: number, seen: Record<string, Value>): HTMLElement[] {
  const value = (row: HTMLElement) => seen[row.dataset["districtRow"] ?? ""]?.value ?? null;
  const name = (row: HTMLElement) => row.querySelector("th")?.textContent ?? "";
  return [...rows].sort((one, other) => {
    const [first, second] = [value(one), value(other)];
    if (first === null || second === null) {
      if (first !== second) return first === null ? 1 : -1;
    } else if (first !== second) return sign * (first - second);
    return name(one) < name(other) ? -1 : 1;
  });
}
