/** A kiosk looks after itself: it loads a new version when nobody is there, and anew every few hours. */
import { putAside } from "./boxes.ts";
import { version } from "./page.ts";
import { isUsed } from "./reset.ts";

const EVERY = 60_000;
/** Milliseconds after which a page that nobody uses is loaded anew, so that nothing can pile up. */
const OLD = 6 * 3600_000;

export function renewItself(): void {
  const look = async () => {
    try {
      const answer = await fetch("/kiosk/version.json", { cache: "no-store" });
      if (!answer.ok || isUsed()) return;
      const newest = ((await answer.json()) as { version: string }).version;
      if (newest !== version || performance.now() > OLD) location.reload();
    } catch {
      // Without a network nothing newer can be had.
    }
  };
  setInterval(() => void look(), EVERY);
  void work().catch(() => undefined);
}

/** The worker's scope is what lies beside it: kiosks or the wall. */
async function work(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const scope = location.pathname.startsWith("/wall/") ? "/wall/" : "/kiosk/";
  await navigator.serviceWorker.register(`${scope}worker.js`, { scope });
  await putAside();
}
