/** Pages of directives: lists keep themselves fresh, and a form is sent once. */
import { sendOnce, stayFresh } from "../src/desk/directives.ts";

stayFresh();
sendOnce();
