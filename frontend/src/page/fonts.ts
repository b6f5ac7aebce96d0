/** Fonts come after the first view and are swapped in; a second visit has them in its cache. */

import { isScreen } from "../live/page.ts";

/** Milliseconds after which letters come although nothing is live. */
const PATIENCE = 4_000;

/** What browsers tell of the line, where they do. */
interface Line {
  saveData?: boolean;
  effectiveType?: string;
}

/** On a slow or dear line the device's own letters stay: half a megabyte is not worth the wait. */
function isWorthIt(): boolean {
  const line = (navigator as { connection?: Line }).connection;
  return !line?.saveData && !/2g|3g/.test(line?.effectiveType ?? "");
}

export function loadFonts(): void {
  const address = document.getElementById("app")?.dataset["fonts"];
  if (!address || !isWorthIt()) return;
  const add = () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    document.head.append(link);
  };
  // Browsers open six connections to a server: twenty slices of letters would keep the stream waiting.
  if (isScreen) {
    let done = false;
    const once = () => {
      if (!done) add();
      done = true;
    };
    document.addEventListener("simin:connected", once, { once: true });
    setTimeout(once, PATIENCE);
  } else if (document.readyState === "complete") add();
  else addEventListener("load", add, { once: true });
}
