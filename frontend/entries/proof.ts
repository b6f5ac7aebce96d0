/** The page on which a browser checks the city's log by itself. */
import { startVerifying } from "../src/proof/page.ts";

startVerifying();
