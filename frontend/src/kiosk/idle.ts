/** What a kiosk does by how long nobody has touched it. Pure. */

export type Idle = { is: "used" } | { is: "asking"; seconds: number } | { is: "over" } | { is: "attracting" };

/** Seconds for which it asks whether somebody is still there: as many as WCAG 2.2.1 wants at least. */
export const ASKING = 20;

/**
 * `touchedAt` 0: nobody has touched it since it began. `atStart`: nothing is open and the first
 * language is shown, so that there is nothing to go back from.
 */
export function idle(now: number, touchedAt: number, atStart: boolean, reset: number): Idle {
  const silent = (now - touchedAt) / 1000;
  if (touchedAt === 0 || (atStart && silent >= reset)) return { is: "attracting" };
  if (silent < reset) return { is: "used" };
  if (silent < reset + ASKING) return { is: "asking", seconds: Math.ceil(reset + ASKING - silent) };
  return { is: "over" };
}

/** Which panel the calm loop shows: each for `turn` seconds, the overview twice as long. */
export function panelAt(seconds: number, panels: string[], turn: number): string {
  const round = ["start", ...panels, "start"];
  return round[Math.floor(seconds / turn) % round.length] ?? "start";
}
