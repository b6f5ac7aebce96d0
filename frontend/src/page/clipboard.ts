/** The clipboard, which a browser has only where pages come over TLS (or from this very machine). */

export const canCopy = (): boolean => (navigator as Partial<Navigator>).clipboard !== undefined;

/** Says on the button that it is done; false where the browser did not let it. */
export async function copy(text: string, button: HTMLElement, done: string | undefined): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return false;
  }
  const words = button.querySelector("span");
  if (words && done) words.textContent = done;
  return true;
}
