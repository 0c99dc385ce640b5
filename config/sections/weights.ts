import { z } from "zod";
import { MAX_WEIGHT } from "../../plan/weights";
import { wholeNumber } from "../fields";

const weight = (what: string) =>
  wholeNumber(
    `The share of new connections that ${what} get, relative to the sum. 0 gives them none, and closes those that they have. Default: none; with two backends it must be set.`,
    "parts",
    0,
    MAX_WEIGHT,
  ).optional();

/** How the backends share new connections. Source of the range: the typings of lb.Listener. */
export const weightsSection = z
  .strictObject({ instances: weight("instances"), tasks: weight("tasks") })
  .describe(
    "How instances and tasks share new connections, where the options bring both. A change is in place. Default: none; one backend gets all.",
  );
