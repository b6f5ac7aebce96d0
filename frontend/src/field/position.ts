/** Where the phone is: only after a yes, only while the page is open, until the person stops it. */
import { post, said } from "./talk.ts";

/** Milliseconds. */
const EVERY = 10_000;

export function bindPosition(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-position]");
  if (!button) return;
  const url = button.dataset["position"] ?? "";
  let watch: number | undefined;
  let sent = 0;

  const show = (on: boolean, state?: string): void => {
    button.dataset["allowed"] = on ? "1" : "0";
    button.querySelector("span")!.textContent = button.dataset[on ? "stop" : "start"] ?? "";
    const place = document.querySelector("[data-position-state]");
    if (place) place.textContent = said(state ?? (on ? "position-on" : "position-off"));
  };
  const allow = (on: boolean): Promise<unknown> => post(url, new URLSearchParams({ allowed: on ? "1" : "0" }));
  const follow = (): void => {
    watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        if (Date.now() - sent < EVERY) return;
        sent = Date.now();
        const { longitude, latitude, accuracy } = coords;
        const told = { longitude, latitude, accuracy, written: Math.round(timestamp) };
        const pairs = Object.entries(told).map(([name, value]) => [name, String(value)]);
        post(url, new URLSearchParams(pairs)).catch(() => (sent = 0));
      },
      (error) => {
        // A tunnel, or a fix that takes long: the phone goes on looking, and so does this.
        if (error.code !== error.PERMISSION_DENIED) return;
        stop();
        show(false, "position-refused");
      },
      { enableHighAccuracy: true, maximumAge: 5000 },
    );
  };
  const stop = (): void => {
    if (watch !== undefined) navigator.geolocation.clearWatch(watch);
    watch = undefined;
    allow(false).catch(() => undefined);
  };
  button.addEventListener("click", () => {
    if (button.dataset["allowed"] === "1") {
      stop();
      show(false);
    } else {
      allow(true).then(() => {
        show(true);
        follow();
      }, () => show(false, "failed"));
    }
  });
  show(button.dataset["allowed"] === "1");
  if (button.dataset["allowed"] === "1") follow();
}
