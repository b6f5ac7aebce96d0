/** A neighbourhood is remembered in this browser after a tick, and forgotten with it; never sent. */

const KEY = "simin.near";

interface Remembered {
  key: string;
  name: string;
}

export function remembered(): Remembered | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as Remembered | null;
    return kept && /^[\w-]+(\/[\w-]+)?$/.test(kept.key) ? kept : null;
  } catch {
    return null;
  }
}

function keep(what: Remembered | null): void {
  try {
    if (what) localStorage.setItem(KEY, JSON.stringify(what));
    else localStorage.removeItem(KEY);
  } catch {
    // Storage may be forbidden: then the address is all that there is.
  }
}

export function bindKeeping(): void {
  for (const label of document.querySelectorAll<HTMLElement>("[data-near-keep]")) {
    const box = label.querySelector("input")!;
    const here = { key: label.dataset["nearKeep"] ?? "", name: label.dataset["name"] ?? "" };
    label.hidden = false;
    box.checked = remembered()?.key === here.key;
    box.addEventListener("change", () => keep(box.checked ? here : null));
  }
}

/** The way back to it, wherever a page offers one. */
export function showRemembered(): void {
  const kept = remembered();
  for (const line of document.querySelectorAll<HTMLElement>("[data-near-remembered]")) {
    const link = line.querySelector("a")!;
    const base = document.querySelector<HTMLElement>("[data-near-chooser]")?.dataset["at"] ?? "/near/";
    line.hidden = !kept;
    link.textContent = kept?.name ?? "";
    link.href = `${base}${kept?.key ?? ""}/`;
    line.querySelector("button")?.addEventListener("click", () => {
      keep(null);
      line.hidden = true;
    });
  }
}
