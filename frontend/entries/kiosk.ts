/** A kiosk: the live picture at one place, for whoever passes by. */
import { startKiosk } from "../src/kiosk/start.ts";
import { loadFonts } from "../src/page/fonts.ts";

startKiosk();
loadFonts();
