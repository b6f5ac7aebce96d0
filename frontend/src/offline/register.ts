/** Brings the worker once the page stands; nothing waits for it, and nothing needs it. */

export function bringWorker(): void {
  const address = document.getElementById("app")?.dataset["worker"];
  if (!address || !("serviceWorker" in navigator)) return;
  const bring = () => void navigator.serviceWorker.register(address, { scope: "/" }).catch(() => undefined);
  if (document.readyState === "complete") setTimeout(bring, 1000);
  else addEventListener("load", () => setTimeout(bring, 1000), { once: true });
}
