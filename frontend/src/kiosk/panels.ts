/** Parts of the screen that open larger: one is open at a time, the overview first. */
import { all } from "../live/dom.ts";

let open = "start";

export const opened = (): string => open;

export function show(name: string, focus = false): void {
  const wanted = document.querySelector<HTMLElement>(`[data-panel="${CSS.escape(name)}"]`);
  if (!wanted) return;
  open = name;
  for (const panel of all("[data-panel]")) panel.hidden = panel !== wanted;
  for (const button of all("button[data-opens]")) button.setAttribute("aria-pressed", String(button.dataset["opens"] === name));
  document.getElementById("main")?.scrollTo(0, 0);
  if (focus) wanted.querySelector<HTMLElement>("h2")?.focus();
}

/** Whoever opens a panel is told that there is nothing; what turns by itself passes it over. */
export function isEmpty(name: string): boolean {
  return document.querySelector(`[data-panel="${CSS.escape(name)}"] [data-kiosk-empty]:not([hidden])`) !== null;
}

/** Buttons by name; a block of the overview opens its panel too, for whoever touches what they see. */
export function bindPanels(): void {
  for (const opener of all("[data-opens]")) {
    opener.addEventListener("click", () => show(opener.dataset["opens"] ?? "start", opener.tagName === "BUTTON"));
  }
}
