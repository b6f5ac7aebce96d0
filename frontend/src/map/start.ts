/**
 * Keeps the server's map alive and brings the one that pans and zooms when the page is idle.
 *
 * The drawing stays the truth: the live map takes colours, words and links from it, and it stays
 * where WebGL is missing, where the viewer saves data, or where loading fails.
 */
import type { Picture } from "../live/picture.ts";
import { mark, marked, marks } from "./incidents.ts";
import type { LiveMap, takeOver as TakeOver } from "./live.ts";

/** More incidents than this are drawn small; as `web/maps/drawing.py`. */
const CROWD = 120;

interface MapModule {
  takeOver: typeof TakeOver;
}

export function startMaps(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("[data-map]")) start(figure);
}

function start(figure: HTMLElement): void {
  const svg = figure.querySelector("svg");
  if (!svg) return;
  let live: LiveMap | null = null;
  let facilities = figure.dataset["facilities"] ?? "";
  let seen: Picture | null = null;
  document.addEventListener("simin:picture", (event) => {
    const { picture } = (event as CustomEvent<{ picture: Picture }>).detail;
    const language = document.documentElement.lang;
    const shown = marks(picture.cards.values(), language);
    if (figure.dataset["map"] !== "place" && figure.hasAttribute("data-incidents")) {
      figure.classList.toggle("is-crowded", shown.length > CROWD);
      mark(svg, figure.dataset["bounds"] ?? "", shown, figure.dataset["cards"] ?? "/card/");
    }
    seen = picture;
    markOn(figure, svg, picture);
    facilities = facilitiesOf(figure, picture) ?? facilities;
    live?.sync(facilities);
  });
  document.addEventListener("simin:marked", () => live?.mark());
  new MutationObserver(() => {
    readdress(figure);
    if (seen) markOn(figure, svg, seen);
    live?.sync(facilities);
  }).observe(figure, { attributeFilter: ["data-card"] });
  if (figure.dataset["map"] !== "place") {
    whenNear(figure, () => void load(figure).then((map) => { live = map; live?.sync(facilities); }).catch(() => undefined));
  }
}

/** What the chosen domain has on the map: projects, or the incidents of the moment. */
function markOn(figure: HTMLElement, svg: SVGSVGElement, picture: Picture): void {
  if (figure.dataset["map"] === "place" || !figure.hasAttribute("data-incidents")) return;
  const domain = picture.cards.get(figure.dataset["card"] ?? "")?.domain;
  const shown = marks(picture.cards.values(), document.documentElement.lang, marked(domain));
  mark(svg, figure.dataset["bounds"] ?? "", shown, figure.dataset["cards"] ?? "/card/");
}

function facilitiesOf(figure: HTMLElement, picture: Picture): string | null {
  const card = picture.cards.get(figure.dataset["card"] ?? "");
  if (card?.form !== "open") return null;
  readdress(figure, card.body.indicator);
  return ((card.body.facilities ?? []) as string[]).join(",");
}

/** Another domain's districts lead to another indicator. */
function readdress(figure: HTMLElement, indicator?: string | null): void {
  if (!indicator) return;
  const base = `${figure.dataset["cards"] ?? "/card/"}${indicator}`;
  for (const link of figure.querySelectorAll<SVGAElement | HTMLAnchorElement>("a[data-district][href], a[data-leads-to]")) {
    const address = `${base}?district=${link.dataset["district"] ?? link.dataset["leadsTo"] ?? ""}`;
    if (link.getAttribute("href") !== address) link.setAttribute("href", address);
  }
}

function whenNear(figure: HTMLElement, act: () => void): void {
  const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
  if (saving) {
    figure.addEventListener("pointerdown", act, { once: true });
    return;
  }
  const near = new IntersectionObserver((seen) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: 4000 });
    else setTimeout(act, 1000);
  }, { rootMargin: "200px" });
  if (document.readyState === "complete") near.observe(figure);
  else addEventListener("load", () => near.observe(figure), { once: true });
}

async function load(figure: HTMLElement): Promise<LiveMap | null> {
  if (!document.createElement("canvas").getContext("webgl2")) return null;
  const [module] = await Promise.all([
    import(figure.dataset["live"] ?? "") as Promise<MapModule>,
    addStyle(figure.dataset["liveStyle"] ?? ""),
  ]);
  return module.takeOver(figure);
}

function addStyle(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => reject(new Error(address)));
    document.head.append(link);
  });
}
