/** Colours of the live map from the design tokens, and each district's from the drawing. */
export interface Colours {
  edge: string;
  water: string;
  rail: string;
  text: string;
  focus: string;
  ground: string;
  mark: string;
  accent: string;
  surface: string;
}

export function colours(element: Element): Colours {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    edge: token("--map-edge"),
    water: token("--map-water"),
    rail: token("--map-rail"),
    text: token("--text"),
    focus: token("--focus"),
    ground: token("--level-unknown-fill"),
    mark: token("--level-unknown-mark"),
    accent: token("--accent"),
    surface: token("--surface-1"),
  };
}

/** District id to the colour it has in the drawing; null: hatched. */
export function fills(svg: SVGSVGElement): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const link of svg.querySelectorAll<SVGAElement>("a[data-district]")) {
    const path = link.querySelector("path");
    const fill = path ? getComputedStyle(path).fill : "";
    found.set(link.dataset["district"] ?? "", fill.startsWith("url") ? null : asRgb(fill));
  }
  return found;
}

/** What browsers make of a mixed colour, in the words that MapLibre knows. */
export function asRgb(colour: string): string {
  const parts = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)/.exec(colour);
  return parts ? `rgb(${parts.slice(1).map((part) => Math.round(Number(part) * 255)).join(", ")})` : colour;
}

/** The hatch of the drawing as a pattern that tiles. */
export function hatch(shades: Colours, side = 16): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no 2d canvas");
  context.fillStyle = shades.ground;
  context.fillRect(0, 0, side, side);
  context.strokeStyle = shades.mark;
  context.globalAlpha = 0.55;
  context.lineWidth = 2;
  for (const start of [-side, 0, side]) {
    context.beginPath();
    context.moveTo(start, side);
    context.lineTo(start + side, 0);
    context.stroke();
  }
  return context.getImageData(0, 0, side, side);
}
