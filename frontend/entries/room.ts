/** The situation room: the page follows the picture, keys act, two screens show one incident. */
import { startRoom } from "../src/room/start.ts";

startRoom();
