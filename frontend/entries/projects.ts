/** Pages of projects: two photos under one divider, and where somebody stands. */
import { compareAll } from "../src/projects/compare.ts";
import { offerPosition } from "../src/projects/position.ts";

compareAll();
offerPosition();
