/** Pages of directives: lists keep themselves fresh, and a form is sent once. */
import { sendOnce } from "../src/desk/send-once.ts";
import { stayFresh } from "../src/desk/fresh.ts";

stayFresh();
sendOnce();
