import { z } from "zod";
import { MOST_START_SECONDS, POOL_STATES } from "../../plan/instances/warmPool";
import { flag, oneOf, wholeNumber } from "../fields";

/** Instances that have had their first start, and wait. */
export const warmPoolSection = z.strictObject({
  state: oneOf("What they are while they wait: stopped ones cost their volumes alone.", POOL_STATES).default("stopped"),
  minSize: wholeNumber(
    "Fewest instances in the pool of a region, however many serve. Default: none.",
    "instances",
    1,
    1000,
  ).optional(),
  maxPreparedCapacity: wholeNumber(
    "Most instances of a region, those that serve and those that wait. Default: max.",
    "instances",
    1,
    2000,
  ).optional(),
  reuseOnScaleIn: flag("Whether an instance that serves no more returns to the pool. Default: it is ended.").default(
    false,
  ),
  startSeconds: wholeNumber(
    "Seconds that an instance has at each start until its ports listen; then it is replaced.",
    "seconds",
    30,
    MOST_START_SECONDS,
  ).default(600),
});
