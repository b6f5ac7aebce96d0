/** What was asked of somebody appears without a reload, and never under the hands of who answers it. */

const EVERY = 5000;
/** Of each form's own: they differ every time and say nothing. */
const NOISE = /(name="(?:csrfmiddlewaretoken|key)" value=")[^"]*/g;

/** What of a field tells whether somebody used it. */
export interface Field {
  type?: string;
  value?: string;
  defaultValue?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  files?: ArrayLike<unknown> | null;
  options?: ArrayLike<{ selected: boolean; defaultSelected: boolean }>;
}

export function stayFresh(): void {
  const place = document.querySelector<HTMLElement>("[data-fresh]");
  if (!place) return;
  let shown = plain(place.innerHTML);
  const ask = async (): Promise<void> => {
    if (document.hidden || isInUse(place)) return;
    const answer = await fetch(place.dataset["fresh"] ?? "", { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const now = await answer.text();
    // They may have begun to write while it was on its way.
    if (plain(now) === shown || isInUse(place)) return;
    place.innerHTML = now;
    shown = plain(now);
  };
  setInterval(() => void ask().catch(() => undefined), EVERY);
}

/** Two answers that differ only in the token and the key of their forms are the same. */
export const plain = (text: string): string => text.trim().replace(NOISE, "$1");

/** Something in it is focused, unfolded, or filled in. */
function isInUse(place: HTMLElement): boolean {
  if (place.contains(document.activeElement) || place.querySelector("details[open]")) return true;
  return [...place.querySelectorAll("input, textarea, select")].some((one) => isChanged(one as Field));
}

/** Whether it holds something else than the page came with, or a text that was typed and refused. */
export function isChanged(field: Field): boolean {
  if (field.type === "hidden") return false;
  if (field.type === "textarea" && field.value) return true;
  if (field.files) return field.files.length > 0;
  if (field.options) {
    const options = Array.from(field.options);
    const chosen = options.some((one) => one.defaultSelected);
    return options.some((one, place) => one.selected !== (chosen ? one.defaultSelected : place === 0));
  }
  return field.checked !== field.defaultChecked || field.value !== field.defaultValue;
}
