/** The picture as the wire has it; see docs/reference/cards.md. */

export type Words = Record<string, string>;

export interface Trust {
  source: string;
  source_name: Words;
  origin: "measured" | "replayed" | "synthetic";
  freshness: "live" | "late" | "stale" | "source-down";
  phenomenon_time: string;
  received_at: string;
  recorded_at?: string;
  parts?: [number, number];
  quality?: string[];
  down_since?: string;
  /** What speaks against the value, the heaviest first. */
  badges?: { detector: string; severity: "notice" | "doubtful" | "wrong"; since: string; count?: number }[];
}

interface Common {
  id: string;
  kind: string;
  section: string;
  rank?: number;
  domain?: string;
  place?: { district?: string; label?: Words; longitude?: number; latitude?: number };
}

export interface OpenCard extends Common {
  form: "open";
  title: Words;
  // biome-ignore lint: the body differs by kind
  body: any;
  trust: Trust;
  release?: { visibility?: "public" | "withheld" };
}

export interface WithheldCard extends Common {
  form: "withheld";
  commitment: string;
  release: { reason?: string; office?: Words; since?: string; review_on?: string };
}

export type Card = OpenCard | WithheldCard;

interface Head {
  number: number;
  at: string;
  city_time: string;
  speed: number;
}

export interface Snapshot extends Head {
  hash: string;
  view: "public" | "office";
  cards: Card[];
}

export interface Frame extends Head {
  /** Of public frames: the hash of the frame before. */
  previous?: string;
  /** Of the office's frames: the hash of the public frame of the same number. */
  public_hash?: string;
  changed: Card[];
  removed: string[];
}
