import { accountId } from "../fields";

/** Without it, credentials of another account find nothing of the stack there, and the engine forgets what it had made, protected or not. */
export const accountSection = accountId(
  "The account that the stack is in: credentials of another are refused before anything is read. Without it an update by those takes every address for deleted, and makes new ones. Default: any account.",
).optional();
