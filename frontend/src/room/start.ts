/** Ties the room together: what the picture says, what is chosen, what other windows do. */
import { setTime } from "../live/clock.ts";
import { head } from "../live/page.ts";
import type { Picture } from "../live/picture.ts";
import { BESIDE, bindActs, CALLS } from "./acts.ts";
import { Board } from "./board.ts";
import { keepDrafts } from "./drafts.ts";
import { tick } from "./elapsed.ts";
import { bindFilters } from "./filters.ts";
import { Incident } from "./incident.ts";
import { bindKeys } from "./keys.ts";
import { goThere, pointOut } from "./map.ts";
import { openWindows } from "./windows.ts";

/** Milliseconds between two looks at what no frame tells of: steps that fall due, a unit's place. */
const LOOK = 15_000;
const INCIDENT = "incident/";

export function startRoom(): void {
  const main = document.querySelector<HTMLElement>("[data-room]");
  const view = main?.querySelector<HTMLElement>("[data-view]");
  if (main && view) new Room(main, view);
}

class Room {
  private readonly incident: Incident;
  private readonly board: Board;
  private readonly windows;
  private readonly known = new Set<string>();
  private learnt = false;
  private due: Set<string> | "all" | null = null;
  private busy = false;

  constructor(private readonly main: HTMLElement, view: HTMLElement) {
    this.incident = new Incident(main, view);
    this.board = new Board(main, () => this.incident.id);
    this.windows = openWindows({
      selected: () => this.incident.id,
      select: (id) => void this.select(id, false),
      changed: (id) => this.look(new Set([id]), true),
    });
    keepDrafts(view, () => this.incident.id);
    bindKeys(this.board);
    bindFilters(main, () => this.look("all", false));
    bindActs(main, view, this.incident, {
      changed: (fresh, id) => this.acted(fresh, id),
      taken: (id) => this.look(new Set([id]), true),
    });
    this.bindLinks();
    this.follow();
    document.addEventListener("simin:incident", (event) => goThere((event as CustomEvent<{ told: HTMLElement }>).detail.told));
    pointOut(this.incident.id);
    goThere(document);
  }

  private bindLinks(): void {
    const own = new URL(`${this.main.dataset["room"]}incident/`, location.href).pathname;
    document.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement | SVGAElement>("a[href]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      const address = new URL(link.getAttribute("href") ?? "", location.href);
      if (link instanceof HTMLAnchorElement && link.closest("[data-view]") && !address.pathname.startsWith(own)) link.target = link.hasAttribute("data-speaks") ? CALLS : BESIDE;
      if (!address.pathname.startsWith(own) || address.pathname === location.pathname) return;
      event.preventDefault();
      void this.select(address.pathname.slice(own.length), true);
    });
    document.addEventListener("simin:choose", (event) => {
      const { kind, id } = (event as CustomEvent<{ kind: string; id: string }>).detail;
      if (kind !== "incident") return;
      event.preventDefault();
      void this.select(id.replace(INCIDENT, ""), true);
    });
    addEventListener("popstate", () => {
      if (location.pathname.startsWith(own)) void this.select(location.pathname.slice(own.length), true, false);
      else location.reload();
    });
  }

  private async select(id: string, tell: boolean, remember = true): Promise<void> {
    if (id === this.incident.id) return;
    this.board.mark(id);
    if (!(await this.incident.show(id))) return this.board.mark(this.incident.id);
    if (remember) history.pushState(null, "", this.incident.address + location.search);
    pointOut(id);
    if (tell) this.windows.select(id);
  }

  /** `id`: whose form was sent; another may be shown by now. */
  private async acted(fresh: Document, id: string): Promise<void> {
    this.board.acted(fresh, id);
    this.windows.changed(id);
    if (fresh.querySelector("[data-fresh-incident]")) this.incident.put(fresh, true);
    else if (this.incident.id === id) await this.incident.refresh(true);
  }

  private follow(): void {
    setInterval(tick, 1000);
    setInterval(() => document.hidden || this.look(new Set(), true), LOOK);
    document.addEventListener("simin:picture", (event) => this.heard((event as CustomEvent<{ picture: Picture; changed: Set<string> }>).detail));
    document.addEventListener("simin:connected", () => this.learnt && this.look("all", true));
  }

  private heard({ picture, changed }: { picture: Picture; changed: Set<string> }): void {
    setTime(picture, true);
    const incidents = [...changed].filter((id) => id.startsWith(INCIDENT)).map((id) => id.slice(INCIDENT.length));
    if (this.learnt) for (const id of incidents) if (!this.known.has(id) && picture.cards.has(INCIDENT + id)) this.board.greet(id);
    for (const id of incidents) this.known.add(id);
    pointOut(this.incident.id);
    if (!this.learnt) {
      this.learnt = true;
      if (picture.number !== head.number) this.look("all", true);
      return;
    }
    const around = [...changed].some((id) => /^(warning|directive|city\/directive)/.test(id));
    if (incidents.length || around) this.look(new Set(incidents), around || incidents.includes(this.incident.id));
  }

  private inFull = false;

  /** Fetches what changed, one fetch at a time; what comes meanwhile waits and goes together. */
  private look(ids: Set<string> | "all", inFull: boolean): void {
    this.inFull ||= inFull;
    this.due = ids === "all" || this.due === "all" ? "all" : new Set([...(this.due ?? []), ...ids]);
    if (!this.busy) void this.work();
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.due || this.inFull) {
      const [ids, inFull] = [this.due, this.inFull];
      [this.due, this.inFull] = [null, false];
      try {
        if (ids === "all") await this.board.refresh(null);
        else if (ids?.size) await this.board.refresh(ids);
        if (inFull) await this.incident.refresh();
      } catch {
        // The line is away; the stream says when it is back, and everything is looked at again.
      }
    }
    this.busy = false;
  }
}
