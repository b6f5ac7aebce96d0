/**
 * Words, photos and states go out in the order in which they were made, one at a time.
 *
 * Each is kept in the browser first and forgotten when the server has taken it; a network that is
 * away is waited for. What is refused says why and stays until the person removes it.
 */
import { drop, keep, waiting, type Waiting } from "./box.ts";
import { ask, pause, post, Refused, said } from "./talk.ts";
import { upload } from "./upload.ts";

/** Milliseconds between two tries without a network. */
const PATIENCE = [1000, 2000, 5000, 10_000];
const GONE = [404, 410, 429];

export class Sending {
  private running = false;
  private again = false;
  private ended = false;
  private last = 0;

  constructor(
    private readonly base: string,
    private readonly link: string,
    private readonly list: HTMLElement,
    private readonly changed: () => void,
  ) {}

  start(): void {
    const form = document.querySelector<HTMLFormElement>("form[data-send]");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.take(form);
    });
    const photo = form?.querySelector<HTMLInputElement>("[type=file]");
    photo?.addEventListener("change", () => form && void this.take(form));
    addEventListener("online", () => void this.pump());
    addEventListener("offline", () => this.offline(true));
    this.offline(!navigator.onLine);
    void this.pump();
  }

  /** A state of the unit waits its turn as everything does. */
  async state(state: string, name: string): Promise<void> {
    await this.put({ kind: "state", text: `${state}|${name}` });
  }

  private async take(form: HTMLFormElement): Promise<void> {
    const text = form.querySelector<HTMLTextAreaElement>("textarea");
    const photos = form.querySelector<HTMLInputElement>("[type=file]");
    const words = text?.value.trim() ?? "";
    const files = [...(photos?.files ?? [])];
    if (!words && !files.length) return text?.focus();
    if (!files.length) await this.put({ kind: "text", text: words });
    for (const [place, file] of files.entries())
      await this.put({ kind: "photo", text: place ? "" : words, file: file.slice() });
    if (text) text.value = "";
    if (photos) photos.value = "";
  }

  private async put(entry: Pick<Waiting, "kind" | "text"> & { file?: Blob }): Promise<void> {
    this.last = Math.max(Date.now(), this.last + 1);
    await keep({ ...entry, key: crypto.randomUUID?.() ?? `${this.last}-${Math.random()}`, link: this.link, written: this.last });
    await this.pump();
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
        await this.send(entry);
        await drop(entry.key);
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
      return upload(`${this.base}uploads`, { ...entry, kind: "photo" }, entry.file, (share) => this.progress(entry.key, share));
    this.progress(entry.key, 0);
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
    this.list.replaceChildren(...entries.map((entry) => this.line(entry)));
    return entries;
  }

  private line(entry: Waiting): Node {
    const blank = document.querySelector<HTMLTemplateElement>("#queue-line");
    const line = blank?.content.firstElementChild?.cloneNode(true) as HTMLElement;
    line.dataset["key"] = entry.key;
    line.classList.toggle("is-refused", Boolean(entry.refused));
    const size = entry.file ? ` ${(entry.file.size / 1e6).toFixed(1)} MB` : "";
    const what = entry.kind === "state" ? entry.text.split("|")[1] : entry.text;
    line.querySelector(".queue-what")!.textContent = `${what ?? ""}${size}`.trim();
    line.querySelector(".queue-state")!.textContent = entry.refused ?? said("waiting");
    line.querySelector("progress")!.hidden = Boolean(entry.refused) || !entry.file;
    const remove = line.querySelector("button")!;
    remove.hidden = !entry.refused && !this.ended;
    remove.addEventListener("click", () => void drop(entry.key).then(() => this.draw()));
    return line;
  }

  private progress(key: string, share: number): void {
    const line = this.list.querySelector<HTMLElement>(`[data-key="${key}"]`);
    if (!line) return;
    line.querySelector("progress")!.value = share;
    line.querySelector(".queue-state")!.textContent = `${said("sending")} ${Math.round(share * 100)} %`;
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
