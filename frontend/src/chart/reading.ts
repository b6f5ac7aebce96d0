/** The small box that says the values under the crosshair. */
export interface Line {
  look: string;
  name: string;
  value: string;
}

export class Reading {
  private readonly box = document.createElement("div");

  constructor(private readonly chart: HTMLElement) {
    this.box.className = "chart-reading";
    this.box.hidden = true;
    chart.append(this.box);
  }

  show(left: number, top: number, time: string, lines: Line[]): void {
    const head = document.createElement("time");
    head.textContent = time;
    this.box.replaceChildren(head, ...lines.map(row));
    this.box.hidden = false;
    const room = this.chart.clientWidth - this.box.offsetWidth;
    const beside = left + 14 > room ? left - this.box.offsetWidth - 14 : left + 14;
    this.box.style.left = `${Math.max(0, Math.min(room, beside))}px`;
    this.box.style.top = `${Math.max(0, top - this.box.offsetHeight / 2)}px`;
  }

  hide(): void {
    this.box.hidden = true;
  }

  remove(): void {
    this.box.remove();
  }
}

function row(line: Line): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.className = line.look;
  const name = document.createElement("span");
  name.textContent = line.name;
  const value = document.createElement("strong");
  value.textContent = line.value;
  paragraph.append(name, value);
  return paragraph;
}
