/** The phone's tabs are plain anchors; this marks the section that is in view. */

export function bindTabs(): void {
  const tabs = [...document.querySelectorAll<HTMLAnchorElement>(".tabs a")];
  const sections = tabs.flatMap((tab) => document.querySelector(tab.hash) ?? []);
  if (!sections.length || !("IntersectionObserver" in globalThis)) return;
  const watch = new IntersectionObserver(
    (entries) => {
      const seen = entries.find((entry) => entry.isIntersecting)?.target;
      if (!seen) return;
      for (const tab of tabs) {
        if (tab.hash === `#${seen.id}`) tab.setAttribute("aria-current", "true");
        else tab.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-30% 0px -60% 0px" },
  );
  for (const section of sections) watch.observe(section);
}
