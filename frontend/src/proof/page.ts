/** `/verify/`: a button, the steps as they are found, and what two screens compare. */
import { figure } from "../live/present.ts";
import { written } from "../live/page.ts";
import { hex, type Bytes } from "./bytes.ts";
import { shortRoot, type Checkpoint } from "./checkpoint.ts";
import { examine, shownIn, type Seen, type Step } from "./steps.ts";

const REMEMBERED = "simin.log";

interface Told {
  words: Record<string, string>;
  frame: number | null;
}

const said = (told: Told, key: string, facts: Record<string, string | number>): string =>
  (told.words[key] ?? key).replace(/%\((\w+)\)s/g, (_, name: string) => (typeof facts[name] === "number" ? figure(facts[name]) : String(facts[name] ?? "")));

export function startVerifying(): void {
  const told = written<Told>("proof");
  const button = document.querySelector<HTMLButtonElement>("[data-prove]");
  if (!told || !button) return;
  button.hidden = false;
  button.addEventListener("click", () => void run(told, button));
}

async function run(told: Told, button: HTMLButtonElement): Promise<void> {
  const list = document.querySelector<HTMLElement>("[data-proof-steps]")!;
  button.disabled = true;
  list.replaceChildren();
  const steps: Step[] = [];
  const tell = (step: Step): void => {
    steps.push(step);
    list.append(line(told, step));
  };
  try {
    if (!globalThis.crypto?.subtle) return outcome("open", said(told, "insecure", {}));
    outcome("open", said(told, "asking", {}));
    const found = await examine({ get }, told.frame, remembered(), shownIn(location.hash), tell);
    if (found) remember(found.seen);
    if (found) compare(found.checkpoint);
    const key = !found ? "bad" : steps.some((step) => step.key === "signature_unchecked") ? "good_but" : "good";
    outcome(found ? (key === "good" ? "good" : "open") : "bad", said(told, key, {}));
  } catch {
    outcome("open", said(told, "failed", {}));
  } finally {
    button.disabled = false;
  }
}

function line(told: Told, step: Step): HTMLElement {
  const row = document.querySelector<HTMLTemplateElement>(`[data-proof-mark="${step.mark}"]`)!.content.firstElementChild!.cloneNode(true) as HTMLElement;
  row.querySelector("[data-claim]")!.textContent = said(told, `claim_${step.key.split("_")[0]}`, step.facts);
  row.querySelector("[data-finding]")!.textContent = said(told, step.key, step.facts);
  return row;
}

function outcome(mark: string, words: string): void {
  const element = document.querySelector<HTMLElement>("[data-proof-outcome]")!;
  element.className = `proof-outcome is-${mark}`;
  element.textContent = words;
}

function compare(checkpoint: Checkpoint): void {
  const place = document.querySelector<HTMLElement>("[data-proof-compare]")!;
  const link = place.querySelector<HTMLAnchorElement>("[data-proof-link]")!;
  place.hidden = false;
  place.querySelector("[data-proof-root]")!.textContent = shortRoot(checkpoint.root);
  place.querySelector("[data-proof-size]")!.textContent = figure(checkpoint.size);
  link.href = `${location.pathname}#${checkpoint.size}-${hex(checkpoint.root)}`;
}

function remember(seen: Seen): void {
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify(seen));
  } catch {
    // Storage may be forbidden: what was proved is proved all the same.
  }
}

function remembered(): Seen | null {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED) ?? "null") as Seen | null;
  } catch {
    return null;
  }
}

async function get(path: string): Promise<Bytes> {
  const answer = await fetch(path, { credentials: "omit" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
