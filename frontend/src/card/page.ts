/** Small comforts of a card's page: choosing in a list is enough, no button to press. */
export function submitOnChoice(page: ParentNode = document): void {
  for (const form of page.querySelectorAll<HTMLFormElement>(".compare-form, .stream-form")) {
    form.querySelector("select")?.addEventListener("change", () => form.requestSubmit());
    form.querySelector("button")?.classList.add("hidden");
  }
}
