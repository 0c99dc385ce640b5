/** Who waits longer than this wants to know what for, in milliseconds. */
const PATIENCE = 1000;

export interface Progress {
  /** Says what is done from now on. */
  tell: (text: string) => void;
  end: () => void;
}

/** Tells what is done to who has waited for a second, and from then on each further thing. What is done sooner, nobody hears of. */
export function soon(write: (text: string) => void, patience = PATIENCE): Progress {
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
