/**
 * The kiosk's service worker: keeps the screens and files that were last loaded, within bounds, and
 * answers with them when the network is away, slow, or refuses: a page that is kept goes on asking,
 * and one that only says "not found" would stand until somebody comes by. It never answers for the
 * picture: that is the page's, which says how old it is.
 */
import { FILES, SCREENS } from "./boxes.ts";

interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Waiting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  addEventListener(type: "install" | "activate", listen: (event: Waiting) => void): void;
  addEventListener(type: "fetch", listen: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

/** As many are kept; the one kept longest goes first. */
const MOST: Record<string, number> = { [SCREENS]: 16, [FILES]: 160 };
/** Milliseconds that a network may take before what is kept is shown. */
const PATIENCE = 5_000;
/** What is kept was asked for by a page, and what is asked for is asked by the browser: other headers. */
const ANY = { ignoreVary: true };

export function startWorker(worker: Worker, patience = PATIENCE): void {
  worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener("fetch", (event) => {
    const kind = boxOf(new URL(event.request.url), event.request);
    if (kind === FILES) event.respondWith(keptFirst(event));
    if (kind === SCREENS) event.respondWith(networkFirst(event, patience));
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
async function keptFirst(event: Fetching): Promise<Response> {
  const box = await caches.open(FILES);
  return (await box.match(event.request, ANY)) ?? asked(FILES, event);
}

/** The network, where it answers well and soon; else what is kept; else whatever the network says. */
async function networkFirst(event: Fetching, patience: number): Promise<Response> {
  const coming = asked(SCREENS, event);
  const soon = await Promise.race([coming.catch(() => null), after(patience)]);
  if (soon && soon.status < 400) return soon;
  return (await keptScreen(event.request)) ?? coming;
}

const after = (milliseconds: number): Promise<null> => new Promise((done) => setTimeout(() => done(null), milliseconds));

/** The same address; else the same screen in another language, which is better than none. */
async function keptScreen(request: Request): Promise<Response | undefined> {
  const box = await caches.open(SCREENS);
  return (await box.match(request, ANY)) ?? box.match(request, { ...ANY, ignoreSearch: true });
}

/** A good answer is kept, however late it comes. */
function asked(name: string, event: Fetching): Promise<Response> {
  const coming = fetch(event.request);
  event.waitUntil(coming.then((answer) => (answer.ok ? keep(name, event.request, answer.clone()) : undefined)).catch(() => undefined));
  return coming;
}

async function keep(name: string, request: Request, answer: Response): Promise<void> {
  const box = await caches.open(name);
  await box.put(request, answer);
  const kept = await box.keys();
  for (const one of kept.slice(0, Math.max(0, kept.length - MOST[name]!))) await box.delete(one);
}
