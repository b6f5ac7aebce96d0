/** Starts what makes a page live. The page is complete and readable without it. */
import { loadFonts } from "../src/page/fonts.ts";
import { bindThemeSwitch } from "../src/page/theme.ts";

bindThemeSwitch();
loadFonts();
