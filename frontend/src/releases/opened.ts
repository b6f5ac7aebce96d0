/**
 * Checks in this browser that what was declassified is what the public picture had promised.
 *
 * SHA-256 over salt and content must be the commitment, and the public frame must have said so.
 * Trusts nothing that the page claims but the bytes themselves.
 */
import { leafHash } from "../live/verify.ts";

export interface Promised {
  card: string;
  field: string;
  commitment: string;
}

interface Shown {
  id: string;
  commitment?: string;
  fields?: { field: string; commitment?: string }[];
}

export function unhex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** SHA-256, hex, over the bytes of `salt` and the UTF-8 bytes of `content`. */
export async function committed(salt: string, content: string): Promise<string> {
  const first = unhex(salt);
  const rest = new TextEncoder().encode(content);
  const all = new Uint8Array(first.length + rest.length);
  all.set(first);
  all.set(rest, first.length);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", all));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether the public frame of these bytes made this promise. */
export function promises(frame: Uint8Array<ArrayBuffer>, told: Promised): boolean {
  const { changed } = JSON.parse(new TextDecoder().decode(frame)) as { changed: Shown[] };
  const card = changed.find((one) => one.id === told.card);
  if (!card) return false;
  if (!told.field) return card.commitment === told.commitment;
  return (card.fields ?? []).some((one) => one.field === told.field && one.commitment === told.commitment);
}

async function check(panel: HTMLElement): Promise<void> {
  const { card = "", field = "", frame = "", commitment = "", salt = "" } = panel.dataset;
  const content = panel.querySelector("[data-content]")?.textContent ?? "";
  const list = panel.querySelector<HTMLElement>("[data-steps]");
  list?.replaceChildren();
  const say = (good: boolean | null, text: string) => {
    const line = document.createElement("li");
    line.dataset["good"] = String(good);
    line.textContent = `${good === null ? "" : good ? "✓ " : "✗ "}${text}`;
    list?.append(line);
  };
  const same = (await committed(salt, content)) === commitment;
  say(same, (same ? panel.dataset["match"] : panel.dataset["differ"]) ?? "");
  const answer = await fetch(`/live/frames/${frame}`);
  if (!answer.ok) return say(null, panel.dataset["forgotten"] ?? "");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const made = promises(bytes, { card, field, commitment });
  say(made, (made ? panel.dataset["in"] : panel.dataset["notIn"]) ?? "");
  say(null, `${panel.dataset["leaf"] ?? ""} ${await leafHash(bytes)}`);
}

export function startCheck(): void {
  const panel = document.querySelector<HTMLElement>("[data-opened]");
  const button = panel?.querySelector<HTMLButtonElement>("[data-check]");
  if (!panel || !button) return;
  button.hidden = false;
  button.addEventListener("click", () => void check(panel));
}
