/** Asks the browser, once the button is pressed, and hands in where it is reached. */

export function startPush(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-push]");
  if (!form) return;
  const said = form.querySelector<HTMLElement>(".push-said");
  const button = form.querySelector<HTMLButtonElement>("[data-push-button]") ?? form.querySelector<HTMLButtonElement>("button");
  const say = (what: "none" | "denied" | "failed" | "there"): void => {
    if (said) said.textContent = said.dataset[what] ?? "";
  };
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    say("none");
    return;
  }
  if (button) button.hidden = false;
  void markThisOne(form, () => say("there"));
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter !== button) return;
    event.preventDefault();
    if (button) button.disabled = true;
    void enter(form)
      .catch(() => (Notification.permission === "denied" ? say("denied") : say("failed")))
      .finally(() => {
        if (button) button.disabled = false;
      });
  });
}

async function enter(form: HTMLFormElement): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("denied");
  const registration = await navigator.serviceWorker.register(form.dataset["worker"] ?? "");
  const key = bytes(form.dataset["push"] ?? "");
  const subscription = await subscribe(registration, key);
  const told = subscription.toJSON();
  fill(form, "endpoint", subscription.endpoint);
  fill(form, "p256dh", told.keys?.["p256dh"] ?? "");
  fill(form, "auth", told.keys?.["auth"] ?? "");
  fill(form, "label", browserName(navigator.userAgent));
  form.submit();
}

/** One under another key (the city has a new one) is given up first. */
async function subscribe(registration: ServiceWorkerRegistration, key: BufferSource): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await registration.pushManager.subscribe(options);
  } catch (error) {
    const older = await registration.pushManager.getSubscription();
    if (!older) throw error;
    await older.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

async function markThisOne(form: HTMLFormElement, there: () => void): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(form.dataset["worker"] ?? "");
  const own = await registration?.pushManager.getSubscription();
  const row = [...document.querySelectorAll<HTMLElement>("[data-endpoint]")].find(
    (one) => one.dataset["endpoint"] === own?.endpoint,
  );
  if (!row) return;
  row.querySelector<HTMLElement>(".tag")?.removeAttribute("hidden");
  there();
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

export function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** ``Chrome · Android``: enough to know one's own devices apart. */
export function browserName(agent: string): string {
  const kinds: [RegExp, string][] = [
    [/Edg/, "Edge"], [/SamsungBrowser/, "Samsung Internet"], [/Whale/, "Whale"],
    [/Firefox|FxiOS/, "Firefox"], [/Chrome|CriOS/, "Chrome"], [/Safari/, "Safari"],
  ];
  const machines: [RegExp, string][] = [
    [/iPhone/, "iPhone"], [/iPad/, "iPad"], [/Android/, "Android"], [/Windows/, "Windows"],
    [/Mac OS X/, "Mac"], [/Linux/, "Linux"],
  ];
  const first = (known: [RegExp, string][]): string => known.find(([sign]) => sign.test(agent))?.[1] ?? "";
  return [first(kinds), first(machines)].filter((word) => word !== "").join(" · ");
}
