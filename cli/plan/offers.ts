import { basename } from "node:path";
import { pageWidth } from "../text/pageWidth";
import { shownPath } from "../../config/filePlaces";
import { stackShown } from "../standing";
import { command } from "../text/table";

export interface Shown {
  /** Name of a stack, or path of its config file. */
  stack: string;
  /** What it is compared with. */
  to?: string;
  /** Path of the state that it is read from. */
  state?: string;
}

/** How else a plan is to be had: as a picture, and as a page. In one line where it fits. */
export function offers({ stack, to, state }: Shown): string {
  const stem = basename(stack).replace(/\.ya?ml$/, "");
  const read = [
    stackShown(stack),
    ...(to === undefined ? [] : ["--to", stackShown(to)]),
    ...(state === undefined ? [] : ["--state", shownPath(state)]),
  ];
  const picture = `npm run draw -- ${read.join(" ")} -o ${stem}.svg`;
  const page = `npm run report -- ${read.join(" ")} -o ${stem}.html`;
  const both = `To see it: ${picture}; to hand it round: ${page}`;
  if (both.length <= pageWidth()) return both;
  return [offered("To see it:", picture), offered("To hand it round:", page)].join("\n");
}

function offered(what: string, how: string): string {
  const line = `${what} ${how}`;
  return line.length <= pageWidth() ? line : `${what}\n${command(how, 2)}`;
}
