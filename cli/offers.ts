import { basename } from "node:path";
import { WIDTH } from "./table";

export interface Shown {
  /** Name of a stack, or path of its config file. */
  stack: string;
  /** What it is compared with. */
  to?: string;
  /** Path of the state that it is read from. */
  state?: string;
}

/** How else a plan is to be had: as a picture, which is of files alone, and as a page. In one line where it fits. */
export function offers({ stack, to, state }: Shown): string {
  const stem = basename(stack).replace(/\.ya?ml$/, "");
  const side = to === undefined ? "" : ` --to ${to}`;
  const page = (read: string) => `npm run report -- ${stack}${read} -o ${stem}.html`;
  if (state !== undefined) return `To hand it round: ${page(` --state ${state}`)}`;
  const picture = `To see it: npm run draw -- ${stack}${side} -o ${stem}.svg`;
  const both = `${picture}; to hand it round: ${page(side)}`;
  return both.length <= WIDTH ? both : `${picture}\nTo hand it round: ${page(side)}`;
}
