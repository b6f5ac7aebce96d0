/** A tap on the city's drawing fills longitude and latitude in; without it people type them. */
import { drawing, toDegrees } from "../map/projection.ts";

export function pickPlaces(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-pick-map]")) {
    const figure = place.querySelector<HTMLElement>("[data-map]");
    const svg = figure?.querySelector<SVGSVGElement>("svg.map");
    if (!figure || !svg) continue;
    place.hidden = false;
    svg.addEventListener("click", (event) => {
      event.preventDefault();
      const matrix = svg.getScreenCTM();
      if (!matrix) return;
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      const box = drawing(figure.dataset["bounds"] ?? "", svg.getAttribute("viewBox") ?? "");
      const [longitude, latitude] = toDegrees(box, at.x, at.y);
      fill(place, "longitude", longitude);
      fill(place, "latitude", latitude);
      mark(svg, at);
    });
  }
}

function fill(place: HTMLElement, name: string, value: number): void {
  const field = place.closest("form")?.querySelector<HTMLInputElement>(`[data-pick="${name}"]`);
  if (field) field.value = value.toFixed(5);
}

function mark(svg: SVGSVGElement, at: DOMPoint): void {
  let dot = svg.querySelector<SVGCircleElement>("circle.picked");
  if (!dot) {
    dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    dot.setAttribute("class", "picked");
    dot.setAttribute("r", "10");
    svg.append(dot);
  }
  dot.setAttribute("cx", String(at.x));
  dot.setAttribute("cy", String(at.y));
}
