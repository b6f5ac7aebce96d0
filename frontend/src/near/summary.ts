/**
 * Sentence, signs and warnings of a place are the server's, which knows where its borders are; they
 * are fetched anew when the picture has moved, and when somebody comes back to the page.
 */

const KINDS = new Set(["incident", "alert", "warning", "project", "indicator"]);
/** Milliseconds between two questions at least. */
const PATIENCE = 10_000;

interface Change {
  picture: { cards: Map<string, { kind: string }> };
  changed: Set<string>;
}

export function stayTrue(): void {
  if (!document.querySelector("[data-near-summary]")) return;
  let asked = performance.now();
  let waiting = false;
  const ask = async (): Promise<void> => {
    waiting = false;
    if (document.hidden || document.documentElement.classList.contains("is-past")) return;
    asked = performance.now();
    const answer = await fetch(location.pathname, { cache: "no-cache" });
    if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
  };
  const askSoon = (): void => {
    if (waiting || document.hidden) return;
    waiting = true;
    setTimeout(() => void ask().catch(() => undefined), Math.max(0, asked + PATIENCE - performance.now()));
  };
  document.addEventListener("visibilitychange", askSoon);
  document.addEventListener("simin:picture", (event) => {
    const { picture, changed } = (event as CustomEvent<Change>).detail;
    // What has left the picture may have been of any kind.
    if ([...changed].some((id) => KINDS.has(picture.cards.get(id)?.kind ?? "incident"))) askSoon();
  });
}

function take(page: Document): void {
  const [summary, fresh] = [document, page].map((one) => one.querySelector<HTMLElement>("[data-near-summary]"));
  if (summary && fresh && fresh.outerHTML !== summary.outerHTML) {
    summary.innerHTML = fresh.innerHTML;
    summary.dataset["level"] = fresh.dataset["level"] ?? "";
  }
  const [list, newest] = [document, page].map((one) => one.querySelector<HTMLElement>("[data-near-warnings]"));
  if (list && newest && cardsOf(list) !== cardsOf(newest)) replaceWarnings(list, newest);
}

/** Which warnings there are; what they say follows the picture by itself. */
const cardsOf = (list: HTMLElement): string => [...list.querySelectorAll<HTMLElement>("[data-card]")].map(({ dataset }) => dataset["card"]).join();

/** What was open stays open. */
function replaceWarnings(list: HTMLElement, newest: HTMLElement): void {
  const isOpen = list.querySelector("details")?.open ?? false;
  list.innerHTML = newest.innerHTML;
  for (const more of list.querySelectorAll("details")) more.open = isOpen;
}
