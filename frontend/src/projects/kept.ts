/** Where reports wait: in this browser, over reloads and without a network. */
import { KeptRows } from "../page/kept-rows.ts";
import type { Box, Waiting } from "./sending.ts";

const rows = new KeptRows<Waiting>("simin-site-reports");

/** Durable once this resolves. */
export const keep = (one: Waiting): Promise<void> => rows.put(one);

export const box: Box = { all: () => rows.all(), drop: (key) => rows.drop(key) };
