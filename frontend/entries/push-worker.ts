/** The service worker of all pages but the kiosk's, which has its own: shows what comes by push, and the last picture where no network is. */
import { startOffline } from "../src/offline/worker.ts";
import { startWorker } from "../src/push/worker.ts";

startWorker(self as unknown as Parameters<typeof startWorker>[0]);
startOffline(self as unknown as Parameters<typeof startOffline>[0]);
