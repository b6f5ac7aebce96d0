/** Where a kiosk keeps its screens and files; the page fills them once, the worker ever after. */
import { all } from "../live/dom.ts";

export const SCREENS = "simin-kiosk-screens";
export const FILES = "simin-kiosk-files";

/**
 * What is open was loaded before the worker was there; this puts it, in every language, aside too.
 * One that cannot be had leaves the others kept.
 */
export async function putAside(): Promise<void> {
  await navigator.serviceWorker.ready;
  const screens = await caches.open(SCREENS);
  const tongues = all<HTMLAnchorElement>("[data-tongue]").map((link) => link.href);
  const addresses = new Set([location.href.split("#")[0]!, ...tongues, "/city/theme.css", "/city/icon.svg"]);
  const tried = [...addresses].map((address) => screens.add(address));
  const files = await caches.open(FILES);
  for (const address of loadedFiles()) if (!(await files.match(address, { ignoreVary: true }))) tried.push(files.add(address));
  const failed = (await Promise.allSettled(tried)).some(({ status }) => status === "rejected");
  document.documentElement.dataset["kept"] = failed ? "partly" : "yes";
}

const loadedFiles = (): Set<string> =>
  new Set(performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/static/dist/")));
