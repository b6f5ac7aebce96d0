/** A call on a page: its buttons, its pictures, and how it stands. The same for phone and room. */
import type { Call, Line, Said } from "./line.ts";
import { Media } from "./media.ts";
import { Peer } from "./peer.ts";
import { post, postLast, Refused, said } from "./talk.ts";

export interface Side {
  name: "phone" | "room";
  /** Who speaks here; a phone has no account. */
  account?: string;
  /** Address of an act of a call. */
  act(call: string, what: string): string;
  /** Address that rings at the other side. */
  start: string;
}

/** Milliseconds between two signs of life. */
const BEAT = 20_000;
const OPEN = ["ringing", "active"];

export class Conversation {
  call: Call | undefined;
  remote: MediaStream | undefined;
  /** This page speaks; another page of the same account may. */
  mine = false;
  peer: Peer | undefined;
  /** Of a page that does more with a call. */
  changed: (call: Call) => void = () => undefined;
  private beat: ReturnType<typeof setInterval> | undefined;
  private readonly media: Media;

  constructor(
    readonly root: HTMLElement,
    private readonly side: Side,
    private readonly line: () => Line,
  ) {
    this.media = new Media(root, side.name === "phone" ? "environment" : "user", () => this.say("no-camera"));
    this.on("call", () => this.ring());
    this.on("accept", () => this.accept());
    this.on("decline", () => this.tell("decline"));
    this.on("hang-up", () => this.hangUp());
    this.on("mute", () => this.media.toggle("mute"));
    this.on("camera", () => this.media.toggle("camera"));
    this.on("switch", async () => {
      const track = await this.media.turn();
      if (track) await this.peer?.replace(track);
    });
    addEventListener("pagehide", () => this.leave());
    addEventListener("beforeunload", (event) => this.speaksInRoom() && event.preventDefault());
  }

  get local(): MediaStream | null {
    return this.media.stream;
  }

  on(name: string, act: (button: HTMLButtonElement) => unknown): void {
    for (const button of this.root.querySelectorAll<HTMLButtonElement>(`[data-do="${name}"]`))
      button.addEventListener("click", () => void Promise.resolve(act(button)).catch(() => this.say("failed")));
  }

  /** The call changed, or a page that was opened learns of it. */
  hear(call: Call): void {
    const before = this.call;
    if (before && before.call !== call.call && !OPEN.includes(call.state) && OPEN.includes(before.state)) return;
    this.call = call;
    if (this.mine && this.isOthers(call)) this.end("busy");
    if (call.state === "active" && this.mine && !this.peer) this.speak();
    if (!OPEN.includes(call.state)) this.end(call.state);
    this.draw(before);
    this.changed(call);
  }

  listen(call: string, what: Said): void {
    if (this.mine && this.call?.call === call) this.peer?.hear(what);
  }

  async ring(): Promise<void> {
    if (!(await this.media.start())) return;
    this.mine = true;
    try {
      this.hear(await post<Call>(this.side.start));
    } catch (error) {
      this.fail(error);
    }
  }

