/** Nobody sends a form twice by tapping, wherever and whenever the form came onto the page. */

export function sendOnce(): void {
  // Heard on the page, not on the form: forms that are put anew are held to it too.
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("form[data-once]")) return;
    if (form.dataset["sent"]) event.preventDefault();
    form.dataset["sent"] = "true";
  });
  // Back from the next page: the browser shows this one as it was left.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-once]"))
      delete form.dataset["sent"];
  });
}
