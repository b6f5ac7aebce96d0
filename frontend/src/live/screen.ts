/** Makes the server's page live: one client, one picture, everything on the page follows it. */
import { announce, learn } from "./announce.ts";
import type { Snapshot } from "./card.ts";
import { LiveClient, type Connection, type Listener } from "./client.ts";
import { cityNow, hold, setTime, startClock, tick } from "./clock.ts";
import { all, put } from "./dom.ts";
import * as equality from "./equality.ts";
import { follow } from "./lists.ts";
import { bindMap, followMap } from "./map.ts";
import { head, isScreen } from "./page.ts";
import { isWorthShowing, Picture } from "./picture.ts";
import { age, clock, say } from "./present.ts";
import { render } from "./render.ts";
import { bindTimebar } from "./timebar.ts";
import type { Claim } from "./verify.ts";

let claim: Claim = { number: head.number, hash: head.hash, view: head.view };
let connection: Connection = "reconnecting";
/** Real time of the newest picture: of the page, which may have been kept, until one came live. */
let heardAt = isScreen ? Date.parse(head.at) : Date.now();
let learnt = false;

function draw(picture: Picture, changed: Set<string>): void {
  const now = cityNow();
  for (const element of all("[data-card]")) {
    const card = picture.cards.get(element.dataset["card"] ?? "");
    if (card && changed.has(card.id) && !element.dataset["map"]) render(element, card, now);
  }
  follow(picture, now);
  followMap(picture, changed, now);
}

const listener: Listener = {
  changed(ids) {
    heardAt = Date.now();
    setTime(client.picture, true);
    if (learnt) announce(client.picture, ids);
    else learn(client.picture);
    draw(client.picture, ids);
    learnt = true;
    claim = { ...claim, number: client.picture.number };
    equality.show(claim);
  },
  connection(now) {
    connection = now;
    sayConnection();
    if (now !== "reconnecting") document.dispatchEvent(new CustomEvent("simin:connected"));
  },
  hash(of) {
    claim = { ...claim, hash: of };
  },
};
const client = new LiveClient(listener, head.view === "office" ? "/office/ticket" : null);

function sayConnection(): void {
  const text = { streaming: "streaming", polling: "polling", reconnecting: "reconnecting", offline: "reconnecting" };
  for (const mark of all("[data-connection]")) {
    mark.dataset["connection"] = connection;
    put(mark.querySelector('[data-bind="connection"]'), say(text[connection]));
  }
  const band = document.querySelector<HTMLElement>('[data-band="offline"]');
  if (!band) return;
  band.hidden = connection !== "offline";
  put(band.querySelector("span"), say("offline", { age: age(Date.now() - heardAt) }));
}

const past = {
  async show(number: number): Promise<void> {
    client.stop();
    const band = document.querySelector<HTMLElement>('[data-band="past"]');
    try {
      const then = await client.fetchSnapshot(number);
      const picture = new Picture();
      picture.replace(then);
      hold(picture.cityTime);
      draw(picture, everything(picture));
      put(band?.querySelector("span") ?? null, say("as_known", { time: clock(picture.cityTime, picture.cityTime) }));
      equality.show((claim = { number, hash: then.hash, view: head.view }));
    } catch {
      put(band?.querySelector("span") ?? null, say("gone"));
    }
    if (band) band.hidden = false;
    document.documentElement.classList.add("is-past");
  },
  live(): void {
    for (const band of all('[data-band="past"]')) band.hidden = true;
    document.documentElement.classList.remove("is-past");
    hold(null);
    draw(client.picture, everything(client.picture));
    void client.resumeLive();
  },
};

const everything = (picture: Picture): Set<string> => new Set(picture.cards.keys());

/** What is shown, for whoever keeps it. */
export const shown = (): Claim => claim;

/** A picture that was kept, where it is no older than the page's; what comes live goes on from it. */
export function showKept(kept: Snapshot): void {
  if (!isWorthShowing(kept.number, head.number, client.picture.number)) return;
  const changed = client.picture.replace(kept);
  heardAt = Date.parse(kept.at);
  setTime(client.picture);
  claim = { ...claim, number: kept.number, hash: kept.hash };
  draw(client.picture, changed);
  equality.show(claim);
}

export function startScreen(): void {
  if (!isScreen) return;
  if (!client.picture.number) setTime({ at: Date.parse(head.at), cityTime: Date.parse(head.city_time), speed: head.speed });
  startClock();
  tick();
  setInterval(sayConnection, 10_000);
  equality.bindVerify(() => claim);
  if (head.past) return hold(Date.parse(head.city_time));
  bindMap(client.picture, cityNow);
  void client.start();
  void bindTimebar(past, cityNow);
  addEventListener("online", () => void client.resumeLive());
  addEventListener("pagehide", () => client.stop());
  addEventListener("pageshow", (event) => event.persisted && void client.resumeLive());
}
