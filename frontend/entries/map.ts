/** The live map, loaded when the page is idle: MapLibre GL and what lies on it. */
export { takeOver } from "../src/map/live.ts";
