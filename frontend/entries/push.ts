/** The page of notifications. */
import { startPush } from "../src/desk/push.ts";

startPush();
