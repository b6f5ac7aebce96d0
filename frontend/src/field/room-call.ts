/** The office's side: it rings on every open page, and speaks on the page of the link. */
import { Conversation } from "./conversation.ts";
import { Line, type Call } from "./line.ts";
import { Recorder } from "./record.ts";
import { post, Refused, said } from "./talk.ts";
import { upload } from "./upload.ts";

/** The window in which calls are spoken: `target` of the links that lead to them. */
const CALLS = "simin-call";

export function bindRoom(): void {
  const ring = document.querySelector<HTMLElement>("[data-field-line]");
  if (!ring || !("RTCPeerConnection" in window)) return;
  const act = (call: string, what: string): string =>
    (ring.dataset["fieldCall"] ?? "").replace("CALL", call).replace("ACT", what);
  const panels = new Map<string, Conversation>();
  const line: Line = new Line(
    ring.dataset["fieldLine"] ?? "",
    (call) => {
      panels.get(call.invitation)?.hear(call);
      if (!panels.has(call.invitation)) announce(ring, call, act);
    },
    (call, what) => panels.forEach((panel) => panel.listen(call, what)),
  );
  for (const root of document.querySelectorAll<HTMLElement>("[data-room-call]")) {
    const panel = new Conversation(root, { name: "room", account: ring.dataset["fieldAccount"] ?? "", start: root.dataset["start"] ?? "", act }, () => line);
    panels.set(root.dataset["roomCall"] ?? "", panel);
    bindTools(panel, (call) => (ring.dataset["fieldUploads"] ?? "").replace("CALL", call));
  }
  // The window beside the room must not lead away from a call.
  if (panels.size && window.name === "simin-desk") window.name = CALLS;
  const asked = (): void => {
    if (location.hash !== "#answer") return;
    history.replaceState(null, "", location.pathname + location.search);
    panels.forEach((panel) => void panel.accept());
  };
  void line.start().then(asked);
  addEventListener("hashchange", asked);
}

/** A phone calls about something that is not on this page. */
function announce(ring: HTMLElement, call: Call, act: (call: string, what: string) => string): void {
  const box = ring.querySelector<HTMLElement>("[data-ringing]")!;
  const rings = call.state === "ringing" && call.caller === "phone";
  if (!rings && box.dataset["call"] !== call.call) return;
  box.dataset["call"] = call.call;
  box.hidden = !rings;
  const language = document.documentElement.lang;
  const about = call.title[language] ?? Object.values(call.title)[0] ?? "";
  box.querySelector("p")!.textContent = `${said("ringing-room").replace("%(who)s", call.who)} · ${about}`;
  box.querySelector("a")!.href = `${(ring.dataset["fieldPage"] ?? "").replace("HANDLE", call.invitation)}#answer`;
  box.querySelector("button")!.onclick = () => void post(act(call.call, "decline"));
}

function bindTools(panel: Conversation, uploads: (call: string) => string): void {
  let recorder: Recorder | undefined;
  const button = panel.root.querySelector<HTMLButtonElement>('[data-do="record"]');
  const pressed = (on: boolean): void => button?.setAttribute("aria-pressed", String(on));

  panel.on("snapshot", async () => {
    const [video, canvas] = [panel.video(), document.createElement("canvas")];
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    const shot = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.9));
    if (!shot || !panel.call) return;
    const meta = { key: crypto.randomUUID(), kind: "snapshot", written: Date.now() };
    await upload(uploads(panel.call.call), meta, shot, () => undefined);
    panel.say("snapshot-sent");
  });

  /** The officer wants a recording; the phone may not agree yet. */
  let wanted = false;
  const withdraw = (): Promise<void> => panel.tell("disagree").catch(() => undefined);

  const finish = async (): Promise<void> => {
    const [made, call] = [recorder, panel.call];
    wanted = false;
    recorder = undefined;
    pressed(false);
    if (!made) return;
    try {
      const whole = await made.stop();
      if (panel.call?.call === call?.call) panel.say(whole ? "recording-kept" : "recording-cut");
    } catch (error) {
      panel.say(error instanceof Refused && error.status === 403 ? "recording-refused" : "recording-lost");
    }
    if (panel.call?.state === "active") await withdraw();
  };

  panel.on("record", async () => {
    if (recorder) return finish();
    wanted = !wanted;
    pressed(wanted);
    if (!wanted) return withdraw();
    if (!panel.call?.phone_agrees) panel.say("consent-asked");
    return panel.tell("agree");
  });

  panel.changed = (call) => {
    const speaks = call.state === "active" && panel.mine;
    if (speaks && wanted && !recorder && call.phone_agrees && call.room_agrees && panel.remote)
      recorder = new Recorder(uploads(call.call), panel.remote, panel.local, () => void finish());
    else if (recorder && !call.phone_agrees) {
      recorder.drop();
      recorder = undefined;
      wanted = false;
      pressed(false);
      panel.say("recording-refused");
      if (speaks) void withdraw();
    } else if (recorder && call.state !== "active") void finish();
  };
}
