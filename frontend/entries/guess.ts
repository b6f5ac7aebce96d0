/** Pages of guessing. They are complete without it. */
import { bindGuess } from "../src/guess/slider.ts";
import { bindLine } from "../src/guess/line.ts";
import { bindShare } from "../src/guess/share.ts";

bindGuess();
bindLine();
bindShare();
