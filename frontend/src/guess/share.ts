/** The browser's own way to share, where it has one; else the text is copied. */

export function bindShare(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-share]")) {
    const text = document.querySelector<HTMLTextAreaElement>(button.dataset["share"] ?? "");
    if (!text || !("clipboard" in navigator)) continue;
    button.hidden = false;
    button.addEventListener("click", () => void share(button, text.value.trim()));
  }
}

async function share(button: HTMLButtonElement, text: string): Promise<void> {
  try {
    if ("share" in navigator) await navigator.share({ text });
    else await copied(button, text);
  } catch {
    // Who changes their mind has shared nothing; the text can still be taken by hand.
  }
}

async function copied(button: HTMLButtonElement, text: string): Promise<void> {
  await (navigator as Navigator).clipboard.writeText(text);
  const words = button.querySelector("span");
  if (words) words.textContent = button.dataset["done"] ?? words.textContent;
}
