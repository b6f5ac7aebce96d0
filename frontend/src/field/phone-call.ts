/** The phone's side of a call: it answers, and says whether it may be recorded. */
import { Conversation } from "./conversation.ts";
import { Line } from "./line.ts";

export function bindPhoneCall(base: string, changed: () => void): void {
  const root = document.querySelector<HTMLElement>("[data-call]");
  if (!root || !("RTCPeerConnection" in window)) return;
  const side = { name: "phone" as const, start: `${base}call`, act: (call: string, what: string) => `${base}call/${call}/${what}` };
  const line: Line = new Line(`${base}line`, (call) => spoken.hear(call), (call, said) => spoken.listen(call, said));
  const spoken: Conversation = new Conversation(root, side, () => line);
  let refused = "";
  spoken.on("agree", () => spoken.tell("agree"));
  spoken.on("disagree", () => {
    refused = spoken.call?.call ?? "";
    return spoken.tell("disagree");
  });
  spoken.changed = (call) => {
    const speaks = call.state === "active" && spoken.mine;
    const asked = speaks && call.room_agrees && !call.phone_agrees && refused !== call.call;
    if (!call.room_agrees) refused = "";
    root.querySelector<HTMLElement>("[data-consent]")!.hidden = !asked;
    root.querySelector<HTMLElement>("[data-agreed]")!.hidden = !(speaks && call.phone_agrees);
    changed();
  };
  void line.start();
}
