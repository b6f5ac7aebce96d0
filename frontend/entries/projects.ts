/** Pages of projects: two photos under one divider, where somebody stands, reports that wait. */
import { compareAll } from "../src/projects/compare.ts";
import { offerPosition } from "../src/projects/position.ts";
import { queueReports } from "../src/projects/queue.ts";

compareAll();
queueReports();
offerPosition();
