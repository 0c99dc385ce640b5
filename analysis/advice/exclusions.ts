import type { Needs } from "../../plan/needs";
import { type Composition, compose, servesInternet } from "../../plan/options";
import { type OptionSet, setName } from "../../plan/optionSets";

/** Why a set of options is no answer. */
export interface Exclusion {
  /** The need that it does not meet; `program`: no stack may be so; `same`: a smaller set makes the same stack. */
  by: keyof Needs | "program" | "same";
  text: string;
}

interface Rule {
  by: keyof Needs;
  /** What is wrong; undefined where nothing is. */
  excludes: (needs: Needs, made: Composition) => string | undefined;
}

/** What follows from the options alone. What a stack costs, and how it recovers, is judged from its plan. */
const RULES: readonly Rule[] = [
  {
    by: "internet",
    excludes: ({ internet }, made) =>
      internet && !servesInternet(made)
        ? "no client on the internet reaches it: it has a way in for consumers alone"
        : undefined,
  },
  {
    by: "fixedAddresses",
    excludes: ({ fixedAddresses, regions }, made) =>
      fixedAddresses === "sameEverywhere" && regions.length > 1 && !made.acceleratedFrontDoor
        ? `each of its ${regions.length} regions has addresses of its own`
        : undefined,
  },
  {
    by: "allowList",
    excludes: ({ allowList }, made) =>
      Object.keys(allowList.elasticIps).length > 0 && !made.publicFrontDoor
        ? "it parks the Elastic IPs that are on allow lists: who connects to them reaches nothing"
        : undefined,
  },
  {
    by: "allowList",
    excludes: ({ allowList }, made) =>
      allowList.anycast.length > 0 && !made.acceleratedFrontDoor
        ? `nothing answers on ${allowList.anycast.join(" and ")}, as only an accelerator does`
        : undefined,
  },
  {
    by: "privateConsumers",
    excludes: ({ privateConsumers }, made) =>
      privateConsumers.length > 0 && !made.privateFrontDoor
        ? "consumers in other VPCs have no private way in"
        : undefined,
  },
  {
    by: "inspection",
    excludes: ({ inspection }, made) =>
      inspection && !made.inspected ? "what comes from the internet passes no firewall" : undefined,
  },
  {
    by: "containers",
    excludes: ({ containers }, made) =>
      containers === "none" && made.backends.includes("tasks")
        ? "it runs ECS tasks, and the service is no container"
        : undefined,
  },
  {
    by: "containers",
    excludes: ({ containers }, made) =>
      (containers === "ec2" || containers === "fargate") && !made.backends.includes("tasks")
        ? "it runs instances, and no ECS tasks"
        : undefined,
  },
];

/** Every reason for which a set is out before anything is planned; none, where it is to be planned. */
export function exclusions(needs: Needs, { options, conflict, sameAs }: OptionSet): Exclusion[] {
  if (conflict) return [{ by: "program", text: `${conflict.reason}; ${conflict.fix}` }];
  const made = compose(options);
  const unmet = RULES.flatMap(({ by, excludes }): Exclusion[] => {
    const text = excludes(needs, made);
    return text === undefined ? [] : [{ by, text }];
  });
  if (unmet.length > 0 || !sameAs) return unmet;
  return [{ by: "same", text: `it makes the same stack as ${setName(sameAs)}` }];
}
