import { accountId } from "../fields";

/** Without it, credentials of another account find nothing of the stack there, and the engine forgets what it had made, protected or not. */
export const accountSection = accountId(
  "The account that the stack is in. Credentials of another one are refused, before anything is read. Default: any account.",
).optional();
