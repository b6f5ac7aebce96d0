/** The kiosk's service worker. */
import { startWorker } from "../src/kiosk/worker.ts";

startWorker(self as unknown as Parameters<typeof startWorker>[0]);