  /** Also where the same call was spoken on before: by this page or another of the account. */
  async accept(): Promise<void> {
    const id = this.call?.call;
    if (!this.answers() || !(await this.media.start())) return;
    // While the browser asked, the caller may have gone or another officer may have answered.
    const call = this.call!;
    if (call.call !== id || !this.answers()) return this.end(this.isOthers(call) ? "busy" : call.state);
    this.mine = true;
    try {
      if (call.state === "ringing") await this.tell("accept");
      else this.hear(call);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Camera and microphone are off at once, whether or not the network takes the word of it. */
  async hangUp(): Promise<void> {
    const call = this.call;
    if (!call) return;
    this.hear({ ...call, state: "ended" });
    await post<Call>(this.side.act(call.call, "hang-up")).then((told) => this.hear(told), () => undefined);
  }

  async tell(what: string): Promise<void> {
    if (!this.call) return;
    this.hear(await post<Call>(this.side.act(this.call.call, what)));
  }

  say(name: string, text?: string): void {
    const place = this.root.querySelector<HTMLElement>("[data-call-state]");
    if (place) place.textContent = text ?? said(name);
    this.root.dataset["state"] = name;
  }

  video(): HTMLVideoElement {
    return this.root.querySelector<HTMLVideoElement>("[data-remote]")!;
  }

  /** A call that may be answered here, or gone on with. */
  private answers(): boolean {
    const call = this.call;
    if (!call || this.mine || this.isOthers(call)) return false;
    return call.state === "active" || (call.state === "ringing" && call.caller !== this.side.name);
  }

  /** Another officer speaks. */
  private isOthers(call: Call): boolean {
    return this.side.name === "room" && OPEN.includes(call.state) && call.account !== "" && call.account !== this.side.account;
  }

  private speaksInRoom(): boolean {
    return this.side.name === "room" && this.mine && Boolean(this.peer);
  }

  /** A phone that is opened again goes on; a room that leaves ends the call, and the phone's camera with it. */
  private leave(): void {
    if (this.speaksInRoom() && this.call) postLast(this.side.act(this.call.call, "hang-up"));
    this.peer?.close();
  }

  private fail(error: unknown): void {
    this.end(error instanceof Refused && [403, 409].includes(error.status) ? "busy" : "failed");
  }

  private speak(): void {
    const id = this.call!.call;
    const relay = new URLSearchParams(location.search).has("relay");
    this.peer = new Peer({
      polite: this.side.name === "phone",
      servers: this.line().servers,
      relay,
      stream: this.local,
      say: (what) => post(this.side.act(id, "signal"), JSON.stringify(what)),
      shown: (stream) => {
        this.remote = stream;
        if (this.video().srcObject !== stream) this.video().srcObject = stream;
      },
      stands: (state) => this.say(state),
    });
    this.beat = setInterval(() => void this.tell("beat").catch(() => undefined), BEAT);
    Object.assign(this.root, { peer: this.peer });
  }

  private end(state: string): void {
    const spoke = this.mine || this.peer;
    clearInterval(this.beat);
    this.peer?.close();
    this.peer = undefined;
    this.mine = false;
    this.media.stop();
    this.remote = undefined;
    this.video().srcObject = null;
    if (spoke || this.root.dataset["state"]) this.say(state === "ended" ? "ended-call" : state);
    this.show();
  }

  private draw(before: Call | undefined): void {
    const call = this.call!;
    const mine = call.caller === this.side.name;
    if (this.isOthers(call)) this.say("busy");
    else if (call.state === "ringing") {
      if (mine) this.say("calling");
      else if (this.side.name === "phone") this.say("ringing");
      else this.say("ringing-room", said("ringing-room").replace("%(who)s", call.who));
      if (!mine && before?.state !== "ringing") navigator.vibrate?.([400, 200, 400, 200, 400]);
    }
    this.show();
  }

  private show(): void {
    const call = this.call;
    const ringing = call?.state === "ringing";
    const active = call?.state === "active";
    const mine = call?.caller === this.side.name;
    const shown: Record<string, boolean> = {
      call: !ringing && !active,
      accept: this.answers(),
      decline: ringing && !mine,
      "hang-up": (ringing && mine && !(call && this.isOthers(call))) || (active && this.mine),
    };
    for (const [name, is] of Object.entries(shown))
      for (const button of this.root.querySelectorAll<HTMLElement>(`[data-do="${name}"]`)) button.hidden = !is;
    const speaks = active && this.mine;
    for (const part of ["[data-call-screen]", "[data-call-tools]"])
      this.root.querySelector<HTMLElement>(part)!.hidden = !speaks;
    const recorded = speaks && call.phone_agrees && call.room_agrees;
    this.root.querySelector<HTMLElement>("[data-recording]")!.hidden = !recorded;
  }
}
