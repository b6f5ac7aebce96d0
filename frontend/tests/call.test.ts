/** Camera and microphone are on only while a page speaks; two officers do not speak on one call. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Conversation } from "../src/field/conversation.ts";
import type { Call, Line } from "../src/field/line.ts";

class Part {
  hidden = false;
  textContent = "";
  dataset: Record<string, string> = {};
  srcObject: unknown = null;
  pressed = "false";
  private act: () => void = () => undefined;
  addEventListener(_: string, act: () => void): void {
    this.act = act;
  }
  getAttribute = (): string => this.pressed;
  setAttribute = (_: string, value: string): void => void (this.pressed = value);
  click = (): void => this.act();
}

class Root extends Part {
  readonly parts = new Map<string, Part>();
  querySelector(name: string): Part {
    if (!this.parts.has(name)) this.parts.set(name, new Part());
    return this.parts.get(name)!;
  }
  querySelectorAll = (name: string): Part[] => name.split(", ").map((one) => this.querySelector(one));
  button = (name: string): Part => this.querySelector(`[data-do="${name}"]`);
}

class Track {
  enabled = true;
  stopped = false;
  constructor(readonly kind: string) {}
  stop = (): void => void (this.stopped = true);
}

class Stream {
  constructor(readonly tracks: Track[]) {}
  getTracks = (): Track[] => this.tracks;
  getVideoTracks = (): Track[] => this.tracks.filter((one) => one.kind === "video");
  addTrack = (one: Track): void => void this.tracks.push(one);
  removeTrack = (one: Track): void => void this.tracks.splice(this.tracks.indexOf(one), 1);
}

let given: Track[] = [];
let asked: () => Promise<void>;
let posted: string[] = [];
let answer: (url: string) => Response;

const call = (told: Partial<Call> = {}): Call => ({
  call: "c1", invitation: "i1", who: "Engine 3", title: {}, caller: "phone", account: "", state: "ringing",
  phone_agrees: false, room_agrees: false, ...told,
});
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));
const told = (one: Call, status = 200): Response => new Response(JSON.stringify(one), { status });

beforeEach(() => {
  [given, posted] = [[], []];
  asked = async () => undefined;
  const mediaDevices = {
    getUserMedia: async (wanted: { audio?: unknown; video?: unknown }) => {
      await asked();
      const tracks = ["audio", "video"].filter((kind) => wanted[kind as "audio"]).map((kind) => new Track(kind));
      given.push(...tracks);
      return new Stream(tracks);
    },
  };
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { mediaDevices } });
  const fetch = async (url: string): Promise<Response> => {
    posted.push(url);
    return answer(url);
  };
  const document = { querySelector: () => null, getElementById: () => null };
  const nothing = (): void => undefined;
  Object.assign(globalThis, { fetch, document, location: { search: "" }, addEventListener: nothing, removeEventListener: nothing });
});

function page(account = "duty"): { root: Root; spoken: Conversation } {
  const root = new Root();
  const side = { name: "room" as const, account, start: "/start", act: (id: string, what: string) => `/${id}/${what}` };
  return { root, spoken: new Conversation(root as never, side, () => ({ servers: [] }) as unknown as Line) };
}

async function speaking(): Promise<{ root: Root; spoken: Conversation }> {
  const opened = page();
  answer = (url) => (url.endsWith("signal") ? told({} as Call) : told(call({ state: "active", account: "duty" })));
  opened.spoken.hear(call());
  await opened.spoken.accept();
  assert.ok(opened.spoken.peer);
  return opened;
}

test("hanging up ends picture and sound though the network is away", async () => {
  const { root, spoken } = await speaking();
  root.button("mute").click();
  answer = () => {
    throw new Error("no network");
  };
  root.button("hang-up").click();
  assert.ok(given.length === 2 && given.every((one) => one.stopped));
  assert.equal(spoken.peer, undefined);
  assert.equal(root.button("mute").pressed, "false");
  await settled();
  assert.equal(root.dataset["state"], "ended-call");
});

test("a caller who gives up while the browser asks leaves no camera on", async () => {
  const { root, spoken } = page();
  asked = async () => spoken.hear(call({ state: "missed" }));
  spoken.hear(call());
  await spoken.accept();
  assert.ok(given.length && given.every((one) => one.stopped));
  assert.deepEqual(posted, []);
  assert.equal(root.dataset["state"], "missed");
});

test("the second officer who answers does not speak, and is offered nothing", async () => {
  const { root, spoken } = page("second");
  answer = () => told(call(), 403);
  spoken.hear(call());
  await spoken.accept();
  spoken.hear(call({ state: "active", account: "duty" }));
  assert.equal(spoken.peer, undefined);
  assert.ok(given.every((one) => one.stopped));
  assert.equal(root.button("accept").hidden, true);
  assert.equal(root.dataset["state"], "busy");
});

test("another camera stays off where this one was", async () => {
  const { root, spoken } = await speaking();
  root.button("camera").click();
  root.button("switch").click();
  await settled();
  const [video] = (spoken.local as unknown as Stream).getVideoTracks();
  assert.equal(given.filter((one) => one.kind === "video").length, 2);
  assert.equal(video?.enabled, false);
  spoken.hear(call({ state: "ended" }));
});
