/** The equality mark: number and hash of the picture shown, and the dialog that checks them. */
import { all, part, put } from "./dom.ts";
import { words } from "./page.ts";
import { figure, say } from "./present.ts";
import { check, type Claim, type Step } from "./verify.ts";

export function show(claim: Claim): void {
  for (const mark of all("[data-equality]")) {
    put(part(mark, "picture"), say("picture", { number: figure(claim.number) }));
    put(part(mark, "hash"), claim.hash ? `${claim.hash.slice(0, 4)} ${claim.hash.slice(4, 8)}` : "");
  }
}

export function bindVerify(claim: () => Claim): void {
  const dialog = document.querySelector<HTMLDialogElement>("[data-verify-dialog]");
  for (const button of all("[data-verify]")) {
    button.hidden = !dialog;
    button.addEventListener("click", () => {
      dialog?.showModal();
      const page = dialog?.querySelector<HTMLAnchorElement>("[data-verify-page]");
      if (page) page.search = `?frame=${claim().number}`;
      if (dialog) void run(dialog, claim());
    });
  }
}

async function run(dialog: HTMLDialogElement, claim: Claim): Promise<void> {
  const outcome = dialog.querySelector<HTMLElement>("[data-verify-outcome]")!;
  const list = dialog.querySelector<HTMLElement>("[data-verify-steps]")!;
  list.replaceChildren();
  outcome.className = "verify-outcome";
  if (!globalThis.crypto?.subtle) return void put(outcome, words.verify["insecure"] ?? "");
  put(outcome, words.verify["fetching"] ?? "");
  try {
    const steps = await check(claim, fetchBytes);
    list.replaceChildren(...steps.map(line));
    const good = steps.every((step) => step.good);
    outcome.classList.add(good ? "good" : "bad");
    put(outcome, sentence(good ? "good" : "bad", { number: claim.number }));
  } catch {
    put(outcome, words.verify["failed"] ?? "");
  }
}

function line(step: Step): HTMLElement {
  const row = document.createElement("li");
  row.className = step.good ? "good" : "bad";
  row.textContent = `${step.good ? "✓" : "✗"} ${sentence(step.key, step.facts)}`;
  return row;
}

function sentence(key: string, facts: Record<string, string | number>): string {
  return (words.verify[key] ?? key).replace(/%\((\w+)\)[sd]/g, (_, name: string) =>
    typeof facts[name] === "number" ? figure(facts[name]) : String(facts[name] ?? ""),
  );
}

async function fetchBytes(number: number): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(`/live/frames/${number}`);
  if (!answer.ok) throw new Error(`frame ${number}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
