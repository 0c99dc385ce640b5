import type { EnforcementLevel, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { anyAccount, unprotectedAddresses } from "../analysis/findings/addresses";
import { uncheckedNames } from "../analysis/findings/dns";
import { plainStores } from "../analysis/findings/encryption";
import { openHosts } from "../analysis/findings/exposure";
import type { Finding } from "../analysis/findings/finding";
import { otherListeners, singleZoneFronts, unfixedAddresses } from "../analysis/findings/frontDoors";
import { silentAlarms } from "../analysis/findings/monitoring";
import { bypassedZones } from "../analysis/findings/networkFirewall";
import { openService } from "../analysis/findings/privateLink";
import { pathFaults } from "../analysis/paths";
import { type EngineInputs, graphOfEngine } from "../graph/engineResources";
import { GraphIndex } from "../graph/graph";

type Violation = Pick<Finding, "text" | "fix" | "resources">;

interface Rule {
  description: string;
  /** Default: mandatory. Advisory is what a plan only notes. */
  enforcementLevel?: EnforcementLevel;
  /** Rules of the analysis. */
  findings: readonly ((index: GraphIndex) => Violation[])[];
}

/** What the findings and paths of a plan tell, and a pack enforces: mandatory unless the pack's config says otherwise. */
const RULES: Readonly<Record<string, Rule>> = {
  "kept-addresses": {
    description: "Addresses that others have on their allow lists are protected, and retained.",
    enforcementLevel: "advisory",
    findings: [unprotectedAddresses],
  },
  "known-account": {
    description: "Credentials of one account alone can change what is protected.",
    enforcementLevel: "advisory",
    findings: [anyAccount],
  },
  "front-zones": {
    description: "Each load balancer is in two zones or more, a public one with an Elastic IP in each.",
    findings: [singleZoneFronts, unfixedAddresses],
  },
  "one-listener": {
    description: "Nothing listens but the service: the same ports of TCP or TLS at each load balancer and accelerator.",
    findings: [otherListeners],
  },
  "whole-paths": {
    description:
      "Each connection of the service comes there and back; where there is a firewall, past its endpoint in the same zone both ways.",
    findings: [brokenPaths],
  },
  "inspected-zones": {
    description: "Where there is a firewall, nothing goes round it, be it on purpose.",
    // A firewall is brought in zone by zone.
    enforcementLevel: "advisory",
    findings: [bypassedZones],
  },
  "named-consumers": {
    description: "Not everybody in AWS can ask to connect to an endpoint service.",
    findings: [openService],
  },
  "checked-names": {
    description: "Names of the service lead to what is healthy.",
    findings: [uncheckedNames],
  },
  "closed-hosts": {
    description: "Instances and tasks are reached through the load balancers alone.",
    findings: [openHosts],
  },
  "heard-alarms": {
    description: "Somebody hears each alarm.",
    enforcementLevel: "advisory",
    findings: [silentAlarms],
  },
  "encrypted-stores": {
    description: "Volumes, topics, buckets and logs are encrypted, the logs of a region by the same kind of key.",
    findings: [plainStores],
  },
};

/** Those of consumers are left out: which subnets an endpoint is in may follow from zones that a preview does not know. */
function brokenPaths({ graph }: GraphIndex): Violation[] {
  return pathFaults(graph)
    .filter(({ rule, kinds }) => rule !== "name" && !(kinds.length > 0 && kinds.every((kind) => kind === "consumer")))
    .map(({ rule, resource, text, zones }) => ({
      text: `${rule} at ${resource}: ${text}${zones.length > 0 ? ` (${zones.join(", ")})` : ""}.`,
      fix: "npm run plan shows the whole path.",
      resources: [resource],
    }));
}

/**
 * The policies of the pack, which judge a stack as a whole. Each is shown every resource before, as what a resource is asked to be is what
 * the analysis reads; of a whole stack the engine shows what came of it.
 */
export function policies(): (StackValidationPolicy & ResourceValidationPolicy)[] {
  const inputs = new Map<string, EngineInputs>();
  return Object.entries(RULES).map(([name, { description, enforcementLevel = "mandatory", findings }]) => ({
    name,
    description,
    enforcementLevel,
    validateResource: ({ urn, props }) => {
      inputs.set(urn, props);
    },
    validateStack: ({ resources }, reportViolation) => {
      const index = GraphIndex.of(graphOfEngine(resources, inputs));
      for (const { text, fix, resources: names } of findings.flatMap((rule) => rule(index)))
        reportViolation(`${text} ${fix}`, urnOf(index, names));
    },
  }));
}

/** Of the first resource that a finding names; undefined, which stands for the stack, where another kind of resource has the same name. */
function urnOf({ graph }: GraphIndex, [first]: readonly string[]): string | undefined {
  const [urn, ...others] = graph.resources.flatMap((node) => (node.custom && node.name === first ? [node.urn] : []));
  return others.length === 0 ? urn : undefined;
}
