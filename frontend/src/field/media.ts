/** Camera and microphone of a page: asked for when it speaks, off as soon as it no longer does. */

export type Facing = "environment" | "user";

export class Media {
  stream: MediaStream | null = null;
  /** The browser asks the person. */
  private asking = false;

  constructor(
    private readonly root: HTMLElement,
    private facing: Facing,
    private readonly refused: () => void,
  ) {}

  /** False while it is being asked already. Who may use neither speaks with the text of the page alone. */
  async start(): Promise<boolean> {
    if (this.asking) return false;
    this.asking = true;
    this.stream ??= (await this.taken(true)) ?? (await this.taken(false));
    this.asking = false;
    this.show();
    return true;
  }

  private async taken(seen: boolean): Promise<MediaStream | null> {
    const video = seen && { facingMode: this.facing, width: { ideal: 1280 } };
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true }, video });
    } catch {
      this.refused();
      return null;
    }
  }

  stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.show();
    for (const name of ["mute", "camera"]) this.button(name)?.setAttribute("aria-pressed", "false");
  }

  toggle(name: "mute" | "camera"): void {
    const off = !this.isOff(name);
    this.button(name)?.setAttribute("aria-pressed", String(off));
    const kind = name === "mute" ? "audio" : "video";
    for (const track of this.stream?.getTracks() ?? []) if (track.kind === kind) track.enabled = !off;
  }

  /** The other camera, off where this one was; a phone gives only one at a time. */
  async turn(): Promise<MediaStreamTrack | undefined> {
    const old = this.stream?.getVideoTracks()[0];
    old?.stop();
    const was = this.facing;
    const track = (await this.camera(was === "user" ? "environment" : "user")) ?? (await this.camera(was));
    if (!track) return void this.refused();
    // The call ended meanwhile.
    if (!this.stream) return void track.stop();
    track.enabled = !this.isOff("camera");
    if (old) this.stream.removeTrack(old);
    this.stream.addTrack(track);
    return track;
  }

  private async camera(facing: Facing): Promise<MediaStreamTrack | undefined> {
    try {
      const fresh = await navigator.mediaDevices.getUserMedia({ video: { facingMode: facing } });
      this.facing = facing;
      return fresh.getVideoTracks()[0];
    } catch {
      return undefined;
    }
  }

  private show(): void {
    this.root.querySelector<HTMLVideoElement>("[data-local]")!.srcObject = this.stream;
  }

  private isOff(name: string): boolean {
    return this.button(name)?.getAttribute("aria-pressed") === "true";
  }

  private button(name: string): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(`[data-do="${name}"]`);
  }
}
