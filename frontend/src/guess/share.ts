/** The browser's own way to share, where it has one; else the text is copied. */
import { canCopy, copy } from "../page/clipboard.ts";

export function bindShare(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-share]")) {
    const text = document.querySelector<HTMLTextAreaElement>(button.dataset["share"] ?? "");
    if (!text || !canCopy()) continue;
    button.hidden = false;
    button.addEventListener("click", () => void share(button, text.value.trim()));
  }
}

async function share(button: HTMLButtonElement, text: string): Promise<void> {
  if (!("share" in navigator)) {
    await copy(text, button, button.dataset["done"]);
    return;
  }
  try {
    await navigator.share({ text });
  } catch {
    // Who changes their mind has shared nothing; the text can still be taken by hand.
  }
}
