/** What was asked of somebody appears without a reload; nobody sends a form twice by tapping. */

const EVERY = 5000;

export function stayFresh(): void {
  const place = document.querySelector<HTMLElement>("[data-fresh]");
  if (!place) return;
  const ask = async (): Promise<void> => {
    if (document.hidden || place.contains(document.activeElement)) return;
    const answer = await fetch(place.dataset["fresh"] ?? "", { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const now = await answer.text();
    if (now !== place.dataset["shown"]) place.innerHTML = now;
    place.dataset["shown"] = now;
  };
  setInterval(() => void ask().catch(() => undefined), EVERY);
}

export function sendOnce(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset["sent"]) event.preventDefault();
      form.dataset["sent"] = "true";
    });
  }
  // Back from the next page: the browser shows this one as it was left.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-once]"))
      delete form.dataset["sent"];
  });
}
