/**
 * The map that pans and zooms, laid over the server's drawing in the same projection.
 *
 * It owns no fact: colours, words, links and incidents are read from the drawing each time it
 * changes. When WebGL is lost the drawing is simply shown again.
 */
import { Map as Canvas, NavigationControl, setWorkerUrl, type ExpressionSpecification } from "maplibre-gl";
import { colours, fills, hatch } from "./colours.ts";
import { Facilities } from "./facilities.ts";
import { Markers } from "./markers.ts";
import { Panel } from "./panel.ts";
import { Pointed } from "./pointed.ts";
import { HATCH, HATCHED, style } from "./style.ts";

export interface LiveMap {
  /** Reads the drawing again; `facilities` names the kinds to show, with commas. */
  sync(facilities: string): void;
  /** Reads again how the incidents of the drawing look. */
  mark(): void;
}

export async function takeOver(figure: HTMLElement): Promise<LiveMap> {
  const svg = figure.querySelector("svg")!;
  const words = JSON.parse(figure.dataset["words"] ?? "{}") as Record<string, string>;
  const holder = document.createElement("div");
  holder.className = "map-live";
  svg.before(holder);
  setWorkerUrl(new URL(figure.dataset["worker"] ?? "", location.href).href);
  const canvas = made(holder, figure, words);
  try {
    await ready(canvas);
  } catch (error) {
    canvas.remove();
    holder.remove();
    throw error;
  }
  return new Overlay(canvas, figure, svg, holder, words);
}

function made(holder: HTMLElement, figure: HTMLElement, words: Record<string, string>): Canvas {
  const [west = 0, south = 0, east = 0, north = 0] = (figure.dataset["bounds"] ?? "").split(",").map(Number);
  const [wide, high] = [(east - west) * 0.6, (north - south) * 0.6];
  const canvas = new Canvas({
    container: holder,
    style: style(new URL(figure.dataset["outline"] ?? "", location.href).href, colours(figure)),
    bounds: [[west, south], [east, north]],
    fitBoundsOptions: { padding: 0, animate: false },
    maxBounds: [[west - wide, south - high], [east + wide, north + high]],
    maxZoom: 16, renderWorldCopies: false, attributionControl: false, fadeDuration: 0,
    dragRotate: false, pitchWithRotate: false, touchPitch: false, rollEnabled: false,
    cooperativeGestures: figure.dataset["map"] !== "wall",
    locale: words,
  });
  canvas.touchZoomRotate.disableRotation();
  canvas.keyboard.disableRotation();
  canvas.addControl(new NavigationControl({ showCompass: false }), "top-right");
  return canvas;
}

function ready(canvas: Canvas): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("the map did not load")), 30_000);
    canvas.once("load", () => { clearTimeout(late); resolve(); });
    canvas.once("error", (event) => { clearTimeout(late); reject(event.error); });
  });
}

class Overlay implements LiveMap {
  private readonly markers: Markers;
  private readonly panel: Panel;
  private readonly facilities: Facilities;

  constructor(
    private readonly canvas: Canvas,
    private readonly figure: HTMLElement,
    private readonly svg: SVGSVGElement,
    holder: HTMLElement,
    words: Record<string, string>,
  ) {
    const selected = figure.dataset["selected"] ?? "";
    this.panel = new Panel(figure, words, () => this.outline(selected));
    this.markers = new Markers(canvas, figure, svg, (id) => this.choose("incident", id));
    canvas.addImage(HATCH, hatch(colours(figure)));
    canvas.addLayer(HATCHED, "edges");
    this.facilities = new Facilities(canvas, figure.dataset["facilitiesAt"] ?? "", colours(figure));
    new Pointed(canvas, figure, colours(figure));
    canvas.on("click", "districts", (event) => this.clicked(event.point, String(event.features?.[0]?.properties["id"] ?? "")));
    canvas.on("webglcontextlost", () => this.showDrawing());
    new ResizeObserver(() => this.markers.size()).observe(svg);
    new MutationObserver(() => this.recolour()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.markers.size();
    this.outline(selected);
    this.sync(figure.dataset["facilities"] ?? "");
    holder.classList.add("is-shown");
    figure.classList.add("is-live");
  }

  sync(facilities: string): void {
    this.shade();
    this.markers.sync();
    void this.facilities.show(facilities);
  }

  mark(): void {
    this.markers.mark();
  }

  private shade(): void {
    const found = [...fills(this.svg)];
    const plain = found.filter(([, fill]) => fill !== null).flat();
    const hatched = found.filter(([, fill]) => fill === null).map(([id]) => id);
    const shades = colours(this.figure);
    const match = plain.length > 0 ? ["match", ["get", "id"], ...plain, shades.ground] : shades.ground;
    this.canvas.setPaintProperty("districts", "fill-color", match as ExpressionSpecification | string);
    this.canvas.setFilter("hatched", ["in", ["get", "id"], ["literal", hatched]]);
  }

  private recolour(): void {
    const shades = colours(this.figure);
    this.canvas.updateImage(HATCH, hatch(shades));
    this.canvas.setPaintProperty("edges", "line-color", shades.edge);
    this.canvas.setPaintProperty("water", "fill-color", shades.water);
    this.canvas.setPaintProperty("rivers", "line-color", shades.water);
    this.canvas.setPaintProperty("rail", "line-color", shades.rail);
    this.canvas.setPaintProperty("chosen", "line-color", shades.text);
    this.shade();
  }

  private clicked(point: { x: number; y: number }, id: string): void {
    const above = this.canvas.queryRenderedFeatures([point.x, point.y], { layers: ["clusters", "points"] });
    const facility = above.find((feature) => feature.layer.id === "points");
    if (facility) this.showFacility(facility.properties);
    else if (above.length === 0) this.choose("district", id);
  }

  private showFacility(properties: Record<string, unknown>): void {
    const names = JSON.parse(String(properties["name"] ?? "{}")) as Record<string, string>;
    const title = names[document.documentElement.lang] ?? Object.values(names)[0] ?? "";
    this.panel.show(title, properties["capacity"] ? String(properties["capacity"]) : "", "");
  }

  private choose(kind: "district" | "incident", id: string): void {
    const link = this.svg.querySelector<SVGAElement>(`a[data-${kind}="${CSS.escape(id)}"]`);
    const href = link?.getAttribute("href");
    if (!link || !href) return;
    // A page that shows it beside the map has no need of the panel.
    if (!this.figure.dispatchEvent(new CustomEvent("simin:choose", { detail: { kind, id }, bubbles: true, cancelable: kind === "incident" }))) return;
    const said = link.getAttribute("aria-label") ?? "";
    const name = this.svg.querySelector(`[data-label="${CSS.escape(id)}"] tspan`)?.textContent ?? "";
    const title = kind === "district" && said.startsWith(name) ? name : said;
    if (kind === "district") this.outline(id);
    this.panel.show(title, said.slice(title.length).trim(), href);
  }

  private outline(id: string): void {
    this.canvas.setFilter("chosen", ["==", ["get", "id"], id]);
  }

  private showDrawing(): void {
    this.figure.classList.remove("is-live");
    this.panel.hide();
    this.canvas.remove();
  }
}
