/**
 * Keeps what everyone may see for when there is no network: pages last looked at, and their files.
 *
 * The network comes first, always: a kept page is shown only where the city cannot be reached, and
 * says itself how old it is; where it stands in for one that was not kept, it says that. What is for one person (no `public` in Cache-Control) is never kept.
 * Each deployment brings another version, and with it an empty store.
 */
import { isHtml, isKept, plan, type Asked } from "./plan.ts";

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
/** What a proxy answers with while nothing is behind it, and the city while it begins. */
const AWAY = new Set([502, 503, 504]);
/** Stores of this worker begin so; those of kiosks are their own. */
const OURS = "simin-pages-";
/** As stores were called before. */
const FORMER = /^simin-[0-9a-f]{12}$/;

export function startOffline(here: Surroundings): void {
  const { version, first } = here.SIMIN ?? { version: "0", first: [] };
  const store = `${OURS}${version}`;
  here.addEventListener("install", (event) => {
    event.waitUntil(prepare(store, first).then(() => here.skipWaiting()));
  });
  here.addEventListener("activate", (event) => {
    event.waitUntil(forget(store).then(() => here.clients.claim()));
  });
  here.addEventListener("fetch", (event) => {
    const { request } = event;
    const asked = plan(asking(request), here.location.origin);
    if (asked === "page") event.respondWith(page(store, first, event));
    if (asked === "file") event.respondWith(file(store, request));
  });
}

const asking = (request: Request): Asked => ({ url: request.url, method: request.method, mode: request.mode });

/** What cannot be fetched now is fetched when it is asked for. */
async function prepare(store: string, addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(store);
  await Promise.all(addresses.map(async (address) => {
    const answer = await fetch(address, { credentials: "omit" }).catch(() => null);
    if (!answer || !(isKept(answer) || address.startsWith("/static/"))) return;
    await cache.put(address, await dated(answer));
  }));
}

async function forget(store: string): Promise<void> {
  const old = (await caches.keys()).filter((name) => name !== store && (name.startsWith(OURS) || FORMER.test(name)));
  for (const name of old) await caches.delete(name);
}

async function page(store: string, first: readonly string[], event: Fetching): Promise<Response> {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (isKept(answer) && (isHtml(answer) || request.mode !== "navigate")) event.waitUntil(keep(store, first, request, answer.clone()));
    return (AWAY.has(answer.status) && (await keptOf(store, request))) || answer;
  } catch (error) {
    const kept = (await keptOf(store, request)) ?? (await homeInstead(store, request));
    if (kept) return kept;
    throw error;
  }
}

/** A store that cannot be opened keeps nothing, and hinders nothing. */
async function keptOf(store: string, asked: Request | string): Promise<Response | null> {
  const cache = await caches.open(store).catch(() => null);
  return (await cache?.match(asked)) ?? null;
}

/** The first page in the reader's language, which says that it is not what was asked for. */
async function homeInstead(store: string, request: Request): Promise<Response | null> {
  if (request.mode !== "navigate") return null;
  const home = new URL(request.url).pathname.startsWith("/en/") ? "/en/" : "/";
  const kept = (await keptOf(store, home)) ?? (await keptOf(store, "/"));
  if (!kept) return null;
  const text = (await kept.text()).replace("<html", "<html data-kept-instead");
  return new Response(text, { headers: kept.headers });
}

/** What the first page needs is never given up for another page. */
async function keep(store: string, first: readonly string[], request: Request, answer: Response): Promise<void> {
  const cache = await caches.open(store);
  await cache.put(request, await dated(answer));
  const isOther = ({ pathname, search }: URL) => !pathname.startsWith("/static/") && !first.includes(pathname + search);
  const pages = (await cache.keys()).filter((kept) => isOther(new URL(kept.url)));
  for (const old of pages.slice(0, Math.max(0, pages.length - PAGES))) await cache.delete(old);
}

/** A page, with the moment of keeping in it, so that it can say how old it is. */
async function dated(answer: Response): Promise<Response> {
  if (!isHtml(answer)) return answer;
  const headers = new Headers(answer.headers);
  for (const ofWire of ["Content-Encoding", "Content-Length"]) headers.delete(ofWire);
  const text = (await answer.text()).replace("<html", `<html data-kept-at="${Date.now()}"`);
  return new Response(text, { status: answer.status, headers });
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
