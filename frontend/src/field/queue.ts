/**
 * What waits, as it stands on the screen. Each line stays itself while its words change, so that focus
 * keeps its place; one line beside them says how it stands, never the share of each photo.
 */
import type { Waiting } from "./box.ts";
import { said } from "./talk.ts";

export class Queue {
  private readonly lines = new Map<string, HTMLElement>();
  private entries: Waiting[] = [];
  private going = "";
  private arrived = false;

  constructor(
    private readonly list: HTMLElement,
    private readonly status: HTMLElement | null,
    private readonly remove: (key: string) => void,
  ) {}

  draw(entries: Waiting[], ended: boolean): void {
    const kept = new Set(entries.map((entry) => entry.key));
    for (const key of this.lines.keys()) if (!kept.has(key)) this.take(key);
    for (const entry of entries) this.fill(this.lines.get(entry.key) ?? this.add(entry), entry, ended);
    this.entries = entries;
    this.tell();
  }

  /** It is on its way; `null`: it no longer is. */
  progress(key: string, share: number | null): void {
    const began = this.going !== key;
    this.going = share === null ? "" : key;
    const line = this.lines.get(key);
    if (line) line.querySelector("progress")!.value = share ?? 0;
    const words = share === null ? said("waiting") : `${said("sending")} ${Math.round(share * 100)} %`;
    if (line) line.querySelector(".queue-state")!.textContent = words;
    if (began || share === null) this.tell();
  }

  sent(): void {
    this.arrived = true;
  }

  say(words: string): void {
    if (this.status && this.status.textContent !== words) this.status.textContent = words;
  }

  private tell(): void {
    const entries = this.entries;
    const refused = entries.filter((entry) => entry.refused).length;
    const waits = entries.length - refused;
    if (waits) this.arrived = false;
    const parts = [];
    if (waits) parts.push(`${said(this.going ? "sending" : "waiting")} (${waits})`);
    else if (this.arrived) parts.push(said("sent"));
    if (refused) parts.push(`${said("refused")} (${refused})`);
    this.say(parts.join(" · "));
  }

  private add(entry: Waiting): HTMLElement {
    const blank = document.querySelector<HTMLTemplateElement>("#queue-line");
    const line = blank?.content.firstElementChild?.cloneNode(true) as HTMLElement;
    line.dataset["key"] = entry.key;
    const size = entry.file ? ` ${(entry.file.size / 1e6).toFixed(1)} MB` : "";
    const what = entry.kind === "state" ? entry.text.split("|")[1] : entry.text;
    line.querySelector(".queue-what")!.textContent = `${what ?? ""}${size}`.trim();
    line.querySelector("button")!.addEventListener("click", () => this.remove(entry.key));
    this.lines.set(entry.key, line);
    this.list.append(line);
    return line;
  }

  private fill(line: HTMLElement, entry: Waiting, ended: boolean): void {
    line.classList.toggle("is-refused", Boolean(entry.refused));
    line.querySelector("progress")!.hidden = Boolean(entry.refused) || !entry.file;
    line.querySelector("button")!.hidden = !entry.refused && !ended;
    if (entry.key !== this.going) line.querySelector(".queue-state")!.textContent = entry.refused ?? said("waiting");
  }

  /** Focus that stood on its line goes to the next one's button, or to where one types. */
  private take(key: string): void {
    const line = this.lines.get(key)!;
    const next = line.nextElementSibling ?? line.previousElementSibling;
    const focused = line.contains(document.activeElement);
    this.lines.delete(key);
    line.remove();
    if (!focused) return;
    const button = next?.querySelector<HTMLElement>("button:not([hidden])");
    (button ?? document.querySelector<HTMLElement>("form[data-send] textarea"))?.focus();
  }
}
