/**
 * Single keys act while nothing is typed into; they can be switched off (WCAG 2.1.4), and everything
 * they do stands on the page as a link, a button or a field too.
 */
import { all } from "../live/dom.ts";
import type { Board } from "./board.ts";
import { isTyping } from "./drafts.ts";

const KEPT = "simin.room.keys";
const MOVES: Record<string, number> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

export function bindKeys(board: Board): void {
  bindHelp();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      // A search field would empty itself.
      if (isTyping(event.target as Element)) event.preventDefault();
      return leave(board);
    }
    if (isHeld(event)) {
      // Enter held on a button would press it as often as it repeats.
      if ((event.target as Element).closest("[data-ends]")) event.preventDefault();
      return;
    }
    if (isTyping(event.target as Element) || !(areOn() || isArrowOnBoard(event))) return;
    if (act(event.key, event, board)) event.preventDefault();
  });
}

/** A key that is held is one press; only the way along the board goes on. */
export const isHeld = ({ key, repeat }: Pick<KeyboardEvent, "key" | "repeat">): boolean => repeat && !(key in MOVES);

/** Whether the key meant something here. */
function act(key: string, event: KeyboardEvent, board: Board): boolean {
  if (key.startsWith("Arrow") && !isArrowOnBoard(event)) return false;
  const step = MOVES[key];
  if (step !== undefined) board.move(step);
  else if (key === "?") help()?.showModal();
  else if (key === "p") return nextStep();
  else return press(key);
  return true;
}

const isArrowOnBoard = (event: KeyboardEvent): boolean =>
  event.key.startsWith("Arrow") && (event.target === document.body || Boolean((event.target as Element).closest("[data-board]")));

/** What stands on the page under this key is pressed, or made ready to be typed into. */
function press(key: string): boolean {
  const found = all<HTMLElement>("[data-key]").find((one) => one.dataset["key"] === key && one.checkVisibility());
  if (!found) return false;
  found.scrollIntoView({ block: "nearest" });
  if (isTyping(found)) found.focus();
  else found.click();
  return true;
}

/** The procedure's next step is made ready; Enter does it, since it cannot be taken back. */
function nextStep(): boolean {
  const main = document.querySelector<HTMLElement>('[data-part="procedure"] [data-main]');
  if (!main) return false;
  main.scrollIntoView({ block: "center" });
  const more = main.closest("details");
  if (more) more.open = true;
  (more?.querySelector<HTMLElement>("textarea, input:not([type=hidden])") ?? main).focus({ preventScroll: true });
  return true;
}

function leave(board: Board): void {
  for (const menu of all<HTMLDetailsElement>("details.menu[open]")) menu.open = false;
  if (isTyping(document.activeElement)) (document.activeElement as HTMLElement).blur();
  else board.move(0);
}

const help = (): HTMLDialogElement | null => document.querySelector("[data-help]");

function bindHelp(): void {
  const button = document.querySelector<HTMLElement>("[data-open-help]");
  if (button) button.hidden = false;
  button?.addEventListener("click", () => help()?.showModal());
  const choice = document.querySelector<HTMLInputElement>("[data-keys-on]");
  if (!choice) return;
  choice.checked = areOn();
  document.body.classList.toggle("has-keys", areOn());
  choice.addEventListener("change", () => {
    keep(choice.checked ? "on" : "off");
    document.body.classList.toggle("has-keys", choice.checked);
  });
}

let chosen: string | null = null;

function keep(choice: string): void {
  chosen = choice;
  try {
    localStorage.setItem(KEPT, choice);
  } catch {
    // Storage may be forbidden; the choice holds until the page is left.
  }
}

function areOn(): boolean {
  try {
    chosen ??= localStorage.getItem(KEPT);
  } catch {
    // As above.
  }
  return chosen !== "off";
}
