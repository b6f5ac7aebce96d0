/** The registers of release: what was declassified is checked in this browser. */
import { startCheck } from "../src/releases/opened.ts";

startCheck();
