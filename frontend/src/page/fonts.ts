/** Fonts come after the first view and are swapped in; a second visit has them in its cache. */

export function loadFonts(): void {
  const address = document.getElementById("app")?.dataset["fonts"];
  if (!address) return;
  const add = () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    document.head.append(link);
  };
  if (document.readyState === "complete") add();
  else addEventListener("load", add, { once: true });
}
