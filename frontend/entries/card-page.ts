/** The page of one card: it follows the picture, its chart becomes live, its lists act at once. */
import { startHistory } from "../src/card/history.ts";
import { followCard } from "../src/card/live.ts";
import { submitOnChoice } from "../src/card/page.ts";

followCard();
startHistory();
submitOnChoice();
