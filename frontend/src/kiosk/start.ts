/** Puts a kiosk together. */
import { cityNow } from "../live/clock.ts";
import type { Picture } from "../live/picture.ts";
import { startScreen } from "../live/screen.ts";
import { followArrivals } from "./arrivals.ts";
import { beat } from "./heartbeat.ts";
import { keep, showLast } from "./keep.ts";
import { followLists } from "./lists.ts";
import { followMarks } from "./marks.ts";
import { bindPanels } from "./panels.ts";
import { renewItself } from "./renew.ts";
import { bindReset } from "./reset.ts";
import { turn } from "./wall.ts";
import { bindWarnings, followWarnings } from "./warn.ts";

/** What both have: lists of what is near, warnings that cover the screen, a night without network. */
function begin(): void {
  document.addEventListener("simin:picture", (event) => {
    const { picture, changed } = (event as CustomEvent<{ picture: Picture; changed: Set<string> }>).detail;
    followLists(picture, cityNow());
    followMarks(picture);
    followWarnings(picture);
    keep(picture, changed);
  });
  bindWarnings();
  renewItself();
  beat();
  void showLast().catch(() => undefined).then(startScreen);
}

export function startKiosk(): void {
  bindPanels();
  bindReset();
  followArrivals();
  begin();
}

export function startWall(): void {
  turn();
  begin();
}
