/** Puts the phone's page together; it works without this file, only less. */
import { bindPosition } from "./position.ts";
import { refresh, Sending } from "./sending.ts";

const EVERY = 10_000;

export function startPhone(): { path: string; changed: () => void } | null {
  const page = document.querySelector<HTMLElement>("[data-phone]");
  const list = document.querySelector<HTMLElement>("[data-queue]");
  if (!page || !list) return null;
  const path = page.dataset["phone"] ?? "";
  const changed = (): void => void refresh(path).catch(() => undefined);
  const sending = new Sending(path, page.dataset["handle"] ?? "", list, changed);
  sending.start();
  page.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("form[data-state]")) return;
    event.preventDefault();
    const state = form.querySelector<HTMLInputElement>("[name=state]")?.value ?? "";
    (document.activeElement as HTMLElement | null)?.blur();
    void sending.state(state, form.querySelector("button")?.textContent ?? state);
  });
  bindPosition();
  setInterval(() => document.hidden || changed(), EVERY);
  return { path, changed };
}
