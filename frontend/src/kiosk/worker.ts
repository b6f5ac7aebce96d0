/**
 * The kiosk's service worker: keeps the screens and files that were last loaded, within bounds, and
 * answers with them when the network is away. It never answers for the picture: that is the page's,
 * which says how old it is.
 */
import { FILES, SCREENS } from "./boxes.ts";

interface Worker {
  addEventListener(type: "install" | "activate", listen: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "fetch", listen: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

/** As many are kept; the one kept longest goes first. */
const MOST: Record<string, number> = { [SCREENS]: 16, [FILES]: 160 };
/** Milliseconds that a network may take before what is kept is shown. */
const PATIENCE = 5_000;
/** What is kept was asked for by a page, and what is asked for is asked by the browser: other headers. */
const ANY = { ignoreVary: true };

export function startWorker(worker: Worker): void {
  worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener("fetch", (event) => {
    const kind = boxOf(new URL(event.request.url), event.request);
    if (kind === FILES) event.respondWith(keptFirst(event.request));
    if (kind === SCREENS) event.respondWith(networkFirst(event.request));
  });
}

/** Which box answers; none: the network alone. Pure. */
export function boxOf(address: URL, request: { method: string; mode?: string }): string {
  if (request.method !== "GET" || address.origin !== location.origin) return "";
  if (address.pathname.startsWith("/static/dist/")) return FILES;
  if (address.pathname === "/city/theme.css" || address.pathname === "/city/icon.svg") return SCREENS;
  return request.mode === "navigate" && /^\/(kiosk|wall)\//.test(address.pathname) ? SCREENS : "";
}

/** Built files bear their hash: what is kept is what it was. */
async function keptFirst(request: Request): Promise<Response> {
  const box = await caches.open(FILES);
  return (await box.match(request, ANY)) ?? put(FILES, request, await fetch(request));
}

async function networkFirst(request: Request): Promise<Response> {
  const box = await caches.open(SCREENS);
  const late = new Promise<never>((_, no) => setTimeout(() => no(new Error("late")), PATIENCE));
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer.status < 500) return put(SCREENS, request, answer);
    return (await box.match(request, ANY)) ?? answer;
  } catch (away) {
    const kept = await box.match(request, ANY);
    if (kept) return kept;
    throw away;
  }
}

async function put(name: string, request: Request, answer: Response): Promise<Response> {
  if (!answer.ok) return answer;
  const box = await caches.open(name);
  await box.put(request, answer.clone());
  const kept = await box.keys();
  for (const one of kept.slice(0, Math.max(0, kept.length - MOST[name]!))) await box.delete(one);
  return answer;
}
