/**
 * A report from the site that meets no network waits in this browser and goes out by itself.
 *
 * The form has a key by which the server takes it once, so it may be sent again until somebody
 * answers. What is refused stays and says so; what is being typed is never left or written over.
 */
import { box, keep } from "./kept.ts";
import { offer } from "./position.ts";
import { Sending, verdictOf, type Heard, type Page, type Verdict, type Waiting } from "./sending.ts";

const EVERY = 15_000;
type Field = HTMLInputElement | HTMLTextAreaElement;

export function queueReports(): void {
  const list = document.querySelector<HTMLElement>("[data-waiting-reports]");
  const form = document.querySelector<HTMLFormElement>("form[data-queue]");
  if (form && list && "indexedDB" in window) new Queue(form, list);
}

class Queue implements Page {
  private readonly sending = new Sending(box, this);
  /** Keys of what was taken from this page's form. */
  private readonly own = new Set<string>();
  /** Something in the form waits nowhere yet. */
  private dirty: boolean;
  private canKeep = true;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly list: HTMLElement,
  ) {
    this.dirty = [...form.elements].some((one) => isTyped(one) && one.value !== one.defaultValue);
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => (this.dirty = true));
    form.addEventListener("submit", (event) => {
      // Without a place to keep it, it is sent as any form is.
      if (!this.canKeep) return;
      event.preventDefault();
      void this.take();
    });
    addEventListener("online", () => this.pump(true));
    setInterval(() => this.pump(), EVERY);
    this.pump();
  }

  private pump(anew = false): void {
    // A browser that keeps nothing has nothing to send.
    void this.sending.pump(anew).catch(() => undefined);
  }

  /** Kept first, durably; sent after. */
  private async take(): Promise<void> {
    const button = this.form.querySelector<HTMLButtonElement>("[type=submit]");
    if (button) button.disabled = true;
    const fields = [...new FormData(this.form).entries()];
    const key = this.field("key")?.value || newKey();
    try {
      await keep({ key, address: location.pathname, fields });
      this.own.add(key);
      this.clear();
      this.say(key, this.form.dataset["queue"] ?? "");
      this.pump();
    } catch {
      this.canKeep = false;
      this.say(key, this.form.dataset["unkept"] ?? "");
    } finally {
      if (button) button.disabled = false;
      // It stands above the form, the button below.
      this.lineOf(key).scrollIntoView({ block: "nearest" });
    }
  }

  /** For the next report. */
  private clear(): void {
    // Not a reset: what was refused would come back.
    for (const one of this.form.elements) if (isOfOneReport(one)) one.value = "";
    const key = this.field("key");
    if (key) key.value = newKey();
    this.dirty = false;
  }

  async post(one: Waiting): Promise<Heard> {
    const body = new FormData();
    for (const [name, value] of one.fields) body.append(name, name === "csrfmiddlewaretoken" ? (this.field(name)?.value ?? "") : value);
    const answer = await fetch(one.address, { method: "POST", body, redirect: "follow" });
    const text = await answer.text();
    return { verdict: verdictOf(answer, formOf(text) !== null), status: answer.status, address: answer.url, text };
  }

  /** The server's own page says what is wrong; photos must be chosen again, as it says. */
  putBack(one: Waiting, heard: Heard): boolean {
    const anew = formOf(heard.text);
    if (!anew || this.dirty || one.address !== location.pathname) return false;
    const errors = anew.ownerDocument.querySelector(".form-errors");
    this.form.replaceChildren(...(errors ? [errors] : []), ...anew.childNodes);
    offer(this.form);
    this.dirty = true;
    this.lineOf(one.key).remove();
    return true;
  }

  tell(one: Waiting, verdict: Verdict, heard: Heard | null): void {
    const words = this.form.dataset;
    if (verdict === "taken") {
      this.say(one.key, words["sent"] ?? "");
      if (this.own.has(one.key) && !this.dirty && heard) location.assign(heard.address);
    } else if (verdict === "sign-in") {
      const back = `${words["signInAt"] ?? ""}?next=${encodeURIComponent(one.address)}`;
      this.say(one.key, words["signIn"] ?? "", back);
    } else if (verdict === "refused") this.say(one.key, `${words["untaken"] ?? ""} (${heard?.status})`);
    else if (verdict === "later") this.say(one.key, words["queue"] ?? "");
    else if (!this.isBack(one)) this.say(one.key, words["refused"] ?? "", one.address);
  }

  /** Whether it stands in the form again. */
  private isBack(one: Waiting): boolean {
    return this.field("key")?.value === one.key;
  }

  private say(key: string, words: string, leads = ""): void {
    const line = this.lineOf(key);
    const link = document.createElement("a");
    link.href = leads;
    link.textContent = words;
    line.replaceChildren(leads ? link : words);
  }

  private lineOf(key: string): HTMLElement {
    const known = this.list.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (known) return known;
    const made = document.createElement("li");
    made.dataset["key"] = key;
    this.list.append(made);
    return made;
  }

  private field(name: string): HTMLInputElement | null {
    return this.form.querySelector<HTMLInputElement>(`[name="${name}"]`);
  }
}

const newKey = (): string => crypto.randomUUID().replaceAll("-", "");

const isTyped = (one: Element): one is Field => one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && one.type !== "file");

const isOfOneReport = (one: Element): one is Field =>
  one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && one.type !== "date" && one.name !== "csrfmiddlewaretoken");

const formOf = (text: string): Element | null => new DOMParser().parseFromString(text, "text/html").querySelector("form[data-queue]");
