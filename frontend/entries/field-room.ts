/** The office's side of the field: phones ring here, and a link is copied. */
import { bindCopy } from "../src/field/copy.ts";
import { bindRoom } from "../src/field/room-call.ts";

bindRoom();
bindCopy();
