/** A wall turns by itself: one section after another, then the next language. It can be held still. */
import { all } from "../live/dom.ts";
import { head } from "./page.ts";
import { isEmpty, opened, show } from "./panels.ts";

let held = false;

export function turn(): void {
  const panels = all("[data-panel]").map((panel) => panel.dataset["panel"] ?? "");
  const pause = document.querySelector<HTMLElement>("[data-pause]");
  pause?.addEventListener("click", () => pause.setAttribute("aria-pressed", String((held = !held))));
  setInterval(() => {
    if (held || document.querySelector("[data-takeover]:not([hidden])")) return;
    const next = panels.slice(panels.indexOf(opened()) + 1).find((name) => !isEmpty(name));
    if (next !== undefined) show(next);
    else nextLanguage();
  }, head.reset * 1000);
}

/** Another language is another page; with one language the round begins again. */
function nextLanguage(): void {
  const { languages, language } = head;
  const next = languages[(languages.indexOf(language) + 1) % languages.length];
  const link = document.querySelector<HTMLAnchorElement>(`[data-tongue="${next}"]`);
  if (next === language || !link) show("start");
  else location.replace(link.href);
}
