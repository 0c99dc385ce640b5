import { z } from "zod";
import { MOST_START_SECONDS, type WarmPool } from "../../plan/instances/warmPool";
import { flag, oneOf, wholeNumber } from "../fields";

const STATES = {
  stopped: "They cost their volumes alone, and serve once they have started.",
  running: "They cost as much as those that serve, and serve at once.",
} as const satisfies Record<WarmPool["state"], string>;

/** Instances that have had their first start, and wait. */
export const warmPoolSection = z.strictObject({
  state: oneOf(
    "What instances are while they wait. Another state holds for those that come into the pool from then on.",
    STATES,
  ).default("stopped"),
  minSize: wholeNumber(
    "Fewest instances in the pool of a region, however many serve. Default: none.",
    "instances",
    1,
    1000,
  ).optional(),
  maxPreparedCapacity: wholeNumber(
    "Most instances of a region that serve or wait, which bounds what the pool costs; while more serve, only minSize wait. Default: as max.",
    "instances",
    1,
    2000,
  ).optional(),
  reuseOnScaleIn: flag(
    "Whether an instance that serves no more returns to the pool. Default: false: it is terminated, and another is started.",
  ).default(false),
  startSeconds: wholeNumber(
    "Seconds that an instance has at each start until its ports listen; else it is replaced. Another renews the instances.",
    "seconds",
    30,
    MOST_START_SECONDS,
  ).default(600),
});
