/**
 * Makes the history of a card's page live: the spans switch without leaving the page, and the
 * server's drawing is replaced by uPlot. Any failure leaves the page as the server made it.
 */
import type { draw as Draw } from "../chart/draw.ts";
import type { SeriesWire } from "../chart/series.ts";

interface ChartModule {
  draw: typeof Draw;
}

export function startHistory(page: Document = document): void {
  const box = page.querySelector<HTMLElement>(".chart[data-chart]");
  if (!box?.querySelector("svg")) return;
  const load = (): void => void replaceDrawing(box).catch(() => undefined);
  if ("requestIdleCallback" in window) requestIdleCallback(load, { timeout: 2000 });
  else setTimeout(load, 300);
}

async function replaceDrawing(box: HTMLElement): Promise<void> {
  const [module] = await Promise.all([
    import(box.dataset["chart"] ?? "") as Promise<ChartModule>,
    addStyle(box.dataset["chartStyle"] ?? ""),
  ]);
  const series = await fetchSeries(box);
  if (series.times.length < 2) return;
  let remove = paint(box, module, series);
  new MutationObserver(() => {
    remove();
    remove = paint(box, module, series);
  }).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

function paint(box: HTMLElement, module: ChartModule, series: SeriesWire): () => void {
  const drawing = box.querySelector<SVGElement>(".chart-drawing");
  const remove = module.draw(box, series, {
    language: document.documentElement.lang, names: names(), target: box.dataset["target"] ?? "",
  });
  drawing?.style.setProperty("visibility", "hidden");
  box.dataset["live"] = "uplot";
  return remove;
}

/** Names in the key below the chart, which stands in the order of the series. */
function names(): string[] {
  const key = [...document.querySelectorAll(".compare .key li")];
  const found = key.map((entry) => entry.textContent?.trim() ?? "");
  return found.length > 0 ? found : [document.querySelector("h1")?.textContent?.trim() ?? ""];
}

async function fetchSeries(box: HTMLElement): Promise<SeriesWire> {
  const address = new URL(box.dataset["history"] ?? "", location.href);
  const page = new URLSearchParams(location.search);
  const range = document.querySelector<HTMLElement>("[data-range][aria-current]")?.dataset["range"];
  if (range) address.searchParams.set("range", range);
  for (const district of page.getAll("district")) if (district) address.searchParams.append("district", district);
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`history: ${response.status}`);
  return (await response.json()) as SeriesWire;
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
