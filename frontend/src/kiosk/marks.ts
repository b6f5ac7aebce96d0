/** What is marked on a kiosk's maps, as it comes and goes; the marks lead nowhere: no kiosk is left. */
import { all } from "../live/dom.ts";
import type { Picture } from "../live/picture.ts";
import { mark, marked, marks } from "../map/incidents.ts";
import { head } from "./page.ts";

export function followMarks(picture: Picture): void {
  for (const map of all("[data-map=kiosk]")) {
    const domain = picture.cards.get(map.dataset["card"] ?? "")?.domain;
    const shown = marks(picture.cards.values(), head.language, marked(domain));
    const drawing = map.querySelector<SVGSVGElement>("svg.map");
    if (drawing) mark(drawing, map.dataset["bounds"] ?? "", shown, null);
    for (const key of all("[data-incident-key]", map)) key.hidden = !shown.length;
  }
}
