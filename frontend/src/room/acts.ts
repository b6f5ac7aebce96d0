/**
 * Forms of the incident are sent without leaving the page; what comes back is what changed. Nothing
 * is sent twice, nothing typed is lost, and what cannot be taken back is asked twice.
 */
import { forgetDrafts, restoreDrafts } from "./drafts.ts";
import { say, type Incident } from "./incident.ts";

/** The window in which other pages open, so that the room stays. */
export const BESIDE = "simin-desk";
/** The window of calls, which nothing else leads away. */
export const CALLS = "simin-call";
/** Milliseconds from which on, and until which, a second press means it; a double click does not. */
const SURE = 500;
const ARMED = 6_000;

/** The room's own forms are answered with what changed, those of the parts as their own pages do. */
const OWN = { "X-Room": "parts" };
const OTHERS = { Accept: "application/json, text/html;q=0.9" };

export interface Acted {
  /** What the room's own answer holds of the incident whose form it was; then its parts are there. */
  changed(fresh: Document, id: string): Promise<void>;
  /** Somebody else's form was taken, on the page of this incident. */
  taken(id: string): void;
}

export function bindActs(main: HTMLElement, view: HTMLElement, incident: Incident, acted: Acted): void {
  view.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post") return;
    if (form.closest("[data-beside]")) {
      // Its answer is a page to be read, such as a link that is shown once.
      form.target = BESIDE;
      return;
    }
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    if (form.dataset["sent"] || !isMeant(main, button)) return;
    form.dataset["sent"] = "true";
    void send(main, form, button, incident, acted).finally(() => delete form.dataset["sent"]);
  });
}

function isMeant(main: HTMLElement, button: HTMLButtonElement | null): boolean {
  if (!button?.hasAttribute("data-ends") || isSecond(button)) return true;
  button.focus({ preventScroll: true });
  say(main.dataset["sure"] ?? "");
  return false;
}

/** `later` is what calls back after milliseconds. */
export function isSecond(button: Pick<Element, "classList">, later: (call: () => void, after: number) => void = setTimeout): boolean {
  if (button.classList.contains("is-armed")) return true;
  if (button.classList.contains("is-asked")) return false;
  button.classList.add("is-asked");
  later(() => button.classList.add("is-armed"), SURE);
  later(() => button.classList.remove("is-asked", "is-armed"), ARMED);
  return false;
}

async function send(main: HTMLElement, form: HTMLFormElement, button: HTMLButtonElement | null, incident: Incident, acted: Acted): Promise<void> {
  const id = incident.id;
  const body = new FormData(form, button);
  const own = form.hasAttribute("data-act");
  try {
    const answer = await fetch(form.action + (own ? location.search : ""), { method: "POST", body, headers: own ? OWN : OTHERS });
    if (!own) {
      const why = answer.ok ? "" : await reason(answer);
      say(answer.ok ? "" : why || (main.dataset["unsent"] ?? ""));
      if (answer.ok) forgetDrafts(form, id);
      if (answer.ok) acted.taken(id);
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.querySelector("[data-fresh-rows]")) return say(main.dataset["unsent"] ?? "");
    say("");
    if (answer.ok) forgetDrafts(form, id);
    await acted.changed(fresh, id);
    restoreDrafts(document, incident.id);
    document.querySelector<HTMLElement>("[data-refused]")?.focus();
  } catch {
    say(main.dataset["unsent"] ?? "");
  }
}

/** Why somebody else's form was refused, as it says itself. */
async function reason(answer: Response): Promise<string> {
  const text = await answer.text();
  if (answer.headers.get("Content-Type")?.includes("json")) {
    const { faults = {} } = JSON.parse(text) as { faults?: Record<string, string> };
    return Object.values(faults).join(" ");
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  return page.querySelector("main [role=alert], .form-errors, .errorlist")?.textContent?.replace(/\s+/g, " ").trim() ?? "";
}
