/** Slider and number field say the same; whichever was touched last leads the other. */

export function bindGuess(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-guess]")) bind(form);
}

function bind(form: HTMLFormElement): void {
  const typed = form.querySelector<HTMLInputElement>("#guess-number");
  const slid = form.querySelector<HTMLInputElement>("#guess-slide");
  if (!typed || !slid) return;
  const unit = form.querySelector(".guess-typed .unit")?.textContent ?? "";
  const follow = () => {
    const value = number(typed.value);
    if (value === null) return;
    slid.value = String(value);
    say(slid, typed.value, unit);
  };
  typed.addEventListener("input", follow);
  slid.addEventListener("input", () => {
    typed.value = slid.value;
    say(slid, slid.value, unit);
  });
  follow();
}

/** As the server reads it: thousands may be set apart. */
export function number(text: string): number | null {
  const plain = text.replaceAll(/[,\s]/g, "");
  return plain && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/** Screen readers hear the number with its unit. */
function say(slid: HTMLInputElement, value: string, unit: string): void {
  slid.setAttribute("aria-valuetext", `${value} ${unit}`.trim());
}
