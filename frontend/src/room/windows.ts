/** Windows of one browser show the same incident: the board on one screen, the incident on another. */

type Told = { select: string } | { changed: string } | { ask: true };

export interface Windows {
  select(id: string): void;
  changed(id: string): void;
}

export function openWindows(here: { selected(): string; select(id: string): void; changed(id: string): void }): Windows {
  if (!("BroadcastChannel" in globalThis)) return { select: () => undefined, changed: () => undefined };
  const channel = new BroadcastChannel("simin.room");
  const tell = (told: Told): void => channel.postMessage(told);
  channel.addEventListener("message", (event) => {
    const told = event.data as Told;
    if ("select" in told) here.select(told.select);
    else if ("changed" in told) here.changed(told.changed);
    else if (here.selected()) tell({ select: here.selected() });
  });
  if (!here.selected()) tell({ ask: true });
  return { select: (id) => tell({ select: id }), changed: (id) => tell({ changed: id }) };
}
