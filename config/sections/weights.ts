import { z } from "zod";
import { MAX_WEIGHT } from "../../plan/weights";
import { wholeNumber } from "../fields";

const weight = (what: string) =>
  wholeNumber(
    `The share of new connections that ${what} get, relative to the sum; 0 closes those that they have. Default: none; with two backends each must be said.`,
    "parts",
    0,
    MAX_WEIGHT,
  ).optional();

/** How the backends share new connections. Source of the range: the typings of lb.Listener. */
export const weightsSection = z
  .strictObject({ instances: weight("instances"), tasks: weight("tasks") })
  .describe(
    "How the backends share new connections: a weight for each, where the options bring two. Default: none; with one backend it gets all.",
  );
