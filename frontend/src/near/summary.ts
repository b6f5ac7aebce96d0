/** The sentence and the four signs are the server's; they are fetched anew when the picture has moved. */

const KINDS = new Set(["incident", "warning", "project", "indicator"]);
/** Milliseconds between two questions at least. */
const PATIENCE = 10_000;

interface Change {
  picture: { cards: Map<string, { kind: string }> };
  changed: Set<string>;
}

export function stayTrue(): void {
  const summary = document.querySelector<HTMLElement>("[data-near-summary]");
  if (!summary) return;
  let asked = Date.now();
  let waiting = false;
  const ask = async (): Promise<void> => {
    waiting = false;
    asked = Date.now();
    if (document.documentElement.classList.contains("is-past")) return;
    const answer = await fetch(location.pathname);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLElement>("[data-near-summary]");
    if (!fresh || fresh.outerHTML === summary.outerHTML) return;
    summary.innerHTML = fresh.innerHTML;
    summary.dataset["level"] = fresh.dataset["level"] ?? "";
  };
  document.addEventListener("simin:picture", (event) => {
    const { picture, changed } = (event as CustomEvent<Change>).detail;
    const moved = [...changed].some((id) => KINDS.has(picture.cards.get(id)?.kind ?? "incident"));
    if (!moved || waiting || document.hidden) return;
    waiting = true;
    setTimeout(() => void ask().catch(() => undefined), Math.max(0, asked + PATIENCE - Date.now()));
  });
}
