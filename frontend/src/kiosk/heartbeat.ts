/**
 * A registered kiosk tells the city how it is, once a minute, with the key that its address bore.
 *
 * The key stands after the `#`, which no server sees; it is kept in this browser and taken out of the
 * address. What is told: version, frame, how long it has heard nothing, faults, since when. Nothing about anybody.
 */
import { shown } from "../live/screen.ts";
import { forget, keep, kept } from "./memory.ts";
import { version } from "./page.ts";

/** Under this name alone it was kept before one browser could show several kiosks. */
const KEPT = "simin.kiosk.key";
const EVERY = 60_000;
/** More faults than this are not counted. */
const MOST = 9999;
let faults = 0;
/** Milliseconds since the page began, of a clock that nobody sets. */
let connectedAt = 0;

/** `#key=…` → the key; null where there is none. Pure. */
export const keyIn = (hash: string): string | null => new URLSearchParams(hash.replace(/^#/, "")).get("key");

export function beat(): void {
  const key = takeKey();
  if (!key) return;
  for (const fault of ["error", "unhandledrejection"]) addEventListener(fault, () => void (faults = Math.min(MOST, faults + 1)));
  const tell = () => void send(key);
  setTimeout(tell, 5_000);
  setInterval(tell, EVERY);
}

/**
 * Each screen has its own key: by its path, as a wall and a kiosk may run in one browser. Where a
 * browser keeps nothing, the key stays in the address, so that the next start has it.
 */
function takeKey(): string | null {
  const name = `${KEPT} ${location.pathname}`;
  const given = keyIn(location.hash) ?? kept("local", name) ?? kept("local", KEPT);
  if (!given) return null;
  const isKept = keep("local", name, given);
  forget("local", KEPT);
  if (isKept && keyIn(location.hash)) history.replaceState(null, "", location.pathname + location.search);
  return given;
}

/** A quiet city sends no frame for a while; what counts is whether one would come. */
const isConnected = (): boolean =>
  ["streaming", "polling"].includes(document.querySelector<HTMLElement>("[data-connection]")?.dataset["connection"] ?? "");

async function send(key: string): Promise<void> {
  const now = performance.now();
  if (isConnected()) connectedAt = now;
  const told = { version, frame: shown().number, age: seconds(now - connectedAt), errors: faults, up: seconds(now) };
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  await fetch("/kiosk/heartbeat", { method: "POST", headers, body: JSON.stringify(told) }).catch(() => undefined);
}

const seconds = (milliseconds: number): number => Math.round(milliseconds / 1000);
