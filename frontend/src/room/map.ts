/** Points out on the map what is shown in full, what it reaches and who is near. */
import { all } from "../live/dom.ts";

export function pointOut(id: string): void {
  let changed = false;
  for (const mark of all<SVGElement>(".city-map [data-incident]")) {
    const yes = mark.dataset["incident"] === `incident/${id}`;
    if (mark.classList.contains("is-selected") === yes) continue;
    mark.classList.toggle("is-selected", yes);
    changed = true;
  }
  if (changed) document.dispatchEvent(new CustomEvent("simin:marked"));
}

/** `within` holds what the server says of the surroundings; the live map reads it from the figure. */
export function goThere(within: ParentNode): void {
  const told = within.querySelector("[data-surroundings]")?.textContent?.trim() ?? "";
  for (const figure of all(".room-map [data-map]")) if (figure.dataset["pointed"] !== told) figure.dataset["pointed"] = told;
}
