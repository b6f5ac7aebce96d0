import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FILES, SCREENS } from "../src/kiosk/boxes.ts";
import { startWorker as startKiosk } from "../src/kiosk/worker.ts";
import { startOffline } from "../src/offline/worker.ts";

const CITY = "https://city.example";

/** A cache as browsers have them, as far as the workers ask for it: the order is that of keeping. */
class Box {
  private readonly kept = new Map<string, Response>();
  async match(asked: string | Request, options: { ignoreSearch?: boolean } = {}): Promise<Response | undefined> {
    const wanted = plain(asked, options.ignoreSearch);
    const found = [...this.kept].find(([address]) => plain(address, options.ignoreSearch) === wanted);
    return found?.[1].clone();
  }
  async put(asked: string | Request, answer: Response): Promise<void> {
    this.kept.delete(plain(asked));
    this.kept.set(plain(asked), answer);
  }
  keys = async (): Promise<{ url: string }[]> => [...this.kept.keys()].map((url) => ({ url }));
  delete = async (asked: { url: string }): Promise<boolean> => this.kept.delete(asked.url);
}

const plain = (asked: string | Request, withoutQuery = false): string => {
  const address = new URL(typeof asked === "string" ? asked : asked.url, CITY);
  if (withoutQuery) address.search = "";
  return address.href;
};

let boxes: Map<string, Box>;
let network: (address: string) => Promise<Response>;
let waiting: Promise<unknown>[];

beforeEach(() => {
  boxes = new Map();
  waiting = [];
  const open = async (name: string) => boxes.get(name) ?? boxes.set(name, new Box()).get(name)!;
  const caches = { open, keys: async () => [...boxes.keys()], delete: async (name: string) => boxes.delete(name) };
  const ask = (asked: string | Request) => network(plain(asked));
  Object.assign(globalThis, { caches, fetch: ask, location: { origin: CITY } });
});

/** A worker's surroundings: `hear` tells it of an event, and gives what it answers with. */
function surroundings(version = "new") {
  const listeners = new Map<string, (event: any) => void>();
  const here = {
    addEventListener: (kind: string, listen: (event: any) => void) => void listeners.set(kind, listen),
    skipWaiting: async () => undefined,
    clients: { claim: async () => undefined },
    location: { origin: CITY },
    SIMIN: { version, first: ["/", "/en/"] },
  };
  const hear = (kind: string, request?: object): Promise<Response> | undefined => {
    let answer: Promise<Response> | undefined;
    const waitUntil = (work: Promise<unknown>) => void waiting.push(work);
    listeners.get(kind)!({ request, waitUntil, respondWith: (given: Promise<Response>) => (answer = given) });
    return answer;
  };
  return { here: here as any, hear };
}

const visit = (path: string) => ({ url: `${CITY}${path}`, method: "GET", mode: "navigate" });
const page = (words: string, status = 200) => new Response(`<html lang="en">${words}</html>`, { status, headers: { "Cache-Control": "public", "Content-Type": "text/html" } });
const settled = () => Promise.allSettled(waiting);

function kiosk() {
  const { here, hear } = surroundings();
  startKiosk(here, 5);
  return (path: string) => hear("fetch", visit(path))!;
}

function portal() {
  const { here, hear } = surroundings();
  startOffline(here);
  return { hear, visit: (path: string) => hear("fetch", visit(path))! };
}

test("a new deployment forgets the pages of the old ones and nothing of the kiosks", async () => {
  for (const name of ["simin-0123456789ab", "simin-pages-old", "simin-pages-new", SCREENS, FILES, "simin-kiosk-picture", "other"]) await caches.open(name);
  const { hear } = portal();
  hear("activate");
  await settled();
  assert.deepEqual([...boxes.keys()], ["simin-pages-new", SCREENS, FILES, "simin-kiosk-picture", "other"]);
});

