/** Facilities of the domain (shelters, car parks …) as points that cluster, fetched on demand. */
import { Marker, type GeoJSONSource, type Map as Canvas } from "maplibre-gl";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { Colours } from "./colours.ts";

const SOURCE = "facilities";
/** Zoom steps from the whole city on which words leave room for points. */
const CLOSER = 0.8;

export class Facilities {
  private wanted = "";
  private shown = "";
  private counts: Marker[] = [];
  private readonly from: number;

  constructor(private readonly canvas: Canvas, private readonly address: string, shades: Colours) {
    this.from = canvas.getZoom() + CLOSER;
    const minzoom = this.from;
    canvas.addSource(SOURCE, {
      type: "geojson", cluster: true, clusterRadius: 44, clusterMaxZoom: 14,
      data: { type: "FeatureCollection", features: [] },
    });
    const paint = { "circle-color": shades.surface, "circle-stroke-color": shades.accent };
    canvas.addLayer({ id: "clusters", type: "circle", source: SOURCE, minzoom, filter: ["has", "point_count"], paint: { ...paint, "circle-opacity": 0.92, "circle-stroke-width": 2, "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 11, 200, 20] } });
    canvas.addLayer({ id: "points", type: "circle", source: SOURCE, minzoom, filter: ["!", ["has", "point_count"]], paint: { "circle-color": shades.accent, "circle-stroke-color": shades.surface, "circle-stroke-width": 1.5, "circle-radius": 5 } });
    canvas.on("idle", () => this.count());
    canvas.on("zoomend", () => void this.bring());
    canvas.on("click", "clusters", (event) => void this.approach(event.features?.[0]));
  }

  /** Shows exactly `kinds`, a list with commas, once the map is close enough. */
  async show(kinds: string): Promise<void> {
    this.wanted = kinds;
    await this.bring();
  }

  private async bring(): Promise<void> {
    const kinds = this.wanted;
    if (kinds === this.shown || this.canvas.getZoom() < this.from) return;
    this.shown = kinds;
    const layers = await Promise.all(kinds.split(",").filter(Boolean).map((kind) => this.fetch(kind)));
    if (kinds === this.wanted) this.source()?.setData({ type: "FeatureCollection", features: layers.flat() });
  }

  private async fetch(kind: string): Promise<Feature[]> {
    const response = await fetch(this.address.replace("KIND", encodeURIComponent(kind)));
    if (!response.ok) return [];
    return ((await response.json()) as FeatureCollection).features;
  }

  private source(): GeoJSONSource | undefined {
    return this.canvas.getSource<GeoJSONSource>(SOURCE);
  }

  /** Numbers of the clusters in view; there are no glyphs to draw them with. */
  private count(): void {
    for (const old of this.counts) old.remove();
    const seen = new Set<unknown>();
    this.counts = this.canvas.queryRenderedFeatures({ layers: ["clusters"] }).flatMap((cluster) => {
      if (seen.has(cluster.id) || cluster.geometry.type !== "Point") return [];
      seen.add(cluster.id);
      const element = document.createElement("span");
      element.className = "map-count";
      element.setAttribute("aria-hidden", "true");
      element.textContent = String(cluster.properties["point_count_abbreviated"] ?? "");
      return [new Marker({ element }).setLngLat(cluster.geometry.coordinates as [number, number]).addTo(this.canvas)];
    });
  }

  private async approach(cluster?: { id?: unknown; properties: Record<string, unknown>; geometry: Geometry }): Promise<void> {
    if (cluster?.geometry.type !== "Point") return;
    const zoom = await this.source()?.getClusterExpansionZoom(Number(cluster.properties["cluster_id"]));
    this.canvas.easeTo({ center: cluster.geometry.coordinates as [number, number], zoom: zoom ?? this.canvas.getZoom() + 2 });
  }
}
