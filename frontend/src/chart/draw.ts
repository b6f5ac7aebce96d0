/**
 * The live chart: uPlot in the box of the server's drawing, with the same axes, bands and colours.
 *
 * Adds a crosshair with values and redraws at its true size; the table below stays the text
 * alternative. Computes no value.
 */
import uPlot from "uplot";
import { palette, type Palette } from "./palette.ts";
import { Reading, type Line } from "./reading.ts";
import { extent, niceRange, unitWords, type SeriesWire } from "./series.ts";

export interface Words {
  language: string;
  /** Names of the series: the city first, then the districts in order. */
  names: string[];
  target: string;
}

export function draw(box: HTMLElement, series: SeriesWire, words: Words): () => void {
  const colours = palette(box);
  const reading = new Reading(box);
  const holder = document.createElement("div");
  holder.className = "chart-live";
  box.append(holder);
  const plot = new uPlot(options(box, series, words, colours, reading), columns(series), holder);
  const resize = new ResizeObserver(() => plot.setSize(size(box)));
  resize.observe(box);
  return () => {
    resize.disconnect();
    plot.destroy();
    reading.remove();
    holder.remove();
  };
}

function columns(series: SeriesWire): uPlot.AlignedData {
  return [series.times, series.city, ...Object.values(series.districts)] as uPlot.AlignedData;
}

function size(box: HTMLElement): { width: number; height: number } {
  return { width: box.clientWidth, height: box.clientHeight };
}

function options(
  box: HTMLElement, series: SeriesWire, words: Words, colours: Palette, reading: Reading,
): uPlot.Options {
  const [low, high] = extent(series) ?? [0, 1];
  const font = `12px ${colours.font}`;
  const axis = { stroke: colours.text, font, ticks: { show: false } };
  return {
    ...size(box),
    legend: { show: false },
    padding: [10, 24, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), series.zone),
    scales: { x: { time: true }, y: { range: niceRange(low, high) } },
    series: [{}, ...words.names.map((name, place) => line(name, place, colours))],
    axes: [
      { ...axis, grid: { show: false }, space: 64, incrs: steps(series), values: (_, ticks) => clock(ticks, series, words) },
      {
        ...axis, size: 52, space: 44, grid: { stroke: colours.line, width: 1 },
        values: (_, ticks) => ticks.map((tick) => tick.toLocaleString(words.language)),
      },
    ],
    hooks: {
      drawClear: [(plot) => drawBands(plot, series, colours)],
      draw: [(plot) => drawTarget(plot, series, words, colours)],
      setCursor: [(plot) => read(plot, series, words, reading)],
    },
  };
}

function line(name: string, place: number, colours: Palette): uPlot.Series {
  const stroke = colours.series[place] ?? colours.soft;
  return { label: name, stroke, width: place === 0 ? 2.5 : 1.75, points: { show: false } };
}

/** Seconds that may lie between two words of the time axis: whole days, but within one day. */
function steps(series: SeriesWire): number[] {
  const hours = series.range === "day" ? [1, 2, 3, 6, 12] : [];
  return [...hours.map((count) => count * 3600), ...[1, 2, 5, 10, 30].map((count) => count * 86_400)];
}

function clock(ticks: number[], series: SeriesWire, words: Words): string[] {
  const zone = { timeZone: series.zone };
  const hour = new Intl.DateTimeFormat(words.language, { ...zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat(words.language, { ...zone, month: "short", day: "numeric" });
  return ticks.map((tick) => {
    const at = new Date(tick * 1000);
    const text = hour.format(at);
    return series.range === "day" && text !== "00:00" ? text : day.format(at);
  });
}

function drawBands(plot: uPlot, series: SeriesWire, colours: Palette): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.globalAlpha = 0.5;
  for (const band of series.bands) {
    const top = band.to === null ? bbox.top : edge(plot, band.to);
    const bottom = band.from === null ? bbox.top + bbox.height : edge(plot, band.from);
    ctx.fillStyle = colours.bands[band.level] ?? "transparent";
    if (bottom > top) ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  }
  ctx.restore();
}

function edge(plot: uPlot, value: number): number {
  const { top, height } = plot.bbox;
  return Math.min(top + height, Math.max(top, plot.valToPos(value, "y", true)));
}

function drawTarget(plot: uPlot, series: SeriesWire, words: Words, colours: Palette): void {
  if (series.target === null) return;
  const { ctx, bbox } = plot;
  const y = edge(plot, series.target);
  ctx.save();
  ctx.strokeStyle = colours.soft;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 5 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
  writeTarget(plot, y, words, colours);
}

/** Above the line at its right end; below it where there is no room above. */
function writeTarget({ ctx, bbox }: uPlot, y: number, words: Words, colours: Palette): void {
  const size = 12 * devicePixelRatio;
  const gap = 4 * devicePixelRatio;
  const above = y - size - gap > bbox.top;
  ctx.save();
  ctx.font = `600 ${size}px ${colours.font}`;
  ctx.textAlign = "right";
  ctx.textBaseline = above ? "bottom" : "top";
  ctx.lineWidth = 3 * devicePixelRatio;
  ctx.strokeStyle = colours.ground;
  ctx.fillStyle = colours.soft;
  ctx.strokeText(words.target, bbox.left + bbox.width - gap, above ? y - gap : y + gap);
  ctx.fillText(words.target, bbox.left + bbox.width - gap, above ? y - gap : y + gap);
  ctx.restore();
}

function read(plot: uPlot, series: SeriesWire, words: Words, reading: Reading): void {
  const { idx, left } = plot.cursor;
  if (idx === null || idx === undefined || left === undefined || left < 0) {
    reading.hide();
    return;
  }
  const at = new Date((series.times[idx] ?? 0) * 1000);
  const time = at.toLocaleString(words.language, {
    timeZone: series.zone, month: "short", day: "numeric", weekday: "short",
    ...(series.step < 86_400 ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } : {}),
  });
  reading.show(left + 52, plot.over.clientHeight / 2, time, lines(idx, series, words));
}

function lines(idx: number, series: SeriesWire, words: Words): Line[] {
  const unit = unitWords(series.unit, words.language);
  const digits = { minimumFractionDigits: series.decimals, maximumFractionDigits: series.decimals };
  return [series.city, ...Object.values(series.districts)].map((column, place) => {
    const value = column[idx];
    return {
      look: place === 0 ? "look-city" : `look-district-${place}`,
      name: words.names[place] ?? "",
      value: value === null || value === undefined ? "–" : `${value.toLocaleString(words.language, digits)} ${unit}`.trim(),
    };
  });
}
