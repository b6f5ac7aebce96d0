/** What the server wrote into the page for this script: the picture's head, and words. */

export interface PageHead {
  number: number;
  hash: string;
  view: "public" | "office";
  at: string;
  city_time: string;
  speed: number;
  zone: string;
  language: string;
  district: string;
  themes: string[];
  /** The page shows a moment of the past: it stays as it is. */
  past?: boolean;
}

export interface Vocabulary {
  levels: Record<string, string>;
  freshness: Record<string, string>;
  origins: Record<string, string>;
  reasons: Record<string, string>;
  kinds: Record<string, string>;
  grades: Record<string, string>;
  actions: Record<string, string>;
  badges: Record<string, string>;
  phrases: Record<string, string>;
  verify: Record<string, string>;
}

export function written<T>(id: string): T | null {
  const text = globalThis.document?.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : null;
}

const nothing = { levels: {}, freshness: {}, origins: {}, reasons: {}, kinds: {}, grades: {}, actions: {}, badges: {}, phrases: {}, verify: {} };
const still = { number: 0, hash: "", view: "public", at: "1970-01-01T00:00:00Z", city_time: "1970-01-01T00:00:00Z", speed: 1, zone: "UTC", language: "en", district: "", themes: [] } as const;

/** Whether this page shows the picture at all. */
export const isScreen = Boolean(globalThis.document?.getElementById("screen"));
export const head: PageHead = written<PageHead>("screen") ?? { ...still, themes: [] };
export const words: Vocabulary = written<Vocabulary>("vocabulary") ?? nothing;
