/**
 * A report from the site that meets no network waits in this browser and goes out by itself.
 *
 * The form has a key by which the server takes it once, so it may be sent again until somebody
 * answers. What is refused stays and says so; nothing that was typed is dropped.
 */

interface Waiting {
  key: string;
  address: string;
  fields: [string, string | File][];
}

const EVERY = 15_000;
let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open("simin-site-reports", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("queue", { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  return opened;
}

async function act<T>(mode: IDBTransactionMode, what: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction("queue", mode);
  const request = what(transaction.objectStore("queue"));
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = transaction.onerror = () => failed(transaction.error);
  });
}

export function queueReports(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-queue]")) queue(form);
}

function queue(form: HTMLFormElement): void {
  const list = document.querySelector<HTMLElement>("[data-waiting-reports]");
  if (!list || !("indexedDB" in window)) return;
  let busy = false;
  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      for (const one of (await act("readonly", (store) => store.getAll())) as Waiting[]) await send(one, form, list);
    } finally {
      busy = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void take(form).then(pump);
  });
  addEventListener("online", () => void pump());
  setInterval(() => void pump(), EVERY);
  void pump();
}

/** Kept first, durably; sent after. */
async function take(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("[type=submit]");
  if (button) button.disabled = true;
  const fields = [...new FormData(form).entries()];
  const key = String(fields.find(([name]) => name === "key")?.[1] ?? crypto.randomUUID());
  await act("readwrite", (store) => store.put({ key, address: location.pathname, fields } satisfies Waiting));
}

async function send(one: Waiting, form: HTMLFormElement, list: HTMLElement): Promise<void> {
  const line = lineOf(one, list);
  const body = new FormData();
  for (const [name, value] of one.fields) body.append(name, name === "csrfmiddlewaretoken" ? token(form) : value);
  try {
    const answer = await fetch(one.address, { method: "POST", body, redirect: "follow" });
    if (answer.redirected && !answer.url.includes("/account/")) await forget(one, answer.url, list, form);
    else if (answer.status >= 400 && answer.status < 500) await refused(one, answer, form, line);
    else line.textContent = form.dataset["queue"] ?? "";
  } catch {
    line.textContent = form.dataset["queue"] ?? "";
  }
}

async function forget(one: Waiting, address: string, list: HTMLElement, form: HTMLFormElement): Promise<void> {
  await act("readwrite", (store) => store.delete(one.key));
  if (one.address === location.pathname) location.assign(address);
  else lineOf(one, list).textContent = form.dataset["sent"] ?? "";
}

/** The server's own page says what is wrong; photos must be chosen again, as it says. */
async function refused(one: Waiting, answer: Response, form: HTMLFormElement, line: HTMLElement): Promise<void> {
  if (one.address !== location.pathname) {
    line.textContent = form.dataset["refused"] ?? "";
    return;
  }
  await act("readwrite", (store) => store.delete(one.key));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const anew = page.querySelector("form[data-queue]");
  const errors = page.querySelector(".form-errors");
  if (!anew) return location.reload();
  form.replaceChildren(...(errors ? [errors] : []), ...anew.childNodes);
}

const token = (form: HTMLFormElement): string =>
  form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";

function lineOf(one: Waiting, list: HTMLElement): HTMLElement {
  const known = list.querySelector<HTMLElement>(`[data-key="${CSS.escape(one.key)}"]`);
  if (known) return known;
  const made = document.createElement("li");
  made.dataset["key"] = one.key;
  list.append(made);
  return made;
}
