/** What the server wrote into a kiosk's page, and the little that the kiosk knows of itself. */
import { head as written, words as said } from "../live/page.ts";
import type { PageHead } from "../live/page.ts";
import { fill } from "../live/present.ts";
import type { Spot } from "./near.ts";

interface KioskHead extends PageHead {
  /** None on a wall. */
  spot: Spot | null;
  reset: number;
  modules: string[];
  languages: string[];
}

export const head = written as KioskHead;
const words = (said as unknown as { kiosk: Record<string, string> }).kiosk ?? {};
export const sayKiosk = (phrase: string, facts: Record<string, string | number> = {}): string =>
  fill(words[phrase] ?? "", facts);

/** Version of the page that is open. */
export const version = globalThis.document?.getElementById("app")?.dataset["version"] ?? "";
export const isCalm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
