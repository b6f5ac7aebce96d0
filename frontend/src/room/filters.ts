/** Filters act as they are chosen or typed; the address keeps them, so that a reload shows the same. */

/** Milliseconds of rest after which what is typed counts as a search. */
const REST = 250;

export function bindFilters(main: HTMLElement, changed: () => void): void {
  const form = main.querySelector<HTMLFormElement>("[data-filters]");
  if (!form) return;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const apply = (): void => {
    const asked = new URLSearchParams(location.search);
    asked.delete("more");
    for (const [name, value] of new FormData(form)) {
      if (value) asked.set(name, String(value));
      else asked.delete(name);
    }
    go(asked, changed);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener("change", apply);
  form.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    clearTimeout(rest);
    rest = setTimeout(apply, REST);
  });
  main.addEventListener("click", (event) => {
    const more = (event.target as Element).closest<HTMLAnchorElement>("[data-more]");
    if (!more) return;
    event.preventDefault();
    go(new URLSearchParams(new URL(more.href).search), changed);
  });
}

function go(asked: URLSearchParams, changed: () => void): void {
  const query = asked.toString();
  history.replaceState(null, "", location.pathname + (query ? `?${query}` : ""));
  changed();
}
