/** Shades the server's map anew: when its card changes, and when another domain is chosen. */
import type { Card, OpenCard } from "./card.ts";
import { all, attribute, put } from "./dom.ts";
import { words } from "./page.ts";
import type { Picture } from "./picture.ts";
import { figure, unit } from "./present.ts";
import { trust } from "./render.ts";
import { shadeOf } from "./shading.ts";

const LEVELS = ["good", "moderate", "bad", "very-bad", "unknown", "plain", "shade-1", "shade-2", "shade-3", "shade-4", "shade-5"];

export function bindMap(picture: Picture, now: () => number): void {
  for (const link of all<HTMLAnchorElement>("[data-domain-switch] a[data-domain]")) {
    link.addEventListener("click", (event) => {
      const card = picture.cards.get(link.dataset["domain"] ?? "");
      if (event.ctrlKey || event.metaKey || card?.form !== "open") return;
      event.preventDefault();
      choose(link);
      for (const map of all("[data-map]")) shade(map, card, now());
      history.replaceState(null, "", addressWith("domain", card.domain ?? ""));
    });
  }
}

function addressWith(name: string, value: string): string {
  const address = new URL(location.href);
  address.searchParams.set(name, value);
  return address.href;
}

function choose(chosen: Element): void {
  for (const link of all("a", chosen.parentElement!)) link.removeAttribute("aria-current");
  chosen.setAttribute("aria-current", "true");
}

export function followMap(picture: Picture, changed: Set<string>, now: number): void {
  for (const map of all("[data-map]")) {
    const card = picture.cards.get(map.dataset["card"] ?? "");
    if (card?.form === "open" && changed.has(card.id)) shade(map, card, now);
  }
  document.dispatchEvent(new CustomEvent<{ picture: Picture; changed: Set<string> }>("simin:picture", { detail: { picture, changed } }));
}

function shade(map: HTMLElement, card: OpenCard, now: number): void {
  map.dataset["card"] = card.id;
  const { districts = {}, decimals = 0, levels } = card.body;
  const sign = unit(card.body.unit);
  const values = Object.values(districts as Record<string, { value: number | null }>).map((one) => one.value);
  for (const area of all<SVGElement>("a[data-district]", map)) {
    const id = area.dataset["district"] ?? "";
    const seen = districts[id] ?? { value: null, level: "unknown" };
    const graded = levels || seen.level;
    const level = graded ? String(seen.level ?? "unknown").replace("_", "-") : shadeOf(seen.value, values);
    for (const name of LEVELS) area.classList.toggle(`level-${name}`, name === level);
    const value = figure(seen.value, decimals);
    const name = map.querySelector(`[data-row="${CSS.escape(id)}"] th`)?.textContent ?? id;
    const said = [`${name} ${value} ${seen.value === null ? "" : sign}`.trim()];
    if (levels) said.push(words.levels[seen.level ?? "unknown"] ?? "");
    if (area.hasAttribute("href")) attribute(area, "aria-label", said.join(", "));
    put(map.querySelector(`[data-label="${CSS.escape(id)}"] tspan:last-child`), value);
    const cells = all("td", map.querySelector(`[data-row="${CSS.escape(id)}"]`) ?? document.createElement("i"));
    put(cells[0] ?? null, value);
    put(cells[1] ?? null, words.levels[seen.level ?? "unknown"] ?? "");
  }
  foot(card, now);
}

function foot(card: OpenCard, now: number): void {
  const foot = document.querySelector<HTMLElement>("[data-map-foot]");
  const legend = foot?.querySelector<HTMLElement>(".legend");
  if (legend) legend.hidden = !card.body.levels;
  const box = foot?.querySelector<HTMLElement>("[data-form=trust]");
  if (!box) return;
  box.dataset["card"] = card.id;
  trust(box, card.trust, now);
}

export type { Card };
