/** What the service worker does. The types are the few that it needs of its surroundings. */
import { inside, read } from "./told.ts";

interface Window {
  url: string;
  focus(): Promise<unknown>;
}

interface Surroundings {
  addEventListener(kind: "push", hear: (event: PushMessage) => void): void;
  addEventListener(kind: "notificationclick", hear: (event: Clicked) => void): void;
  registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly Window[]>;
    openWindow(address: string): Promise<unknown>;
  };
  location: { origin: string; host: string };
}

interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}

interface PushMessage extends Waiting {
  data: { text(): string } | null;
}

interface Clicked extends Waiting {
  notification: { close(): void; data: unknown };
}

export function startWorker(here: Surroundings): void {
  here.addEventListener("push", (event) => {
    const told = read(event.data?.text(), here.location.host);
    const options = { body: told.body, tag: told.tag, data: told.path, icon: "/city/icon.svg" };
    event.waitUntil(here.registration.showNotification(told.title, options));
  });
  here.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(here, inside(String(event.notification.data))));
  });
}

async function open(here: Surroundings, path: string): Promise<void> {
  const address = new URL(path, here.location.origin).href;
  const windows = await here.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((window) => window.url === address);
  await (there ? there.focus() : here.clients.openWindow(address));
}
