/** The small panel that says what was chosen on the map, with the way to its page. */
export class Panel {
  private readonly box = document.createElement("section");
  private readonly title = document.createElement("h3");
  private readonly text = document.createElement("p");
  private readonly link = document.createElement("a");
  private back: HTMLElement | null = null;

  constructor(figure: HTMLElement, words: Record<string, string>, private readonly closed: () => void) {
    this.box.className = "map-panel";
    this.box.hidden = true;
    this.box.setAttribute("aria-live", "polite");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "map-panel-close";
    close.setAttribute("aria-label", words["close"] ?? "×");
    close.addEventListener("click", () => this.hide());
    this.link.className = "button";
    this.link.textContent = words["open"] ?? "";
    this.box.append(this.title, this.text, this.link, close);
    this.box.addEventListener("keydown", (event) => { if (event.key === "Escape") this.hide(); });
    figure.append(this.box);
  }

  show(title: string, text: string, href: string): void {
    this.back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.title.textContent = title;
    this.text.textContent = text;
    this.text.hidden = text === "";
    this.link.href = href;
    this.box.hidden = false;
    this.link.focus({ preventScroll: true });
  }

  hide(): void {
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.back?.focus({ preventScroll: true });
    this.closed();
  }
}
