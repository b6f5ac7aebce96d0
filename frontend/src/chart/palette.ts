/** The chart's colours, read from the design tokens, so that both themes have one source. */
export interface Palette {
  ground: string;
  line: string;
  text: string;
  soft: string;
  font: string;
  series: string[];
  bands: Record<string, string>;
}

export function palette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ground: token("--surface-1"),
    line: token("--line"),
    text: token("--text-muted"),
    soft: token("--text-soft"),
    font: style.fontFamily,
    series: ["--accent", "--series-1", "--series-2", "--series-3", "--series-4"].map(token),
    bands: {
      good: token("--level-good-soft"),
      moderate: token("--level-moderate-soft"),
      bad: token("--level-bad-soft"),
      very_bad: token("--level-very-bad-soft"),
    },
  };
}
