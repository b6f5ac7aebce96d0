/**
 * Keeps the board fresh: asks for its JSON every few seconds, and for its tiles only when something
 * changed. Focus and scroll stay where they are; a screen reader is told when more needs a look.
 */

const EVERY = 4000;

interface Board {
  totals: Record<string, number>;
}

export function followBoard(): void {
  const board = document.querySelector<HTMLElement>("[data-board]");
  if (!board) return;
  submitOnChoice();
  let tag = "";
  let wrong = wrongOn(board);
  const ask = async (): Promise<void> => {
    if (document.hidden) return;
    const answer = await fetch(board.dataset["board"] + location.search, {
      headers: tag ? { "If-None-Match": tag } : {},
      cache: "no-store",
    });
    if (answer.status === 304) return lost(false);
    if (!answer.ok) return lost(true);
    tag = answer.headers.get("ETag") ?? "";
    (await answer.json()) as Board;
    await swap(board);
    const now = wrongOn(board);
    if (now !== wrong) tell(now);
    wrong = now;
    lost(false);
  };
  setInterval(() => void ask().catch(() => lost(true)), EVERY);
}

async function swap(board: HTMLElement): Promise<void> {
  const address = new URL(location.href);
  address.searchParams.set("part", "board");
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const text = await answer.text();
  const focused = board.contains(document.activeElement) ? document.activeElement?.id : "";
  const fresh = new DOMParser().parseFromString(text, "text/html");
  board.replaceChildren(...fresh.body.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function wrongOn(board: HTMLElement): number {
  return board.querySelectorAll(".is-wrong .tile").length;
}

function tell(count: number): void {
  const place = document.querySelector<HTMLElement>("[data-board-told]");
  if (place) place.textContent = `${place.dataset["words"]}: ${count}`;
}

function lost(yes: boolean): void {
  const place = document.querySelector<HTMLElement>("[data-board-lost]");
  if (place) place.hidden = !yes;
}

function submitOnChoice(): void {
  const form = document.querySelector<HTMLFormElement>("[data-board-filters]");
  form?.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) form.requestSubmit();
  });
}
