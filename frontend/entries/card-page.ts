/** The page of one card: its chart becomes live, its lists act at once. */
import { startHistory } from "../src/card/history.ts";
import { submitOnChoice } from "../src/card/page.ts";

startHistory();
submitOnChoice();
