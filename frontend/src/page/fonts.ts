/** Fonts come after the first view and are swapped in; a second visit has them in its cache. */

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
  if (document.readyState === "complete") add();
  else addEventListener("load", add, { once: true });
}
