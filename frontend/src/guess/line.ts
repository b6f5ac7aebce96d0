/**
 * A line is drawn into the open stretch of a chart: each point takes the height of the pointer that
 * passes it, and its field says the number. The fields alone do as well.
 */
import { number } from "./slider.ts";

const SVG = "http://www.w3.org/2000/svg";

export interface Scale {
  low: number;
  high: number;
  step: number;
  top: number;
  bottom: number;
}

/** The value at a height of the drawing, in steps and never beyond the bounds. */
export function valueAt(y: number, scale: Scale): number {
  const share = (scale.bottom - y) / (scale.bottom - scale.top);
  const value = scale.low + share * (scale.high - scale.low);
  const stepped = Math.round(value / scale.step) * scale.step;
  return Number(Math.min(scale.high, Math.max(scale.low, stepped)).toFixed(6));
}

export function heightOf(value: number, scale: Scale): number {
  const held = Math.min(scale.high, Math.max(scale.low, value));
  return scale.bottom - ((held - scale.low) / (scale.high - scale.low)) * (scale.bottom - scale.top);
}

export function bindLine(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-guess-line]")) {
    const drawing = form.querySelector<SVGSVGElement>("svg[data-line]");
    const fields = [...form.querySelectorAll<HTMLInputElement>("input[data-x]")];
    if (drawing && fields.length) bind(drawing, fields);
  }
}

function bind(drawing: SVGSVGElement, fields: HTMLInputElement[]): void {
  const scale = scaleOf(drawing);
  const path = drawing.appendChild(document.createElementNS(SVG, "path"));
  path.setAttribute("class", "guess-drawn is-yours");
  const dots = fields.map(() => drawing.appendChild(document.createElementNS(SVG, "circle")));
  const redraw = () => show(drawing, fields, path, dots, scale);
  const take = (event: PointerEvent) => {
    const at = place(drawing, event);
    const field = nearest(fields, at.x);
    if (!field) return;
    field.value = String(valueAt(at.y, scale));
    redraw();
  };
  for (const field of fields) field.addEventListener("input", redraw);
  drawing.addEventListener("pointerdown", (event) => {
    drawing.setPointerCapture(event.pointerId);
    take(event);
  });
  drawing.addEventListener("pointermove", (event) => {
    if (event.buttons) take(event);
  });
  redraw();
}

function scaleOf(drawing: SVGSVGElement): Scale {
  const told = (name: string) => Number(drawing.dataset[name]);
  return { low: told("low"), high: told("high"), step: told("step"), top: told("top"), bottom: told("bottom") };
}

/** In the drawing's own lengths, however it is fitted into its box. */
function place(drawing: SVGSVGElement, event: PointerEvent): { x: number; y: number } {
  const inward = drawing.getScreenCTM()?.inverse();
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(inward);
}

/** The field whose point lies nearest; none where the pointer is left of half the way to the first. */
export function nearest<Field extends { dataset: DOMStringMap }>(fields: Field[], x: number): Field | null {
  const far = (field: Field) => Math.abs(Number(field.dataset["x"]) - x);
  const found = fields.reduce((best, field) => (far(field) < far(best) ? field : best));
  const apart = Number(fields[1]?.dataset["x"]) - Number(fields[0]?.dataset["x"]);
  return far(found) <= apart / 2 || x > Number(found.dataset["x"]) ? found : null;
}

function show(
  drawing: SVGSVGElement, fields: HTMLInputElement[], path: SVGPathElement, dots: SVGCircleElement[], scale: Scale,
): void {
  let line = `M${drawing.dataset["cut"]} ${drawing.dataset["level"]}`;
  for (const [index, field] of fields.entries()) {
    const value = number(field.value);
    const dot = dots[index];
    dot?.setAttribute("class", value === null ? "hidden" : "guess-dot");
    if (value === null) continue;
    const y = heightOf(value, scale).toFixed(1);
    line += `L${field.dataset["x"]} ${y}`;
    for (const [name, said] of [["cx", field.dataset["x"] ?? ""], ["cy", y], ["r", "9"]] as const) dot?.setAttribute(name, said);
  }
  path.setAttribute("d", line);
}
