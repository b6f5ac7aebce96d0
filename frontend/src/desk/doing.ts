/** While something that was asked for is under way, its progress is fetched every few seconds. */

const EVERY = 2500;

export function followDoing(): void {
  const place = document.querySelector<HTMLElement>("[data-doing]");
  if (!place) return;
  const ask = async (): Promise<void> => {
    if (document.hidden || !place.querySelector("[data-busy]")) return;
    const answer = await fetch(place.dataset["doing"] ?? "", { cache: "no-store" });
    if (!answer.ok) return;
    const open = [...place.querySelectorAll("details")].map((one) => one.open);
    place.innerHTML = await answer.text();
    place.querySelectorAll("details").forEach((one, index) => (one.open = open[index] ?? false));
    // The rest of the page tells what has changed by now.
    if (!place.querySelector("[data-busy]")) location.reload();
  };
  setInterval(() => void ask().catch(() => undefined), EVERY);
}
