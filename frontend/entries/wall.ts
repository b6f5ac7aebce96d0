/** A wall in a public hall: the live picture of the whole city, section by section. */
import { startWall } from "../src/kiosk/start.ts";
import { loadFonts } from "../src/page/fonts.ts";

startWall();
loadFonts();
