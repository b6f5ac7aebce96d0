/**
 * Words and incidents over the live map: HTML, so that they are crisp, and incidents are links.
 *
 * A district's words are only seen: its area is what is clicked, and the table below the map has
 * its link, where every target is large enough.
 */
import { Marker, type Map as Canvas } from "maplibre-gl";
import { drawing, toDegrees } from "./projection.ts";
import { spread } from "./spread.ts";

/** Side of the square that a marker keeps for itself, in pixels. */
const APART = 26;

/** Of so many, each stays where it is: pushed apart they would tell of other places. */
const CROWD = 120;
const LOOKS = ["is-severe", "is-new", "is-selected", "is-project"];

type Choose = (id: string) => void;

export class Markers {
  private readonly names = new Map<string, Marker>();
  private readonly incidents = new Map<string, Marker>();

  constructor(
    private readonly canvas: Canvas,
    private readonly figure: HTMLElement,
    private readonly svg: SVGSVGElement,
    private readonly choose: Choose,
  ) {
    for (const text of svg.querySelectorAll<SVGTextElement>("[data-label]")) this.addName(text);
    canvas.on("zoom", () => this.stepAside());
    canvas.on("resize", () => this.stepAside());
  }

  /** Letters as large as the drawing's at the width it has now. */
  size(): void {
    const units = Number.parseFloat(getComputedStyle(this.svg.querySelector(".map-labels")!).fontSize);
    this.figure.style.setProperty("--map-letter", `${units * this.scale()}px`);
  }

  /** Pixels to a unit of the drawing. */
  private scale(): number {
    const box = this.svg.viewBox.baseVal;
    return Math.min(this.svg.clientWidth / box.width, this.svg.clientHeight / box.height);
  }

  sync(): void {
    for (const [id, marker] of this.names) this.writeName(id, marker);
    const shown = new Set<string>();
    for (const link of this.svg.querySelectorAll<SVGAElement>("[data-incident]")) {
      shown.add(link.dataset["incident"] ?? "");
      this.putIncident(link);
    }
    for (const [id, marker] of this.incidents) if (!shown.has(id)) this.drop(id, marker);
    this.stepAside();
  }

  private stepAside(): void {
    const markers = [...this.incidents.values()];
    if (markers.length > CROWD) return markers.forEach((marker) => marker.setOffset([0, 0]));
    const spots = markers.map((marker) => this.canvas.project(marker.getLngLat()));
    const moves = spread(spots.map(({ x, y }) => [x, y] as const), APART);
    markers.forEach((marker, place) => marker.setOffset(moves[place]!));
  }

  private drop(id: string, marker: Marker): void {
    marker.remove();
    this.incidents.delete(id);
  }

  private addName(text: SVGTextElement): void {
    const id = text.dataset["label"] ?? "";
    const name = document.createElement("span");
    name.className = `map-name${text.classList.contains("crowded") ? " crowded" : ""}`;
    name.append(document.createElement("span"), document.createElement("b"));
    const at = this.degrees(Number(text.getAttribute("x")), Number(text.getAttribute("y")));
    const marker = new Marker({ element: name, anchor: "center", subpixelPositioning: true }).setLngLat(at);
    this.names.set(id, marker.addTo(this.canvas));
    // The library takes every marker for a button with a name.
    for (const given of ["role", "aria-label", "tabindex"]) name.removeAttribute(given);
    name.setAttribute("aria-hidden", "true");
  }

  private writeName(id: string, marker: Marker): void {
    const key = CSS.escape(id);
    const moved = this.svg.querySelector(`[data-label="${key}"]`)?.getAttribute("transform") ?? "";
    marker.setOffset([0, Number(moved.match(/translate\(0 (-?\d+)\)/)?.[1] ?? 0) * this.scale()]);
    const words = this.svg.querySelectorAll(`[data-label="${key}"] tspan`);
    [...marker.getElement().children].forEach((part, place) => { part.textContent = words[place]?.textContent ?? ""; });
  }

  private putIncident(link: SVGAElement): void {
    const id = link.dataset["incident"] ?? "";
    const [x = 0, y = 0] = (link.getAttribute("transform") ?? "").match(/-?[\d.]+/g)?.map(Number) ?? [];
    let marker = this.incidents.get(id);
    if (!marker) {
      const element = document.createElement("a");
      element.append(document.createElement("i"));
      element.addEventListener("click", (event) => this.open(event, id));
      marker = new Marker({ element, anchor: "center", className: "map-incident" }).setLngLat(this.degrees(x, y));
      this.incidents.set(id, marker.addTo(this.canvas));
      element.setAttribute("role", "link");
    }
    const element = marker.setLngLat(this.degrees(x, y)).getElement() as HTMLAnchorElement;
    element.href = link.getAttribute("href") ?? "#";
    element.setAttribute("aria-label", link.getAttribute("aria-label") ?? "");
    this.look(link, element);
  }

  /** What is chosen or new looks so, where nothing has moved. */
  mark(): void {
    for (const [id, marker] of this.incidents) {
      const link = this.svg.querySelector(`[data-incident="${CSS.escape(id)}"]`);
      if (link) this.look(link, marker.getElement());
    }
  }

  private look(link: Element, element: HTMLElement): void {
    for (const look of LOOKS) element.classList.toggle(look, link.classList.contains(look));
    element.dataset["level"] = link.getAttribute("data-level") ?? "";
  }

  private degrees(x: number, y: number): [number, number] {
    const box = drawing(this.figure.dataset["bounds"] ?? "", this.svg.getAttribute("viewBox") ?? "");
    return toDegrees(box, x, y);
  }

  private open(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose(id);
  }
}
