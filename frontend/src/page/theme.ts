/** The theme switch: two themes, kept in this browser only. */

export function bindThemeSwitch(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", () => choose(current() === "dark" ? "light" : "dark"));
  }
}

function current(): string {
  return document.documentElement.dataset["theme"] ?? "light";
}

function choose(theme: "dark" | "light"): void {
  document.documentElement.dataset["theme"] = theme;
  try {
    localStorage.setItem("simin.theme", theme);
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
  document.dispatchEvent(new CustomEvent("simin:theme", { detail: theme }));
}
