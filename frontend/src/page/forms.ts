/** Forms that send themselves when something is chosen, and things that close on a click beside. */

export function bindForms(): void {
  for (const field of document.querySelectorAll<HTMLSelectElement>("select[data-submit]")) {
    field.addEventListener("change", () => field.form?.requestSubmit());
  }
  document.addEventListener("click", (event) => closeOthers(event.target as Node));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeOthers(null);
  });
}

/** One explanation is open at a time. */
function closeOthers(clicked: Node | null): void {
  const opened = document.querySelectorAll<HTMLDetailsElement>(".trust[open], .stage[open], .menu[open]");
  for (const details of opened) if (!clicked || !details.contains(clicked)) details.open = false;
}
