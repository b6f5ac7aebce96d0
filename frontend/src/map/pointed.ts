/**
 * What a page points out on the live map: an area, and the points that matter to it. It stands in the
 * figure's `data-pointed` as GeoJSON with a `bbox`; where that changes, the map goes there.
 */
import { Marker, type GeoJSONSource, type Map as Canvas } from "maplibre-gl";
import type { FeatureCollection, Point } from "geojson";
import type { Colours } from "./colours.ts";

const SOURCE = "pointed";
/** How close the map goes by itself. */
const CLOSEST = 14.5;
/** Pixels that a name keeps for itself. */
const WIDE = 150;
const HIGH = 22;
const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

export class Pointed {
  private marks: Marker[] = [];
  private shown = "";

  constructor(private readonly canvas: Canvas, private readonly figure: HTMLElement, shades: Colours) {
    canvas.addSource(SOURCE, { type: "geojson", data: NOTHING });
    canvas.addLayer({ id: "pointed-area", type: "fill", source: SOURCE, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": shades.accent, "fill-opacity": 0.2 } });
    canvas.addLayer({ id: "pointed-edge", type: "line", source: SOURCE, filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": shades.accent, "line-width": 2.5, "line-dasharray": [2, 1.5] } });
    canvas.on("moveend", () => this.thin());
    new MutationObserver(() => this.show()).observe(figure, { attributeFilter: ["data-pointed"] });
    this.show();
  }

  private show(): void {
    const told = this.figure.dataset["pointed"] ?? "";
    if (told === this.shown) return;
    const before = this.shown ? (JSON.parse(this.shown) as FeatureCollection).bbox : null;
    this.shown = told;
    const found = told ? (JSON.parse(told) as FeatureCollection) : NOTHING;
    this.canvas.getSource<GeoJSONSource>(SOURCE)?.setData(found);
    this.mark(found);
    if (found.bbox && String(found.bbox) !== String(before)) this.go(found.bbox as [number, number, number, number]);
  }

  /** HTML, so that names are crisp; the page beside the map says the same in words. */
  private mark(found: FeatureCollection): void {
    for (const old of this.marks) old.remove();
    this.marks = found.features.flatMap((feature) => {
      if (feature.geometry.type !== "Point") return [];
      const element = document.createElement("span");
      element.className = "map-pointed";
      element.dataset["sort"] = String(feature.properties?.["sort"] ?? "");
      const name = document.createElement("span");
      name.textContent = String(feature.properties?.["name"] ?? "");
      element.append(document.createElement("i"), name);
      const marker = new Marker({ element, anchor: "left", offset: [-6, 0] }).setLngLat((feature.geometry as Point).coordinates as [number, number]).addTo(this.canvas);
      for (const given of ["role", "aria-label", "tabindex"]) element.removeAttribute(given);
      element.setAttribute("aria-hidden", "true");
      return [marker];
    });
    this.thin();
  }

  /** Of words that would lie on one another the first is read; the others are in the list beside. */
  private thin(): void {
    const taken: { x: number; y: number }[] = [];
    for (const marker of this.marks) {
      const { x, y } = this.canvas.project(marker.getLngLat());
      const free = taken.every((other) => Math.abs(other.x - x) > WIDE || Math.abs(other.y - y) > HIGH);
      marker.getElement().classList.toggle("is-mute", !free);
      if (free) taken.push({ x, y });
    }
  }

  private go([west, south, east, north]: [number, number, number, number]): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.canvas.resize();
    this.canvas.fitBounds([[west, south], [east, north]], { padding: 32, maxZoom: CLOSEST, animate: !still, duration: 500 });
  }
}
