/** The phone's page: what is sent waits for a network, and the room is one press away. */
import { bindPhoneCall } from "../src/field/phone-call.ts";
import { startPhone } from "../src/field/phone.ts";

const base = startPhone();
if (base) bindPhoneCall(base.path, base.changed);
