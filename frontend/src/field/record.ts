/**
 * Records a call, both voices and the remote picture, and sends it while it is being made.
 *
 * The server takes a piece only while both sides agree; here nothing begins before they do.
 * What is too long, or a piece that is refused, ends it; what arrived until then is kept.
 */
import { begin, piece, type Begun } from "./upload.ts";
import { pause, Unreached } from "./talk.ts";

const SLICE = 2000;
const LARGEST = 512 * 1024;

export class Recorder {
  private readonly recorder: MediaRecorder;
  private readonly sound = new AudioContext();
  private sending: Promise<void>;
  private stands: Begun | undefined;
  private broken: unknown;

  /** `broke`: nothing more is taken; it is to be stopped. */
  constructor(uploads: string, remote: MediaStream, local: MediaStream | null, private readonly broke: () => void) {
    this.recorder = new MediaRecorder(this.mixed(remote, local), { videoBitsPerSecond: 1_000_000 });
    const meta = { key: crypto.randomUUID(), kind: "recording" };
    this.sending = persistent(() => begin(uploads, meta, null)).then((begun) => void (this.stands = begun), this.breaks);
    this.recorder.ondataavailable = ({ data }) => {
      this.sending = this.sending.then(() => this.send(data)).catch(this.breaks);
    };
    this.recorder.start(SLICE);
  }

  /** Resolves once everything has arrived: whether that is the whole. */
  async stop(): Promise<boolean> {
    if (this.recorder.state !== "inactive") {
      const stopped = new Promise((done) => (this.recorder.onstop = done));
      this.recorder.stop();
      await stopped;
    }
    void this.sound.close();
    await this.sending;
    const stands = this.stands;
    if (!stands?.offset) throw this.broken ?? new Error("nothing was recorded");
    await persistent(() => piece(stands.place, stands.offset, new Blob([]), stands.offset));
    return this.broken === undefined;
  }

  /** Whatever was made is not sent any more. */
  drop(): void {
    this.recorder.ondataavailable = null;
    if (this.recorder.state !== "inactive") this.recorder.stop();
    void this.sound.close();
  }

  private async send(content: Blob): Promise<void> {
    const stands = this.stands;
    if (this.broken !== undefined || !stands) return;
    if (stands.offset + content.size > stands.most) return this.breaks(new Error("too long"));
    for (let start = 0; start < content.size; start += LARGEST) {
      const part = content.slice(start, start + LARGEST);
      const end = stands.offset + part.size;
      await persistent(async () => {
        // What arrived though its answer did not is not sent again.
        if (stands.offset < end) stands.offset = await piece(stands.place, stands.offset, part);
      });
    }
  }

  private readonly breaks = (error: unknown): void => {
    if (this.broken !== undefined) return;
    this.broken = error;
    this.broke();
  };

  private mixed(remote: MediaStream, local: MediaStream | null): MediaStream {
    const out = this.sound.createMediaStreamDestination();
    for (const stream of [remote, local])
      if (stream?.getAudioTracks().length) this.sound.createMediaStreamSource(stream).connect(out);
    return new MediaStream([...remote.getVideoTracks(), ...out.stream.getAudioTracks()]);
  }
}

async function persistent<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
      await pause(2000);
    }
  }
}
