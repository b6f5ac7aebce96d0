/** A call on a page: its buttons, its pictures, and how it stands. The same for phone and room. */
import type { Call, Line, Said } from "./line.ts";
import { Peer } from "./peer.ts";
import { post, Refused, said } from "./talk.ts";

export interface Side {
  name: "phone" | "room";
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
  local: MediaStream | null = null;
  /** This page speaks; another page of the same account may. */
  mine = false;
  peer: Peer | undefined;
  /** Of a page that does more with a call. */
  changed: (call: Call) => void = () => undefined;
  private beat: ReturnType<typeof setInterval> | undefined;
  private facing: "environment" | "user";

  constructor(
    readonly root: HTMLElement,
    private readonly side: Side,
    private readonly line: () => Line,
  ) {
    this.facing = side.name === "phone" ? "environment" : "user";
    this.on("call", () => this.ring());
    this.on("accept", () => this.accept());
    this.on("decline", () => this.tell("decline"));
    this.on("hang-up", () => this.tell("hang-up"));
    this.on("mute", (button) => this.toggle(button, "audio"));
    this.on("camera", (button) => this.toggle(button, "video"));
    this.on("switch", () => this.turn());
    addEventListener("pagehide", () => this.peer?.close());
  }

  on(name: string, act: (button: HTMLButtonElement) => unknown): void {
    for (const button of this.root.querySelectorAll<HTMLButtonElement>(`[data-do="${name}"]`))
      button.addEventListener("click", () => void Promise.resolve(act(button)).catch((error: unknown) => { console.warn(String(error), (error as Error).stack); this.say("failed"); }));
  }

  /** The call changed, or a page that was opened learns of it. */
  hear(call: Call): void {
    const before = this.call;
    if (before && before.call !== call.call && !OPEN.includes(call.state) && OPEN.includes(before.state)) return;
    this.call = call;
    if (call.state === "active" && this.mine && !this.peer) this.speak();
    if (!OPEN.includes(call.state)) this.end(call.state);
    this.draw(before);
    this.changed(call);
  }

  listen(call: string, what: Said): void {
    if (this.mine && this.call?.call === call) this.peer?.hear(what);
  }

  async ring(): Promise<void> {
    this.mine = true;
    try {
      await this.media();
      this.hear(await post<Call>(this.side.start));
    } catch (error) {
      this.mine = false;
      const busy = error instanceof Refused && error.status === 409;
      this.end(busy ? "busy" : "failed");
    }
  }

  async accept(): Promise<void> {
    const call = this.call;
    if (!call) return;
    this.mine = true;
    await this.media();
    if (call.state === "ringing") await this.tell("accept");
    else this.hear(call);
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

  private async media(): Promise<void> {
    if (this.local) return;
    for (const video of [{ facingMode: this.facing, width: { ideal: 1280 } }, false] as const) {
      try {
        this.local = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true }, video });
        break;
      } catch {
        this.say("no-camera");
      }
    }
    this.root.querySelector<HTMLVideoElement>("[data-local]")!.srcObject = this.local;
  }

  private end(state: string): void {
    const spoke = this.mine || this.peer;
    clearInterval(this.beat);
    this.peer?.close();
    this.peer = undefined;
    this.mine = false;
    for (const track of this.local?.getTracks() ?? []) track.stop();
    this.local = null;
    this.remote = undefined;
    this.video().srcObject = null;
    if (spoke || this.root.dataset["state"]) this.say(state === "ended" ? "ended-call" : state);
    this.show();
  }

  private draw(before: Call | undefined): void {
    const call = this.call!;
    if (call.state === "ringing") {
      const mine = call.caller === this.side.name;
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
      accept: (ringing && !mine) || (active && !this.mine),
      decline: ringing && !mine,
      "hang-up": (ringing && mine) || (active && this.mine),
    };
    for (const [name, is] of Object.entries(shown))
      for (const button of this.root.querySelectorAll<HTMLElement>(`[data-do="${name}"]`)) button.hidden = !is;
    const speaks = active && this.mine;
    for (const part of ["[data-call-screen]", "[data-call-tools]"])
      this.root.querySelector<HTMLElement>(part)!.hidden = !speaks;
    const recorded = speaks && call.phone_agrees && call.room_agrees;
    this.root.querySelector<HTMLElement>("[data-recording]")!.hidden = !recorded;
  }

  private toggle(button: HTMLButtonElement, kind: string): void {
    const off = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(off));
    for (const track of this.local?.getTracks() ?? []) if (track.kind === kind) track.enabled = !off;
  }

  /** The phone's other camera takes over in the running call. */
  private async turn(): Promise<void> {
    this.facing = this.facing === "user" ? "environment" : "user";
    const old = this.local?.getVideoTracks()[0];
    old?.stop();
    const fresh = await navigator.mediaDevices.getUserMedia({ video: { facingMode: this.facing } });
    const track = fresh.getVideoTracks()[0];
    if (!track || !this.local) return;
    if (old) this.local.removeTrack(old);
    this.local.addTrack(track);
    await this.peer?.replace(track);
  }
}
