/** What the worker does with a request. Pure. */

export interface Asked {
  url: string;
  method: string;
  mode: string;
}

/** Parts of the site whose pages are for people of the office, or for programs. */
const NOT_OURS = /^\/(en\/)?(office|room|desk|account|field|kiosk|wall)\//;

/** `page`: network first, then the store; `file`: the store first; null: none of our business. */
export function plan(asked: Asked, origin: string): "page" | "file" | null {
  const address = new URL(asked.url);
  if (asked.method !== "GET" || address.origin !== origin) return null;
  if (/^\/static\/dist\/|^\/city\/(theme\.css|icon\.svg)$/.test(address.pathname)) return address.pathname.startsWith("/static/") ? "file" : "page";
  return asked.mode === "navigate" && !NOT_OURS.test(address.pathname) ? "page" : null;
}

interface Headed {
  headers: { get(name: string): string | null };
}

/** Files that somebody goes to, of which some are large, are none. */
export const isHtml = (answer: Headed): boolean => (answer.headers.get("Content-Type") ?? "").startsWith("text/html");

/** Only what the server says everyone may keep. */
export const isKept = (answer: Pick<Response, "ok" | "redirected"> & Headed): boolean =>
  answer.ok && !answer.redirected && /\bpublic\b/.test(answer.headers.get("Cache-Control") ?? "");
