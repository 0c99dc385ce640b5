import { printable } from "../config/printable";
import type { Output } from "./output";
import { pageWidth } from "./text/pageWidth";

/** Who waits longer than this wants to know what for, in milliseconds. */
const PATIENCE = 1000;

/** Hears what is done from now on. */
export type Tell = (text: string) => void;

interface Progress {
  tell: Tell;
  end: () => void;
}

/**
 * Does what may take long, and tells on stderr what it is at, once that has taken a second: at a terminal in one line, which is written over
 * and is gone at the end; elsewhere in one line, and no more. What is done sooner, nobody hears of.
 */
export async function withProgress<T>(
  stderr: Output["stderr"],
  work: (tell: Tell) => Promise<T>,
  patience = PATIENCE,
): Promise<T> {
  const { overwrite } = stderr;
  const told: string[] = [];
  const progress = soon((text) => {
    if (overwrite) overwrite(oneLine(printable(text, "")));
    else if (told.length === 0) stderr.write(`${text} …\n`);
    told.push(text);
  }, patience);
  try {
    return await work(progress.tell);
  } finally {
    progress.end();
    if (told.length > 0) overwrite?.("");
  }
}

/** What is longer than a line would stay behind. */
function oneLine(text: string): string {
  const line = `${text} …`;
  return line.length < pageWidth() ? line : `${line.slice(0, pageWidth() - 2)}…`;
}

/** Tells what is done to who has waited, and from then on each further thing. */
function soon(write: (text: string) => void, patience: number): Progress {
  const start = performance.now();
  let untold: string | undefined;
  const say = () => {
    if (untold !== undefined) write(untold);
    untold = undefined;
  };
  const timer = setTimeout(say, patience);
  // What computes without a pause keeps the timer from ringing.
  const tell = (text: string) => {
    untold = text;
    if (performance.now() - start >= patience) say();
  };
  const end = () => {
    clearTimeout(timer);
  };
  return { tell, end };
}
