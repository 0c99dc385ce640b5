import { z } from "zod";
import { MOST_START_SECONDS, type WarmPool } from "../../plan/instances/warmPool";
import { flag, oneOf, wholeNumber } from "../fields";

const STATES = {
  stopped: "Stopped: they cost their volumes alone, and take as long as a start.",
  running: "Running: they cost as those that serve, and are there at once.",
} as const satisfies Record<WarmPool["state"], string>;

/** Instances that have had their first start, and wait. */
export const warmPoolSection = z.strictObject({
  state: oneOf("What they are while they wait.", STATES).default("stopped"),
  minSize: wholeNumber(
    "Fewest instances in the pool of a region, however many serve; each costs while it waits. Default: none.",
    "instances",
    1,
    1000,
  ).optional(),
  maxPreparedCapacity: wholeNumber(
    "Most instances of a region, those that serve and those that wait, which bounds what the pool costs. Default: max.",
    "instances",
    1,
    2000,
  ).optional(),
  reuseOnScaleIn: flag(
    "Whether an instance that serves no more returns to the pool. Default: false: it is ended.",
  ).default(false),
  startSeconds: wholeNumber(
    "Seconds that an instance has at each start until its ports listen; then it is replaced.",
    "seconds",
    30,
    MOST_START_SECONDS,
  ).default(600),
});
