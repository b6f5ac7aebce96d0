/** Copies what stands in a field; where that cannot be, what stands there is marked to be copied by hand. */
import { canCopy, copy } from "../page/clipboard.ts";

export function bindCopy(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    const field = document.getElementById(button.dataset["copy"] ?? "") as HTMLInputElement | null;
    if (!field || !canCopy()) {
      button.hidden = true;
      continue;
    }
    button.addEventListener("click", () => {
      field.select();
      void copy(field.value, button, button.dataset["said"]);
    });
  }
}
