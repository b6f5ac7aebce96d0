/** Fills in where somebody stands, only when they ask for it. */

export function offerPosition(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-position]")) offer(form);
}

export function offer(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("[data-here]");
  const told = form.querySelector<HTMLElement>("[data-told]");
  if (!button || !told || !("geolocation" in navigator)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    told.textContent = told.dataset["waiting"] ?? "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        put(form, "longitude", coords.longitude);
        put(form, "latitude", coords.latitude);
        told.textContent = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
      },
      () => { told.textContent = told.dataset["refused"] ?? ""; },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
}

function put(form: HTMLFormElement, name: string, degrees: number): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = degrees.toFixed(6);
}
