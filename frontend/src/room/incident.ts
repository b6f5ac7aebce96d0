/**
 * The incident that is shown in full. Its parts come from the server as they are to be shown; only
 * those that are others now are put, and never under the hands of somebody who types.
 */
import { all, put } from "../live/dom.ts";
import { isTyping, restoreDrafts } from "./drafts.ts";
import { tick } from "./elapsed.ts";
import { Turns } from "./turns.ts";

/** Of each form's own: they differ every time and say nothing. */
const NOISE = /(name="(?:csrfmiddlewaretoken|key)" value=")[^"]*/g;
/** They run by themselves. */
const CLOCKS = /(<time data-elapsed="[^"]*">)[^<]*/g;

export class Incident {
  private shown = new Map<string, string>();
  private waiting = false;
  private readonly turns = new Turns();
  id: string;

  constructor(
    private readonly main: HTMLElement,
    private readonly view: HTMLElement,
  ) {
    this.id = main.dataset["selected"] ?? "";
    for (const part of all("[data-part]", view)) this.shown.set(part.dataset["part"] ?? "", plain(part));
    view.addEventListener("focusout", () => setTimeout(() => this.waiting && void this.refresh()));
  }

  get address(): string {
    return `${this.main.dataset["room"]}incident/${encodeURIComponent(this.id)}`;
  }

  /** Shows another one; gives whether it is there. */
  async show(id: string): Promise<boolean> {
    const before = this.id;
    this.id = id;
    const fresh = await this.fetch().catch(() => null);
    if (this.id !== id) return false;
    if (!fresh) {
      this.id = before;
      return false;
    }
    this.put(fresh, true);
    for (const column of all(".room-column", this.view)) column.scrollTop = 0;
    return true;
  }

  /** What is another now. `anew`: even what is focused; the person has just sent it. */
  async refresh(anew = false): Promise<void> {
    this.waiting = false;
    if (!this.id) return;
    if (anew) this.turns.next();
    const id = this.id;
    const fresh = await this.turns.ask(() => this.fetch());
    if (fresh && this.id === id) this.put(fresh, anew);
  }

  private async fetch(): Promise<Document | null> {
    const answer = await fetch(`${this.address}/parts`, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  /** What tells of another incident is left. */
  put(fresh: Document, anew: boolean): void {
    const told = fresh.querySelector<HTMLElement>("[data-fresh-incident]");
    if (told?.dataset["freshIncident"] !== this.id) return;
    for (const part of all("[data-part]", told)) this.putPart(part, anew);
    this.view.dataset["shown"] = this.id;
    document.body.classList.add("has-incident");
    document.title = document.title.replace(/^(.* · )?(?=[^·]* · [^·]*$)/, `${told.dataset["title"]} · `);
    document.dispatchEvent(new CustomEvent("simin:incident", { detail: { id: this.id, told } }));
  }

  private putPart(part: HTMLElement, anew: boolean): void {
    const name = part.dataset["part"] ?? "";
    const now = this.view.querySelector<HTMLElement>(`[data-part="${name}"]`);
    const text = plain(part);
    if (!now || (this.shown.get(name) === text && !(anew && now.querySelector("form")))) return;
    const focused = now.contains(document.activeElement) ? document.activeElement : null;
    if (!anew && isTyping(focused)) {
      this.waiting = true;
      return;
    }
    this.shown.set(name, text);
    const open = all<HTMLDetailsElement>("details", now).map((one) => one.open);
    now.replaceWith(part);
    if (!anew) all<HTMLDetailsElement>("details", part).forEach((one, place) => (one.open ||= open[place] ?? false));
    restoreDrafts(part, this.id);
    refocus(part, focused);
    tick(part);
  }
}

const plain = (part: HTMLElement): string => part.outerHTML.replace(NOISE, "$1").replace(CLOCKS, "$1");

/** To what stands where the focused thing stood. */
function refocus(part: HTMLElement, focused: Element | null): void {
  if (!(focused instanceof HTMLElement)) return;
  const key = focused.dataset["key"];
  const same = key ? part.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) : focused.id ? part.querySelector<HTMLElement>(`#${CSS.escape(focused.id)}`) : null;
  (same ?? part.querySelector<HTMLElement>("[data-refused]"))?.focus({ preventScroll: true });
}

/** A line above the incident for what went wrong; empty: nothing. */
export function say(text: string): void {
  const line = document.querySelector<HTMLElement>("[data-said]");
  if (!line) return;
  line.hidden = text === "";
  put(line, text);
}
