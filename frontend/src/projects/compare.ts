/** Lays two photos of one spot over each other; a slider, also by keyboard, moves the divide. */

export function compareAll(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-compare]")) compare(place);
}

function compare(place: HTMLElement): void {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "0";
  slider.max = "100";
  slider.value = "50";
  slider.setAttribute("aria-label", place.dataset["label"] ?? "");
  const divide = document.createElement("span");
  divide.className = "divide";
  const follow = (): void => place.style.setProperty("--at", `${slider.value}%`);
  slider.addEventListener("input", follow);
  place.append(divide, slider);
  place.classList.add("is-sliding");
  follow();
  byPointer(place, slider, follow);
}

/** Dragging over the pictures moves it too; up and down still scrolls the page. */
function byPointer(place: HTMLElement, slider: HTMLInputElement, follow: () => void): void {
  const figure = place.querySelector<HTMLElement>("figure");
  if (!figure) return;
  place.style.setProperty("touch-action", "pan-y");
  const move = (event: PointerEvent): void => {
    if (event.target === slider || (event.type === "pointermove" && event.buttons !== 1)) return;
    const box = figure.getBoundingClientRect();
    slider.value = String(Math.round(((event.clientX - box.left) / box.width) * 100));
    follow();
  };
  place.addEventListener("pointerdown", move);
  place.addEventListener("pointermove", move);
  for (const image of place.querySelectorAll("img")) image.draggable = false;
}
