/** The page of subscriptions. */
import { startPush } from "../src/desk/push.ts";
import { startFollowed } from "../src/page/followed.ts";

startPush();
void startFollowed();
