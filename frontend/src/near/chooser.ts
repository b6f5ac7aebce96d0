/** Search as you type over the city's places, and "where I am". Without it the form does the same. */
import { matching, nameOf, placeAt, type Outline, type Place } from "./places.ts";

export function bindChooser(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-near-chooser]")) new Chooser(box);
}

class Chooser {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly told: HTMLElement;
  private places: Promise<Place[]> | null = null;
  private shown: Place[] = [];
  private at = -1;
  /** What stood there before anything was said. */
  private readonly said: string;

  constructor(private readonly box: HTMLElement) {
    this.input = box.querySelector("input")!;
    this.list = box.querySelector<HTMLElement>("[role=listbox]")!;
    this.told = box.querySelector<HTMLElement>("[data-near-told]")!;
    this.said = this.told.textContent ?? "";
    this.input.addEventListener("input", (event) => void this.search((event as InputEvent).isComposing));
    this.input.addEventListener("compositionend", () => void this.search());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // The list must not lose its place under a finger that is still down.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const place = this.shown[Number((event.target as Element).closest<HTMLElement>("li")?.dataset["at"] ?? -1)];
      if (place) this.go(place);
    });
    this.offerPosition();
  }

  /** Fetched once; where that failed, again when they are asked for again. */
  private known(): Promise<Place[]> {
    this.places ??= fetched<Place[]>(this.box.dataset["places"] ?? "").catch((error: unknown) => {
      this.places = null;
      throw error;
    });
    return this.places;
  }

  /** A syllable that is still being composed may be of no place yet: then what was found stays. */
  private async search(isComposing = false): Promise<void> {
    const places = await this.known().catch(() => null);
    if (!places) return this.say("failed");
    const found = matching(places, this.input.value);
    if (isComposing && !found.length && this.input.value) return;
    this.shown = found;
    this.at = -1;
    this.draw();
    this.say(found.length || !this.input.value.trim() ? "" : "none");
  }

  private draw(): void {
    const language = document.documentElement.lang;
    this.list.replaceChildren(...this.shown.map((place, position) => {
      const line = document.createElement("li");
      line.role = "option";
      line.id = `near-${position}`;
      line.dataset["at"] = String(position);
      line.ariaSelected = String(position === this.at);
      const within = document.createElement("span");
      within.className = "small";
      within.textContent = place[2] ? nameOf(place[2], language) : "";
      line.append(nameOf(place[1], language), " ", within);
      return line;
    }));
    this.list.hidden = !this.shown.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `near-${this.at}`);
  }

  /** Keys belong to the keyboard's own composer while it has the word (229: Safari's way to say so). */
  private key(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") return this.close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.shown.length) {
      event.preventDefault();
      this.at = (this.at + step + this.shown.length) % this.shown.length;
      this.draw();
    }
    const place = this.shown[this.at];
    if (event.key !== "Enter" || !place) return;
    event.preventDefault();
    this.go(place);
  }

  private close(): void {
    this.shown = [];
    this.draw();
  }

  private go(place: Place): void {
    location.assign(`${this.box.dataset["at"]}${place[0]}/`);
  }

  private say(what: string): void {
    const words = this.told.dataset[what] ?? this.said;
    if (this.told.textContent !== words) this.told.textContent = words;
  }

  /** Asked of the browser on a press only; what it says stays in this page. */
  private offerPosition(): void {
    const button = this.box.querySelector<HTMLButtonElement>("[data-near-here]");
    if (!button || !("geolocation" in navigator)) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      this.say("looking");
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => void this.standing(coords).catch(() => this.say("failed")),
        () => this.say("refused"),
        { timeout: 15_000, maximumAge: 300_000 },
      );
    });
  }

  private async standing({ longitude, latitude }: GeolocationCoordinates): Promise<void> {
    const [places, outline] = await Promise.all([this.known(), fetched<Outline>(this.box.dataset["outline"] ?? "")]);
    const place = placeAt(places, outline, longitude, latitude);
    if (place) this.go(place);
    else this.say("outside");
  }
}

async function fetched<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}
