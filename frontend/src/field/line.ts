/** Hears what the other side of a call says: an event stream with a ticket, opened anew for ever. */
import { ask, pause } from "./talk.ts";

export interface Call {
  call: string;
  invitation: string;
  who: string;
  title: Record<string, string>;
  caller: "phone" | "room";
  account: string;
  state: string;
  phone_agrees: boolean;
  room_agrees: boolean;
}

export type Said = Record<string, unknown>;

interface Told {
  ticket: string;
  stream: string;
  from: number;
  servers: RTCIceServer[];
  calls: Call[];
}

export class Line {
  servers: RTCIceServer[] = [];
  private position: number | undefined;

  constructor(
    private readonly place: string,
    private readonly called: (call: Call) => void,
    private readonly heard: (call: string, said: Said) => void,
  ) {}

  /** Resolves once the calls that go on are known. */
  async start(): Promise<void> {
    const told = await this.ask();
    this.open(told);
    for (const call of told.calls) this.called(call);
  }

  private async ask(): Promise<Told> {
    for (;;) {
      try {
        const told = (await (await ask(this.place)).json()) as Told;
        this.servers = told.servers;
        this.position ??= told.from;
        return told;
      } catch {
        await pause(3000);
      }
    }
  }

  private open(told: Told): void {
    const stream = new EventSource(`${told.stream}?ticket=${encodeURIComponent(told.ticket)}&from=${this.position ?? 0}`);
    const anew = (after: number): void => {
      stream.close();
      void pause(after).then(async () => this.open(await this.ask()));
    };
    stream.addEventListener("signal", (event) => {
      this.position = Number(event.lastEventId);
      const body = JSON.parse(event.data as string) as { type: string; call: string; said?: Said };
      if (body.type === "call") this.called(body as unknown as Call);
      else if (body.said) this.heard(body.call, body.said);
    });
    stream.addEventListener("ticket-expired", () => anew(0));
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) anew(5000);
    };
  }
}
