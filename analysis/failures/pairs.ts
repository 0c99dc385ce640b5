import type { Graph } from "../../graph/graph";
import { type Left, leftOf } from "./after";
import { losses } from "./losses";
import { type Model, modelOf } from "./model/model";
import type { Loss } from "./types";

/** Two losses at once that do what neither does alone. */
export interface Pair {
  losses: [string, string];
  /** What only the two together do, in words. */
  worse: string[];
}

/** Pairs between two words of progress: some tenths of a second. */
const TOLD_EACH = 500;

/**
 * Every pair of losses that is worse than either alone; each pair is tried once. One loss of which the other is a part, such as a zone and its
 * region, is no pair of its own and does nothing that the greater does not.
 *
 * @param onProgress is told how many of all pairs are done, now and then.
 */
export function pairs(graph: Graph, onProgress: (done: number, all: number) => void = () => undefined): Pair[] {
  const model = modelOf(graph);
  const single = losses(graph).map((loss) => ({ loss, harm: harmKeys(leftOf(model, [loss])) }));
  const all = (single.length * (single.length - 1)) / 2;
  const found: Pair[] = [];
  let done = 0;
  for (const [place, one] of single.entries())
    for (const other of single.slice(place + 1)) {
      const worse = worseThan(model, one, other);
      if (worse.length > 0) found.push({ losses: [one.loss.name, other.loss.name], worse });
      done += 1;
      if (done % TOLD_EACH === 0) onProgress(done, all);
    }
  return found;
}

interface Single {
  loss: Loss;
  harm: ReadonlyMap<string, string>;
}

function worseThan(model: Model, one: Single, other: Single): string[] {
  const together = harmKeys(leftOf(model, [one.loss, other.loss]));
  return [...together].filter(([key]) => !one.harm.has(key) && !other.harm.has(key)).map(([, text]) => text);
}

/** What is wrong, by a key that is the same wherever it is the same, and in words. A way that is shut is open in part no more. */
function harmKeys({ ways, addresses, egress, total, later }: Left): Map<string, string> {
  const keys = new Map<string, string>();
  for (const [place, { name, reach, private: inside = false }] of ways.entries()) {
    const until = later.ways[place]?.reach === "all" ? UNTIL : "";
    if (reach === "none") keys.set(`none ${name} ${inside}`, `${name} leads nowhere${until}`);
    if (reach === "part") keys.set(`part ${name} ${inside}`, `${name} serves a part of its clients${until}`);
  }
  for (const [place, { name, zone, region, state, purpose }] of addresses.entries()) {
    const until = later.addresses[place]?.state === "answers" ? UNTIL : "";
    if (state === "silent")
      keys.set(`silent ${name} ${zone} ${purpose}`, `the address of ${region}${zone} is silent${until}`);
  }
  for (const { zone, through, works } of egress)
    if (!works) keys.set(`egress ${zone} ${through}`, `${zone} has no way out by ${through}`);
  // Where nobody is led anywhere, that says it all.
  if (total.atMost < total.needed && ways.some(({ reach }) => reach !== "none"))
    keys.set("capacity", `at most ${total.atMost} of the ${total.needed} targets needed come`);
  return keys;
}

const UNTIL = " until targets are replaced";