test("a kiosk's page that is refused is the one that was kept", async () => {
  const ask = kiosk();
  network = async () => page("well");
  await ask("/kiosk/station/central/");
  await settled();
  for (const status of [400, 404, 410, 429, 500, 503]) {
    network = async () => page("refused", status);
    assert.match(await (await ask("/kiosk/station/central/")).text(), /well/, String(status));
  }
  network = async () => page("well again");
  assert.match(await (await ask("/kiosk/station/central/")).text(), /well again/);
});

test("what is refused is never kept, and is said where nothing is kept", async () => {
  const ask = kiosk();
  network = async () => page("not here", 404);
  assert.equal((await ask("/kiosk/station/nowhere/")).status, 404);
  await settled();
  assert.deepEqual(await (await caches.open(SCREENS)).keys(), []);
});

test("a language that was never loaded is the kiosk in another one, not a dead screen", async () => {
  const ask = kiosk();
  network = async () => page("well");
  await ask("/kiosk/station/central/?theme=dark");
  await settled();
  network = async () => Promise.reject(new TypeError("away"));
  assert.match(await (await ask("/kiosk/station/central/?theme=dark&language=ja")).text(), /well/);
  await assert.rejects(ask("/kiosk/station/other/"));
});

test("an answer that comes late is kept for the next time, and waited for where nothing is kept", async () => {
  const ask = kiosk();
  let arrive = (_: Response): void => undefined;
  network = () => new Promise((done) => (arrive = done));
  const first = ask("/kiosk/station/central/");
  setTimeout(() => arrive(page("slow")), 20);
  assert.match(await (await first).text(), /slow/);
  await settled();
  const second = await ask("/kiosk/station/central/");
  assert.match(await second.text(), /slow/);
  arrive(page("slower"));
  await settled();
  network = async () => Promise.reject(new TypeError("away"));
  assert.match(await (await ask("/kiosk/station/central/")).text(), /slower/);
});

test("the first page stays kept however many others are looked at", async () => {
  const { hear, visit } = portal();
  network = async (address) => page(new URL(address).pathname);
  hear("install");
  await settled();
  for (let number = 0; number < 60; number += 1) {
    await visit(`/card/${number}`);
    await settled();
  }
  const kept = (await (await caches.open("simin-pages-new")).keys()).map(({ url }) => new URL(url).pathname);
  assert.ok(kept.includes("/") && kept.includes("/en/"));
  assert.ok(kept.includes("/card/59") && !kept.includes("/card/0"));
  network = async () => Promise.reject(new TypeError("away"));
  assert.match(await (await visit("/en/data/")).text(), /<html data-kept-instead data-kept-at="\d+" lang="en">\/en\//);
  assert.doesNotMatch(await (await visit("/en/")).text(), /instead/);
});

test("where nothing is behind the proxy the kept page is shown, and other refusals are said", async () => {
  const { visit } = portal();
  network = async () => page("news");
  await visit("/news/");
  await settled();
  for (const [status, shown] of [[502, /news/], [503, /news/], [404, /refused/], [500, /refused/]] as const) {
    network = async () => page("refused", status);
    assert.match(await (await visit("/news/")).text(), shown, String(status));
  }
  network = async () => page("refused", 503);
  assert.equal((await visit("/never/")).status, 503);
});

test("a file that somebody goes to is theirs to keep", async () => {
  const { visit } = portal();
  network = async () => new Response("a;b", { headers: { "Cache-Control": "public", "Content-Type": "text/csv" } });
  await visit("/data/rows.csv");
  await settled();
  assert.deepEqual(await (await caches.open("simin-pages-new")).keys(), []);
});

test("a page that was kept says when", async () => {
  const { visit } = portal();
  const before = Date.now();
  network = async () => page("news");
  const live = await (await visit("/news/")).text();
  await settled();
  network = async () => Promise.reject(new TypeError("away"));
  const kept = await (await visit("/news/")).text();
  assert.doesNotMatch(live, /data-kept-at/);
  const at = Number(/<html data-kept-at="(\d+)" lang="en">/.exec(kept)?.[1]);
  assert.ok(before <= at && at <= Date.now());
});
