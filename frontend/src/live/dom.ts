/** Small hands for the document: find a bound part, say something in it, show that it changed. */

export const all = <T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] => [
  ...within.querySelectorAll<T>(selector),
];

export const part = <T extends Element = HTMLElement>(root: Element, name: string): T | null =>
  root.querySelector<T>(`[data-bind="${name}"]`);

/** Puts text; gives whether it was another. */
export function put(element: Element | null, text: string): boolean {
  if (!element || element.textContent === text) return false;
  element.textContent = text;
  return true;
}

/** A change that a viewer should notice; the style says how, and not at all for reduced motion. */
export function flash(element: Element | null): void {
  if (!element) return;
  element.classList.remove("has-changed");
  requestAnimationFrame(() => element.classList.add("has-changed"));
  element.addEventListener("animationend", () => element.classList.remove("has-changed"), { once: true });
}

export function attribute(element: Element | null, name: string, value: string): void {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
}
