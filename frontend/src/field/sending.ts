/**
 * Words, photos and states go out in the order in which they were made, one at a time.
 *
 * Each is kept in the browser first and forgotten when the server has taken it; a network that is
 * away is waited for. What is refused says why and stays until the person removes it.
 */
import { drop, keep, waiting, type Waiting } from "./box.ts";
import { Queue } from "./queue.ts";
import { ask, pause, post, Refused, said } from "./talk.ts";
import { upload } from "./upload.ts";

/** Milliseconds between two tries without a network. */
const PATIENCE = [1000, 2000, 5000, 10_000];
const GONE = [404, 410, 429];

type Part = Pick<Waiting, "kind" | "text" | "file">;

export class Sending {
  private running = false;
  private again = false;
  private ended = false;
  private last = 0;
  private taking: Promise<void> = Promise.resolve();
  private readonly queue: Queue;

  constructor(
    private readonly base: string,
    private readonly link: string,
    list: HTMLElement,
    private readonly changed: () => void,
  ) {
    const status = document.querySelector<HTMLElement>("[data-queue-state]");
    this.queue = new Queue(list, status, (key) => void drop(key).then(() => this.draw()));
  }

  start(): void {
    const form = document.querySelector<HTMLFormElement>("form[data-send]");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.takeNext(form);
    });
    const photo = form?.querySelector<HTMLInputElement>("[type=file]");
    photo?.addEventListener("change", () => form && this.takeNext(form));
    addEventListener("online", () => void this.pump());
    addEventListener("offline", () => this.offline(true));
    this.offline(!navigator.onLine);
    void this.pump();
  }

  /** A state of the unit waits its turn as everything does. */
  async state(state: string, name: string): Promise<void> {
    await this.put({ kind: "state", text: `${state}|${name}` });
  }

  /** One after another: a second press finds the fields that the first one emptied. */
  private takeNext(form: HTMLFormElement): void {
    this.taking = this.taking.then(() => this.take(form)).catch(() => this.queue.say(said("failed")));
  }

  /** The fields are emptied once everything is kept, and only of what was kept. */
  private async take(form: HTMLFormElement): Promise<void> {
    const text = form.querySelector<HTMLTextAreaElement>("textarea");
    const photos = form.querySelector<HTMLInputElement>("[type=file]");
    const [typed, files] = [text?.value ?? "", [...(photos?.files ?? [])]];
    const words = typed.trim();
    if (!words && !files.length) return text?.focus();
    const [first, ...more] = files.map((file): Part => ({ kind: "photo", text: "", file: file.slice() }));
    await this.put(first ? { ...first, text: words } : { kind: "text", text: words }, ...more);
    if (text?.value === typed) text.value = "";
    if (photos && photos.files?.[0] === files[0]) photos.value = "";
  }

  /** Resolves once it is kept; whether there is a network is not waited for. */
  private async put(first: Part, ...more: Part[]): Promise<void> {
    await keep(this.entry(first), ...more.map((part) => this.entry(part)));
    void this.pump();
  }

  private entry(part: Part): Waiting {
    this.last = Math.max(Date.now(), this.last + 1);
    return { ...part, key: crypto.randomUUID?.() ?? `${this.last}-${Math.random()}`, link: this.link, written: this.last };
  }

  /** Sends what waits; one at a time, however often it is called. */
  private async pump(): Promise<void> {
    this.again = true;
    if (this.running || this.ended) return void (await this.draw());
    this.running = true;
    try {
      for (let tries = 0; this.again || tries; ) {
        this.again = false;
        const reached = await this.sendAll();
        tries = reached ? 0 : tries + 1;
        if (!reached && !this.ended) await this.wait(PATIENCE[Math.min(tries, PATIENCE.length) - 1] ?? 1000);
        if (this.ended) return;
      }
    } finally {
      this.running = false;
    }
  }

  private async wait(milliseconds: number): Promise<void> {
    this.offline(true);
    await Promise.race([pause(milliseconds), new Promise((done) => addEventListener("online", done, { once: true }))]);
  }

  private async sendAll(): Promise<boolean> {
    for (const entry of await this.draw()) {
      if (entry.refused) continue;
      try {
        await this.send(entry).finally(() => this.queue.progress(entry.key, null));
        await drop(entry.key);
        this.queue.sent();
        await this.draw();
        this.offline(false);
        this.changed();
      } catch (error) {
        if (!(error instanceof Refused)) return false;
        if (GONE.includes(error.status)) return this.end(error.message);
        await keep({ ...entry, refused: error.message || said("refused") });
      }
    }
    await this.draw();
    return true;
  }

  private async send(entry: Waiting): Promise<void> {
    if (entry.kind === "photo" && entry.file)
      return upload(`${this.base}uploads`, { ...entry, kind: "photo" }, entry.file, (share) => this.queue.progress(entry.key, share));
    this.queue.progress(entry.key, 0);
    const body = new FormData();
    body.set("key", entry.key);
    body.set("written", String(entry.written));
    if (entry.kind === "state") body.set("state", entry.text.split("|")[0] ?? "");
    else body.set("text", entry.text);
    await post(`${this.base}${entry.kind === "state" ? "state" : "send"}`, body);
  }

  /** Nothing more goes out; all that was written stays on the screen. */
  private end(message: string): boolean {
    this.ended = true;
    const place = document.querySelector<HTMLElement>("[data-ended]");
    if (place) {
      place.textContent = `${message} ${said("ended")}`;
      place.hidden = false;
    }
    void this.draw();
    return false;
  }

  private async draw(): Promise<Waiting[]> {
    const entries = await waiting(this.link);
    this.queue.draw(entries, this.ended);
    return entries;
  }

  private offline(now: boolean): void {
    const band = document.querySelector<HTMLElement>("[data-offline]");
    if (band) band.hidden = !now;
  }
}

/** The parts of the page that change, fetched anew. */
export async function refresh(base: string): Promise<void> {
  const answer = await ask(`${base}news`, { headers: { Accept: "text/html" } });
  const news = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const [name, place] of [["state", "[data-news]"], ["rest", "[data-rest]"]] as const) {
    const shown = document.querySelector<HTMLElement>(place);
    const part = news.querySelector(`[data-part="${name}"]`);
    if (!shown || !part || shown.contains(document.activeElement)) continue;
    if (shown.dataset["shown"] === part.outerHTML) continue;
    shown.dataset["shown"] = part.outerHTML;
    shown.replaceChildren(part);
  }
}
