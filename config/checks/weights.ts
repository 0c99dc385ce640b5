import type { Backend } from "../../plan/names";
import { OPTIONS, OPTION_NAMES, type OptionRow, compose } from "../../plan/options";
import type { Mistake } from "../mistakes";
import type { StackConfig } from "../schema";
import type { Check } from "./common";

/** The options that bring a backend. */
const optionsWith = (backend: Backend) =>
  OPTION_NAMES.filter((name) => (OPTIONS[name] as OptionRow).backends.includes(backend));

/** Weights name exactly the composed backends. Two backends need them: an even share would send half to one just begun. */
function namedBackends({ options, weights }: StackConfig): Mistake[] {
  const { backends } = compose(options);
  if (weights === undefined) {
    if (backends.length < 2) return [];
    const [first, ...others] = backends;
    const suggestedWeights = [`${first}: 100`, ...others.map((each) => `${each}: 0`)].join(", ");
    return [
      {
        path: ["weights"],
        value: undefined,
        allowed: `a weight for each of ${backends.join(" and ")}`,
        fix: `to bring the second one in without interruption, begin with weights: { ${suggestedWeights} }`,
        because: [["options"]],
      },
    ];
  }
  const given = Object.keys(weights) as Backend[];
  const unknownBackends = given.filter((backend) => weights[backend] !== undefined && !backends.includes(backend));
  const missing = backends.filter((backend) => weights[backend] === undefined);
  return [
    ...unknownBackends.map((backend): Mistake => ({
      path: ["weights", backend],
      value: weights[backend],
      allowed: `the backends of options [${options.join(", ")}]: ${backends.join(", ")}`,
      fix: `remove it, or add ${optionsWith(backend).join(" or ")} to options`,
      because: [["options"]],
    })),
    ...missing.map((backend): Mistake => ({
      path: ["weights", backend],
      value: undefined,
      allowed: "a weight for each backend",
      fix: "add it; 0 keeps the backend warm and sends it nothing",
      because: [["options"]],
    })),
  ];
}

function positiveSum({ weights }: StackConfig): Mistake[] {
  if (weights === undefined) return [];
  const given = Object.entries(weights);
  if (given.length === 0 || given.some(([, weight]) => weight > 0)) return [];
  return [
    {
      path: ["weights"],
      value: weights,
      allowed: "weights of which one is more than 0",
      fix: "give the backend that is to serve 100",
      because: given.map(([backend]) => ["weights", backend]),
    },
  ];
}

export const weightChecks: readonly Check[] = [namedBackends, positiveSum];
