/**
 * What becomes of the reports that wait in this browser. Nothing here knows the page; a report leaves
 * the box only when the server has taken it, or when what was typed stands in the form again.
 */

export interface Waiting {
  key: string;
  address: string;
  fields: [string, string | File][];
}

export interface Box {
  all(): Promise<Waiting[]>;
  drop(key: string): Promise<void>;
}

export type Verdict = "taken" | "wrong" | "sign-in" | "refused" | "later";

export interface Heard {
  verdict: Verdict;
  status: number;
  /** Where the answer stands. */
  address: string;
  text: string;
}

export interface Page {
  post(one: Waiting): Promise<Heard>;
  /** Puts what was typed and what is wrong with it into the form; false where it has no place. */
  putBack(one: Waiting, heard: Heard): boolean;
  tell(one: Waiting, verdict: Verdict, heard: Heard | null): void;
}

/** `again`: the answer holds the form, with what was typed. A site without the server answers 200. */
export function verdictOf(answer: { status: number; redirected: boolean; url: string }, again: boolean): Verdict {
  if (answer.redirected) return answer.url.includes("/account/") ? "sign-in" : "taken";
  const { status } = answer;
  if (status === 401 || status === 403) return "sign-in";
  if ((status === 400 || status === 422) && again) return "wrong";
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? "refused" : "later";
}

const FIRST = 15_000;
const LONGEST = 15 * 60_000;

/** Milliseconds until the next try. */
export const restAfter = (tries: number): number => Math.min(FIRST * 2 ** (tries - 1), LONGEST);

export class Sending {
  private readonly rests = new Map<string, { tries: number; until: number }>();
  private busy = false;
  private again = false;

  constructor(
    private readonly box: Box,
    private readonly page: Page,
    private readonly now: () => number = Date.now,
  ) {}

  /** Sends what is due, one after the other; `anew`: everything is. */
  async pump(anew = false): Promise<void> {
    if (anew) for (const rest of this.rests.values()) rest.until = 0;
    this.again = true;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.again) {
        this.again = false;
        for (const one of await this.box.all()) if ((this.rests.get(one.key)?.until ?? 0) <= this.now()) await this.send(one);
      }
    } finally {
      this.busy = false;
    }
  }

  private async send(one: Waiting): Promise<void> {
    const heard = await this.page.post(one).catch(() => null);
    const verdict = heard?.verdict ?? "later";
    if (verdict === "taken" || (heard && verdict === "wrong" && this.page.putBack(one, heard))) await this.box.drop(one.key);
    else this.rest(one.key);
    this.page.tell(one, verdict, heard);
  }

  private rest(key: string): void {
    const tries = (this.rests.get(key)?.tries ?? 0) + 1;
    this.rests.set(key, { tries, until: this.now() + restAfter(tries) });
  }
}
