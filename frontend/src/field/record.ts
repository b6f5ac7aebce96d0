/**
 * Records a call, both voices and the remote picture, and sends it while it is being made.
 *
 * The server takes a piece only while both sides agree; here nothing begins before they do.
 */
import { begin, piece } from "./upload.ts";
import { pause, Unreached } from "./talk.ts";

const SLICE = 2000;
const LARGEST = 512 * 1024;

export class Recorder {
  private readonly recorder: MediaRecorder;
  private readonly sound = new AudioContext();
  private sending: Promise<{ place: string; offset: number }>;
  private failed: unknown;

  constructor(uploads: string, remote: MediaStream, local: MediaStream | null) {
    this.recorder = new MediaRecorder(this.mixed(remote, local), { videoBitsPerSecond: 1_000_000 });
    this.sending = begin(uploads, { key: crypto.randomUUID(), kind: "recording" }, null);
    this.sending.catch((error: unknown) => (this.failed = error));
    this.recorder.ondataavailable = ({ data }) => this.send(data);
    this.recorder.start(SLICE);
  }

  /** Resolves once everything has arrived. */
  async stop(): Promise<void> {
    if (this.recorder.state !== "inactive") {
      const stopped = new Promise((done) => (this.recorder.onstop = done));
      this.recorder.stop();
      await stopped;
    }
    void this.sound.close();
    const stands = await this.sending;
    await persistent(() => piece(stands.place, stands.offset, new Blob([]), stands.offset));
  }

  /** Whatever was made is not sent any more. */
  drop(): void {
    this.recorder.ondataavailable = null;
    if (this.recorder.state !== "inactive") this.recorder.stop();
    void this.sound.close();
  }

  private send(content: Blob): void {
    this.sending = this.sending.then(async (stands) => {
      for (let start = 0; start < content.size; start += LARGEST) {
        const part = content.slice(start, start + LARGEST);
        const end = stands.offset + part.size;
        await persistent(async () => {
          // What arrived though its answer did not is not sent again.
          if (stands.offset < end) stands.offset = await piece(stands.place, stands.offset, part);
        });
      }
      return stands;
    });
    this.sending.catch((error: unknown) => (this.failed = error));
  }

  get broken(): boolean {
    return this.failed !== undefined;
  }

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
