/**
 * Sets the theme before the first paint; loaded blocking, so it stays tiny.
 *
 * `?theme=` wins (kiosks, screenshots), then the viewer's choice kept in this browser; with neither,
 * the page's own default stands. No cookie, nothing is sent.
 */
const isTheme = (name: string | null): name is string => name === "dark" || name === "light";
const asked = new URLSearchParams(location.search).get("theme");
let kept: string | null = null;
try {
  kept = localStorage.getItem("simin.theme");
} catch {
  // Storage may be forbidden; the default is fine.
}
const theme = isTheme(asked) ? asked : kept;
if (isTheme(theme)) document.documentElement.dataset["theme"] = theme;
document.documentElement.classList.add("js");
