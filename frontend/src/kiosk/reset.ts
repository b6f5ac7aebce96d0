/** Goes back to the start when nobody is there, after asking; in between it shows itself calmly. */
import { put } from "../live/dom.ts";
import { idle, panelAt } from "./idle.ts";
import { forget, keep, kept } from "./memory.ts";
import { head, isCalm, sayKiosk } from "./page.ts";
import { isEmpty, opened, show } from "./panels.ts";

/** Seconds for which the calm loop shows one panel. */
const TURN = 15;
const TOUCHES = ["pointerdown", "keydown"];
const USED = "simin.kiosk.used";
/** Milliseconds since the page began; 0: nobody has touched it. */
let touchedAt = 0;
let attractingSince = 0;

export const isUsed = (): boolean => touchedAt !== 0;

export function bindReset(): void {
  for (const touch of TOUCHES) addEventListener(touch, (event) => isAnswer(event) || touched(), { passive: true });
  document.querySelector("[data-stay]")?.addEventListener("click", touched);
  document.querySelector("[data-leave]")?.addEventListener("click", leave);
  document.querySelector("[data-still]")?.addEventListener("cancel", touched);
  setInterval(look, 1000);
  if (kept("session", USED)) touched();
}

/** What is pressed in the question is answered by the press itself, not by the touch before it. */
const isAnswer = ({ target }: Event): boolean => target instanceof Element && Boolean(target.closest("[data-still] button"));

function touched(): void {
  touchedAt = performance.now();
  attractingSince = 0;
  keep("session", USED, "1");
  ask(null);
}

const atStart = (): boolean => opened() === "start" && head.language === head.languages[0];

function look(): void {
  // Nothing is asked over a warning that covers the screen.
  if (document.querySelector("[data-takeover]:not([hidden])")) return ask(null);
  const now = idle(performance.now(), touchedAt, atStart(), head.reset);
  if (now.is === "asking") return ask(now.seconds);
  ask(null);
  if (now.is === "over") leave();
  if (now.is === "attracting") attract();
}

/** The loop begins with what is there, and does not move at all where movement is not wanted. */
function attract(): void {
  if (touchedAt) forget("session", USED);
  touchedAt = 0;
  if (isCalm() || document.querySelector("[data-takeover]:not([hidden])")) return;
  attractingSince ||= performance.now();
  const shown = head.modules.filter((name) => !isEmpty(name));
  const next = panelAt((performance.now() - attractingSince) / 1000, shown, TURN);
  if (next !== opened()) show(next);
}

/** The first language is another page; the same page only closes what is open. */
function leave(): void {
  ask(null);
  touchedAt = 0;
  forget("session", USED);
  show("start");
  const first = document.querySelector<HTMLAnchorElement>("[data-tongue]");
  if (first && head.language !== head.languages[0]) location.replace(first.href);
}

function ask(seconds: number | null): void {
  const dialog = document.querySelector<HTMLDialogElement>("[data-still]");
  if (!dialog) return;
  if (seconds === null) return dialog.open ? dialog.close() : undefined;
  put(dialog.querySelector("[data-still-count]"), sayKiosk("still_there", { count: seconds }));
  if (!dialog.open) dialog.showModal();
}
