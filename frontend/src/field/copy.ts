/** Copies what stands in a field. */

export function bindCopy(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset["copy"] ?? "") as HTMLInputElement | null;
      if (!field) return;
      field.select();
      void navigator.clipboard.writeText(field.value).then(() => {
        const words = button.querySelector("span");
        if (words) words.textContent = button.dataset["said"] ?? "";
      });
    });
  }
}
