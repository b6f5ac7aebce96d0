/** Pages of incidents: lists and timelines keep themselves fresh, a form is sent once, a tap on the map is a point. */
import { sendOnce } from "../src/desk/send-once.ts";
import { stayFresh } from "../src/desk/fresh.ts";
import { pickPlaces } from "../src/desk/pick.ts";

stayFresh();
sendOnce();
pickPlaces();
