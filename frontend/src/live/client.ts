/**
 * Follows the picture: stream first, numbered frames where a stream does not get through.
 *
 * Nothing is missed and nothing is shown twice: frames are folded in order only, and a gap is
 * filled with numbered frames, or with the whole picture where there are too many.
 */
import type { Frame, Snapshot } from "./card.ts";
import { Picture } from "./picture.ts";
import { leafHash } from "./verify.ts";

export type Connection = "streaming" | "polling" | "reconnecting" | "offline";

export interface Listener {
  changed(ids: Set<string>): void;
  connection(now: Connection): void;
  hash(of: string): void;
}

/** Milliseconds without a sign of life after which a stream counts as stuck behind a proxy. */
const PATIENCE = 15_000;
const POLL = 3_000;
/** Streams refused in a row, while the snapshot gets through, before frames are fetched instead. */
const REFUSED = 2;
/** Milliseconds of fetching frames after which the stream is tried again. */
const RETRY = 60_000;
/** More missing frames than this are not worth fetching one by one. */
const GAP = 20;

export class LiveClient {
  readonly picture = new Picture();
  private source: EventSource | null = null;
  private silent: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  /** Streams that failed since one last worked. */
  private refused = 0;
  private stopped = false;
  private query = "";
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly listener: Listener,
    private readonly ticketAddress: string | null,
    private readonly base = "/live",
  ) {}

  async start(): Promise<void> {
    this.stopped = false;
    try {
      await this.renewTicket();
      if (this.picture.number === 0) await this.takeSnapshot();
      this.open();
    } catch {
      this.fail();
    }
  }

  /** Goes on after `stop`, or at once where a wait was under way. */
  resumeLive(): Promise<void> {
    this.stopped = false;
    return this.resume();
  }

  /** Holds still while the viewer looks at the past. */
  stop(): void {
    this.stopped = true;
    this.close();
  }

  private async renewTicket(): Promise<void> {
    if (!this.ticketAddress) return;
    const answer = await fetch(this.ticketAddress, { credentials: "same-origin" });
    if (!answer.ok) throw await refused("ticket", answer);
    const { ticket } = (await answer.json()) as { ticket: string };
    this.query = `?view=office&ticket=${encodeURIComponent(ticket)}`;
  }

  async fetchSnapshot(at?: number): Promise<Snapshot> {
    const address = new URL(`${this.base}/snapshot${this.query}`, location.href);
    if (at !== undefined) address.searchParams.set("at", String(at));
    // What the browser kept would say that a city is there which has just gone.
    const cache = at === undefined ? "no-store" : "default";
    let answer = await fetch(address, { cache });
    if (answer.status === 401) {
      await this.renewTicket();
      const { ticket } = Object.fromEntries(new URLSearchParams(this.query));
      if (ticket) address.searchParams.set("ticket", ticket);
      answer = await fetch(address, { cache });
    }
    if (!answer.ok) throw await refused("snapshot", answer);
    return (await answer.json()) as Snapshot;
  }

  private async takeSnapshot(): Promise<void> {
    this.take(await this.fetchSnapshot());
  }

  private take(snapshot: Snapshot): void {
    if (this.stopped) return;
    this.listener.hash(snapshot.hash);
    this.listener.changed(this.picture.replace(snapshot));
  }

  private open(): void {
    this.close();
    if (!("EventSource" in globalThis)) return this.poll();
    const join = this.query ? "&" : "?";
    const source = new EventSource(`${this.base}/stream${this.query}${join}from=${this.picture.number}`);
    this.source = source;
    this.listenForLife();
    source.addEventListener("snapshot", (event) => this.inOrder(async () => this.take(JSON.parse(event.data) as Snapshot)));
    source.addEventListener("frame", (event) => this.inOrder(() => this.receive(event.data as string)));
    source.addEventListener("ticket-expired", () => void this.start());
    let opened = false;
    source.onopen = () => {
      opened = true;
      this.alive();
    };
    source.onerror = () => {
      // One that breaks off was not refused: the city may be starting again.
      if (!opened) this.refused += 1;
      this.fail();
    };
  }

  private inOrder(work: () => Promise<void>): void {
    this.alive();
    this.queue = this.queue.then(work).catch(() => this.fail());
  }

  private alive(): void {
    this.failures = this.refused = 0;
    this.listener.connection("streaming");
    this.listenForLife();
  }

  /** A buffering proxy keeps the stream open and silent: then frames are fetched by number. */
  private listenForLife(): void {
    clearTimeout(this.silent);
    this.silent = setTimeout(() => void this.isStuck(), PATIENCE);
  }

  private async isStuck(): Promise<void> {
    try {
      const newest = await this.fetchSnapshot();
      if (newest.number <= this.picture.number) return this.listenForLife();
      this.take(newest);
      this.poll();
    } catch {
      this.fail();
    }
  }

  private async receive(wire: string): Promise<void> {
    const frame = JSON.parse(wire) as Frame;
    if (this.stopped || frame.number <= this.picture.number) return;
    if (!this.picture.follows(frame)) await this.catchUp(frame.number - 1);
    if (this.picture.follows(frame)) await this.apply(wire);
  }

  /** One event holds exactly the frame's bytes, so that its hash is made from what arrived. */
  private async apply(wire: string): Promise<void> {
    const frame = JSON.parse(wire) as Frame;
    const hash = frame.public_hash ?? (await hashOf(wire));
    if (this.stopped) return;
    const changed = this.picture.fold(frame);
    this.listener.hash(hash);
    this.listener.changed(changed);
  }

  private async catchUp(until: number): Promise<void> {
    if (until - this.picture.number > GAP) return this.takeSnapshot();
    while (this.picture.number < until && !this.stopped) {
      const wire = await this.fetchFrame(this.picture.number + 1);
      if (!wire) return this.takeSnapshot();
      await this.apply(wire);
    }
  }

  /** Null where there is none yet, or none any more. */
  private async fetchFrame(number: number): Promise<string | null> {
    const answer = await fetch(`${this.base}/frames/${number}${this.query}`);
    if (answer.status === 401) throw new Error("ticket");
    return answer.ok ? answer.text() : null;
  }

  private poll(): void {
    this.close();
    this.failures = 0;
    this.listener.connection("polling");
    const since = Date.now();
    const turn = async () => {
      if (this.stopped || this.source) return;
      if (Date.now() - since > RETRY) return this.open();
      try {
        let wire: string | null;
        while ((wire = await this.fetchFrame(this.picture.number + 1))) await this.apply(wire);
        this.silent = setTimeout(() => void turn(), POLL);
      } catch {
        this.fail();
      }
    };
    this.silent = setTimeout(() => void turn(), POLL);
  }

  private fail(): void {
    this.close();
    if (this.stopped) return;
    this.failures += 1;
    this.listener.connection(this.failures > 2 || !navigator.onLine ? "offline" : "reconnecting");
    const wait = Math.min(30_000, 1000 * 2 ** (this.failures - 1)) * (0.75 + Math.random() / 2);
    this.silent = setTimeout(() => void this.resume(), wait);
  }

  private async resume(): Promise<void> {
    try {
      await this.renewTicket();
      const newest = await this.fetchSnapshot();
      if (newest.number !== this.picture.number) this.take(newest);
      if (this.refused < REFUSED) this.open();
      else this.poll();
    } catch {
      // Nothing gets through: the city is away, and that says nothing about its stream.
      this.refused = 0;
      this.fail();
    }
  }

  private close(): void {
    clearTimeout(this.silent);
    this.source?.close();
    this.source = null;
  }
}

/** Empty where the browser has no WebCrypto (plain http). */
async function hashOf(wire: string): Promise<string> {
  return globalThis.crypto?.subtle ? leafHash(new TextEncoder().encode(wire)) : "";
}

/** What was answered in its place is not read, and holds up no connection. */
async function refused(what: string, answer: Response): Promise<Error> {
  await answer.body?.cancel().catch(() => undefined);
  return new Error(`${what}: ${answer.status}`);
}
