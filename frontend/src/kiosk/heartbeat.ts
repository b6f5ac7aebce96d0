/**
 * A registered kiosk tells the city how it is, once a minute, with the key that its address bore.
 *
 * The key stands after the `#`, which no server sees; it is kept in this browser and taken out of the
 * address. What is told: version, frame, how long it has heard nothing, faults, since when. Nothing about anybody.
 */
import { shown } from "../live/screen.ts";
import { version } from "./page.ts";

const KEPT = "simin.kiosk.key";
const EVERY = 60_000;
/** More faults than this are not counted. */
const MOST = 9999;
let faults = 0;
let connectedAt = Date.now();

/** `#key=…` → the key; null where there is none. Pure. */
export const keyIn = (hash: string): string | null => new URLSearchParams(hash.replace(/^#/, "")).get("key");

export function beat(): void {
  const key = takeKey();
  if (!key) return;
  const since = Date.now();
  for (const fault of ["error", "unhandledrejection"]) addEventListener(fault, () => void (faults = Math.min(MOST, faults + 1)));
  const tell = () => void send(key, Math.round((Date.now() - since) / 1000));
  setTimeout(tell, 5_000);
  setInterval(tell, EVERY);
}

function takeKey(): string | null {
  const given = keyIn(location.hash);
  if (given) {
    localStorage.setItem(KEPT, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return localStorage.getItem(KEPT);
}

/** A quiet city sends no frame for a while; what counts is whether one would come. */
const isConnected = (): boolean =>
  ["streaming", "polling"].includes(document.querySelector<HTMLElement>("[data-connection]")?.dataset["connection"] ?? "");

async function send(key: string, up: number): Promise<void> {
  if (isConnected()) connectedAt = Date.now();
  const age = Math.round((Date.now() - connectedAt) / 1000);
  const told = { version, frame: shown().number, age, errors: faults, up };
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  await fetch("/kiosk/heartbeat", { method: "POST", headers, body: JSON.stringify(told) }).catch(() => undefined);
}
