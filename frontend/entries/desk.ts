/** The desk's source pages: the board and whatever runs keep themselves fresh. */
import { followBoard } from "../src/desk/board.ts";
import { followDoing } from "../src/desk/doing.ts";

followBoard();
followDoing();
