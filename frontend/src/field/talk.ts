/** How the pages of the field ask the server. */

/** What was sent did not arrive in time: of a weak network, nothing was refused. */
const TOO_SLOW = 408;

export class Refused extends Error {
  constructor(readonly status: number, readonly error: string, message: string) {
    super(message);
  }
}

/** The network did not take it; it may later. */
export class Unreached extends Error {}

export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Accept", "application/json");
  const token = document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value;
  if (token && init.method && init.method !== "GET") headers.set("X-CSRFToken", token);
  let answer: Response;
  try {
    answer = await fetch(url, { cache: "no-store", credentials: "same-origin", ...init, headers });
  } catch {
    throw new Unreached();
  }
  if (answer.status >= 500 || answer.status === TOO_SLOW) throw new Unreached();
  if (!answer.ok) throw await refused(answer);
  return answer;
}

async function refused(answer: Response): Promise<Refused> {
  const told = (await answer.json().catch(() => ({}))) as { error?: string; message?: string };
  const made = new Refused(answer.status, told.error ?? "", told.message ?? "");
  return Object.assign(made, { offset: answer.headers.get("Upload-Offset"), told });
}

export async function post<T>(url: string, body?: BodyInit): Promise<T> {
  return (await (await ask(url, { method: "POST", ...(body === undefined ? {} : { body }) })).json()) as T;
}

/** Goes out even where the page is being left; its answer is not waited for. */
export function postLast(url: string): void {
  ask(url, { method: "POST", keepalive: true }).catch(() => undefined);
}

let words: Record<string, string> | undefined;

/** What the page says, in its language. */
export function said(name: string): string {
  const place = document.getElementById("said") ?? document.getElementById("field-said");
  words ??= JSON.parse(place?.textContent ?? "{}") as Record<string, string>;
  return words[name] ?? name;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
