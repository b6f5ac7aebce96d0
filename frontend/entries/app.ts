/** Starts what makes a page live. The page is complete and readable without it. */
import { startScreen } from "../src/live/screen.ts";
import { startMaps } from "../src/map/start.ts";
import { sayAge } from "../src/offline/age.ts";
import { bringWorker } from "../src/offline/register.ts";
import { loadFonts } from "../src/page/fonts.ts";
import { bindForms } from "../src/page/forms.ts";
import { bindTabs } from "../src/page/tabs.ts";
import { bindThemeSwitch } from "../src/page/theme.ts";

bindThemeSwitch();
bindForms();
bindTabs();
startMaps();
startScreen();
sayAge();
loadFonts();
bringWorker();
