import type { Needs } from "../../plan/needs";
import { type Composition, clientsServed, compose, servesInternet } from "../../plan/options";
import { type OptionSet, setName } from "../../plan/optionSets";

/** Why a set of options is no answer. */
export interface Exclusion {
  /** The need that it does not meet; `program`: no stack may be so; `same`: a smaller set makes the same stack. */
  by: keyof Needs | "program" | "same";
  text: string;
}

/** What is wrong with a set; undefined where nothing is. */
type Rule = (needs: Needs, made: Composition) => string | undefined;

/** Where a set meets the need by what its stack file says, or it is judged from the plan, or by the order of the sets. */
const BY_OTHERS: readonly Rule[] = [];

/** What follows from the options alone, of each need. What a stack costs, and how it recovers, is judged from its plan. */
const RULES: Readonly<Record<keyof Needs, readonly Rule[]>> = {
  internet: [
    ({ internet }, made) =>
      internet && !servesInternet(made)
        ? `no client on the internet reaches it: it has a way in for ${clientsServed(made).join(" and ")} alone`
        : undefined,
  ],
  fixedAddresses: [
    ({ fixedAddresses, regions }, made) =>
      fixedAddresses === "sameEverywhere" && regions.length > 1 && !made.acceleratedFrontDoor
        ? `each of its ${regions.length} regions has addresses of its own`
        : undefined,
  ],
  allowList: [
    ({ allowList }, made) =>
      Object.keys(allowList.elasticIps).length > 0 && !made.publicFrontDoor
        ? "it parks the Elastic IPs that are on allow lists: who connects to them reaches nothing"
        : undefined,
    ({ allowList }, made) =>
      allowList.anycast.length > 0 && !made.acceleratedFrontDoor
        ? `nothing answers on ${allowList.anycast.join(" and ")}, as only an accelerator does`
        : undefined,
  ],
  privateConsumers: [
    ({ privateConsumers }, made) =>
      privateConsumers.length > 0 && !made.privateFrontDoor
        ? "consumers in other VPCs have no private way in"
        : undefined,
  ],
  inspection: [
    ({ inspection }, made) =>
      inspection && !made.inspected ? "what comes from the internet passes no firewall" : undefined,
  ],
  containers: [
    ({ containers }, made) =>
      containers === "none" && made.backends.includes("tasks")
        ? "it runs ECS tasks, and the service is no container"
        : undefined,
    ({ containers }, made) =>
      (containers === "ec2" || containers === "fargate") && !made.backends.includes("tasks")
        ? "it runs instances, and no ECS tasks"
        : undefined,
  ],
  port: BY_OTHERS,
  regions: BY_OTHERS,
  zones: BY_OTHERS,
  image: BY_OTHERS,
  ipv6: BY_OTHERS,
  existingVpcs: BY_OTHERS,
  hostname: BY_OTHERS,
  dnsZone: BY_OTHERS,
  budgetUsd: BY_OTHERS,
  recoverySeconds: BY_OTHERS,
  survives: BY_OTHERS,
  traffic: BY_OTHERS,
  prefer: BY_OTHERS,
};

/** Every reason for which a set is out before anything is planned; none, where it is to be planned. */
export function exclusions(needs: Needs, { options, conflict, sameAs }: OptionSet): Exclusion[] {
  if (conflict) return [{ by: "program", text: `${conflict.reason}; ${conflict.fix}` }];
  const made = compose(options);
  const unmet = (Object.keys(RULES) as (keyof Needs)[]).flatMap((by) =>
    RULES[by].flatMap((rule): Exclusion[] => {
      const text = rule(needs, made);
      return text === undefined ? [] : [{ by, text }];
    }),
  );
  if (unmet.length > 0 || !sameAs) return unmet;
  return [{ by: "same", text: `it makes the same stack as ${setName(sameAs)}` }];
}
