/**
 * One connection between two browsers: perfect negotiation (WebRTC 1.0, section 10.7).
 *
 * Both sides may offer at any time; where they do so at once the polite one gives way. Each page
 * says hello under a name of its own: a page that was reloaded is another one, and both begin anew.
 */
import type { Said } from "./line.ts";

export interface Ends {
  polite: boolean;
  servers: RTCIceServer[];
  /** For tests of relays: only through TURN. */
  relay?: boolean;
  stream: MediaStream | null;
  say(said: Said): Promise<unknown>;
  shown(stream: MediaStream): void;
  stands(state: "connecting" | "connected" | "reconnecting"): void;
}

/** Milliseconds for which a broken connection is given time to mend itself. */
const MENDS = 4000;

export class Peer {
  pc: RTCPeerConnection | undefined;
  private readonly name = Math.random().toString(36).slice(2);
  private other = "";
  private offering = false;
  private ignoring = false;
  private answering = false;
  private sending: Promise<unknown> = Promise.resolve();
  private hearing: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly ends: Ends) {
    addEventListener("online", this.restart);
    this.ends.stands("connecting");
    this.say({ hello: this.name, re: "" });
  }

  /** In order: what comes while something is being taken in waits. */
  hear(said: Said): void {
    this.hearing = this.hearing.then(() => this.take(said)).catch((error: unknown) => console.warn(error));
  }

  close(): void {
    this.closed = true;
    removeEventListener("online", this.restart);
    this.pc?.close();
  }

  async replace(track: MediaStreamTrack): Promise<void> {
    const sender = this.pc?.getSenders().find((one) => one.track?.kind === track.kind);
    await sender?.replaceTrack(track);
  }

  private readonly restart = (): void => this.pc?.restartIce();

  private say(said: Said): void {
    this.sending = this.sending.then(() => this.closed || this.ends.say(said)).catch(() => undefined);
  }

  private async take(said: Said): Promise<void> {
    if (this.closed) return;
    if (typeof said["hello"] === "string") return this.greet(said["hello"], said["re"]);
    if (!this.pc || said["from"] !== this.other || said["to"] !== this.name) return;
    if (said["description"]) await this.describe(said["description"] as RTCSessionDescriptionInit);
    else if ("candidate" in said) await this.reach(said["candidate"] as RTCIceCandidateInit | null);
  }

  private greet(hello: string, re: unknown): void {
    if (re !== this.name) this.say({ hello: this.name, re: hello });
    if (hello === this.other) return;
    this.other = hello;
    this.build();
  }

  private tell(said: Said): void {
    this.say({ ...said, from: this.name, to: this.other });
  }

  private build(): void {
    this.pc?.close();
    this.offering = this.ignoring = this.answering = false;
    const pc = new RTCPeerConnection({
      iceServers: this.ends.servers,
      iceTransportPolicy: this.ends.relay ? "relay" : "all",
    });
    this.pc = pc;
    pc.onnegotiationneeded = () => void this.offer(pc);
    pc.onicecandidate = ({ candidate }) => this.tell({ candidate: candidate?.toJSON() ?? null });
    pc.ontrack = ({ streams }) => streams[0] && this.ends.shown(streams[0]);
    pc.onconnectionstatechange = () => this.watch(pc);
    const tracks = this.ends.stream?.getTracks() ?? [];
    for (const track of tracks) pc.addTrack(track, this.ends.stream!);
    for (const kind of ["audio", "video"])
      if (!tracks.some((one) => one.kind === kind)) pc.addTransceiver(kind, { direction: "recvonly" });
  }

  private watch(pc: RTCPeerConnection): void {
    if (pc !== this.pc || this.closed) return;
    if (pc.connectionState === "connected") return this.ends.stands("connected");
    if (pc.connectionState === "failed") pc.restartIce();
    if (["failed", "disconnected"].includes(pc.connectionState)) {
      this.ends.stands("reconnecting");
      setTimeout(() => pc === this.pc && pc.connectionState === "disconnected" && pc.restartIce(), MENDS);
    }
  }

  private async offer(pc: RTCPeerConnection): Promise<void> {
    try {
      this.offering = true;
      await pc.setLocalDescription();
      if (pc === this.pc) this.tell({ description: pc.localDescription?.toJSON() as unknown });
    } catch (error) {
      console.warn(error);
    } finally {
      this.offering = false;
    }
  }

  private async describe(description: RTCSessionDescriptionInit): Promise<void> {
    const pc = this.pc!;
    const ready = !this.offering && (pc.signalingState === "stable" || this.answering);
    this.ignoring = !this.ends.polite && description.type === "offer" && !ready;
    if (this.ignoring) return;
    this.answering = description.type === "answer";
    await pc.setRemoteDescription(description);
    this.answering = false;
    if (description.type !== "offer") return;
    await pc.setLocalDescription();
    this.tell({ description: pc.localDescription?.toJSON() as unknown });
  }

  private async reach(candidate: RTCIceCandidateInit | null): Promise<void> {
    try {
      await this.pc?.addIceCandidate(candidate ?? undefined);
    } catch (error) {
      if (!this.ignoring) throw error;
    }
  }
}
