/** Fills the form for a person of the demonstration; without JavaScript the link does the same. */
export function bindDemoAccounts(page: ParentNode = document): void {
  const form = page.querySelector<HTMLFormElement>("form.form");
  const password = page.querySelector(".demo-accounts kbd")?.textContent ?? "";
  for (const link of page.querySelectorAll<HTMLAnchorElement>("[data-account]")) {
    link.addEventListener("click", (event) => {
      if (!form || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      fill(form, link.dataset["account"] ?? "", password);
      mark(page, link);
    });
  }
}

function fill(form: HTMLFormElement, username: string, password: string): void {
  const login = form.elements.namedItem("login");
  const secret = form.elements.namedItem("password");
  if (login instanceof HTMLInputElement) login.value = username;
  if (secret instanceof HTMLInputElement) secret.value = password;
  form.querySelector<HTMLButtonElement>("button[type=submit]")?.focus();
}

function mark(page: ParentNode, chosen: HTMLAnchorElement): void {
  page.querySelector("[data-account][aria-current]")?.removeAttribute("aria-current");
  chosen.setAttribute("aria-current", "true");
}
