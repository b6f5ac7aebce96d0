/** Where a kiosk keeps its screens and files; the page fills them once, the worker ever after. */
import { all } from "../live/dom.ts";

export const SCREENS = "simin-kiosk-screens";
export const FILES = "simin-kiosk-files";

/** What is open was loaded before the worker was there; this puts it, in every language, aside too. */
export async function putAside(): Promise<void> {
  await navigator.serviceWorker.ready;
  const screens = await caches.open(SCREENS);
  const tongues = all<HTMLAnchorElement>("[data-tongue]").map((link) => link.href);
  for (const address of new Set([location.href.split("#")[0]!, ...tongues, "/city/theme.css", "/city/icon.svg"])) await screens.add(address);
  const files = await caches.open(FILES);
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  for (const address of new Set(loaded.filter((name) => name.includes("/static/dist/")))) if (!(await files.match(address, { ignoreVary: true }))) await files.add(address);
  document.documentElement.dataset["kept"] = "yes";
}
