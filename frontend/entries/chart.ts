/** The live history chart, loaded by a card's page once it is idle. */
export { draw } from "../src/chart/draw.ts";
