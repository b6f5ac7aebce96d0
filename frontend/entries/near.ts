/** Pages of a neighbourhood. */
import { bindChooser } from "../src/near/chooser.ts";
import { bindKeeping, showRemembered } from "../src/near/keeping.ts";
import { stayTrue } from "../src/near/summary.ts";

bindChooser();
bindKeeping();
showRemembered();
stayTrue();
