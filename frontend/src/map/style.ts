/** The live map's style, built here: no tiles, no glyphs, no sprite, nothing from elsewhere. */
import type { FillLayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Colours } from "./colours.ts";

export const HATCH = "hatch";

/** Added once its pattern is there. */
export const HATCHED: FillLayerSpecification = {
  id: "hatched", type: "fill", source: "outline",
  filter: ["==", ["get", "id"], ""], paint: { "fill-pattern": HATCH },
};

export function style(outline: string, shades: Colours): StyleSpecification {
  return {
    version: 8,
    sources: { outline: { type: "geojson", data: outline, promoteId: "id" } },
    layers: [
      { id: "districts", type: "fill", source: "outline", filter: ["==", ["get", "kind"], "district"], paint: { "fill-color": shades.ground } },
      { id: "edges", type: "line", source: "outline", filter: ["==", ["get", "kind"], "district"], layout: { "line-join": "round" }, paint: { "line-color": shades.edge, "line-width": ["interpolate", ["linear"], ["zoom"], 9, 1.2, 13, 3] } },
      { id: "water", type: "fill", source: "outline", filter: ["all", ["==", ["get", "kind"], "river"], ["==", ["geometry-type"], "Polygon"]], paint: { "fill-color": shades.water } },
      { id: "rivers", type: "line", source: "outline", filter: ["all", ["==", ["get", "kind"], "river"], ["==", ["geometry-type"], "LineString"]], layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": shades.water, "line-width": ["interpolate", ["exponential", 2], ["zoom"], 9, 4, 13, 40] } },
      { id: "rail", type: "line", source: "outline", filter: ["==", ["get", "kind"], "rail"], layout: { "line-join": "round" }, paint: { "line-color": shades.rail, "line-opacity": 0.45, "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.9, 13, 2.5] } },
      { id: "chosen", type: "line", source: "outline", filter: ["==", ["get", "id"], ""], layout: { "line-join": "round" }, paint: { "line-color": shades.text, "line-width": 3 } },
    ],
  };
}
