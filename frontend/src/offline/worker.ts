/**
 * Keeps what everyone may see for when there is no network: pages last looked at, and their files.
 *
 * The network comes first, always: a kept page is shown only where the city cannot be reached, and
 * says itself how old it is. What is for one person (no `public` in Cache-Control) is never kept.
 * Each deployment brings another version, and with it an empty store.
 */
import { isKept, plan, type Asked } from "./plan.ts";

interface Surroundings {
  addEventListener(kind: "install" | "activate", hear: (event: Waiting) => void): void;
  addEventListener(kind: "fetch", hear: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: { origin: string };
  /** Written before this file by the server: names the deployment, and what the first page needs. */
  SIMIN?: { version: string; first: string[] };
}

interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Waiting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** Pages kept at most, beside the first. */
const PAGES = 40;

export function startOffline(here: Surroundings): void {
  const { version, first } = here.SIMIN ?? { version: "0", first: [] };
  const store = `simin-${version}`;
  here.addEventListener("install", (event) => {
    event.waitUntil(prepare(store, first).then(() => here.skipWaiting()));
  });
  here.addEventListener("activate", (event) => {
    event.waitUntil(forget(store).then(() => here.clients.claim()));
  });
  here.addEventListener("fetch", (event) => {
    const { request } = event;
    const asked = plan(asking(request), here.location.origin);
    if (asked === "page") event.respondWith(page(store, event));
    if (asked === "file") event.respondWith(file(store, request));
  });
}

const asking = (request: Request): Asked => ({ url: request.url, method: request.method, mode: request.mode });

/** What cannot be fetched now is fetched when it is asked for. */
async function prepare(store: string, addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(store);
  await Promise.all(addresses.map(async (address) => {
    const answer = await fetch(address, { credentials: "omit" }).catch(() => null);
    if (answer && (isKept(answer) || address.startsWith("/static/"))) await cache.put(address, answer);
  }));
}

async function forget(store: string): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("simin-") && name !== store) await caches.delete(name);
}

async function page(store: string, event: Fetching): Promise<Response> {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (isKept(answer)) event.waitUntil(keep(store, request, answer.clone()));
    return answer;
  } catch (error) {
    const cache = await caches.open(store);
    const home = new URL(request.url).pathname.startsWith("/en/") ? "/en/" : "/";
    const kept = (await cache.match(request)) ?? (await cache.match(home)) ?? (await cache.match("/"));
    if (kept) return kept;
    throw error;
  }
}

async function keep(store: string, request: Request, answer: Response): Promise<void> {
  const cache = await caches.open(store);
  await cache.put(request, answer);
  const pages = (await cache.keys()).filter((kept) => !new URL(kept.url).pathname.startsWith("/static/"));
  for (const old of pages.slice(0, Math.max(0, pages.length - PAGES))) await cache.delete(old);
}

/** Built files have their content in their name: the first answer is the last. */
async function file(store: string, request: Request): Promise<Response> {
  const cache = await caches.open(store);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
