/** The service worker: shows what comes by push, and opens its page. It keeps and fetches nothing. */
import { startWorker } from "../src/push/worker.ts";

startWorker(self as unknown as Parameters<typeof startWorker>[0]);
