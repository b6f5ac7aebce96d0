/** Sign-in pages: one-click people of the demonstration, and what went wrong with a passkey. */
import { bindDemoAccounts } from "../src/sign-in/demo-accounts.ts";
import { bindPasskeyErrors } from "../src/sign-in/passkeys.ts";

bindDemoAccounts();
bindPasskeyErrors();
