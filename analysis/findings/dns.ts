import { type GraphIndex } from "../../graph/graph";
import { accountOfArn } from "../../plan/arns";
import { assumedRole } from "../inventory/accounts";
import { publicRecords, serviceRecords, zoneNameOf } from "../inventory/dnsRecords";
import { frontDoors } from "../inventory/frontDoors";
import { TYPES } from "../inventory/resourceTypes";
import { routingControls } from "../inventory/routingControls";
import type { Finding } from "./finding";

export function delegation(index: GraphIndex): Finding[] {
  const delegated = new Set(
    index
      .ofType("aws:route53/record:Record")
      .flatMap(({ inputs }) => (inputs["type"] === "NS" ? [inputs["name"]] : [])),
  );
  // A private zone answers in its VPCs only.
  const published = index
    .ofType("aws:route53/zone:Zone")
    .filter(({ inputs }) => inputs["vpcs"] === undefined && !delegated.has(inputs["name"]));
  return published.map(({ name, inputs }) => ({
    severity: "note",
    rule: "delegation",
    text: `The zone ${String(inputs["name"])} is created here: nobody finds it until its parent delegates to it.`,
    fix: "Enter the output nameServers as NS records in the parent zone, or at the registrar.",
    resources: [name],
  }));
}

export function noName(index: GraphIndex): Finding[] {
  const balancers = index
    .ofType("aws:lb/loadBalancer:LoadBalancer")
    .filter(({ inputs }) => inputs["internal"] !== true);
  if (balancers.length === 0 || publicRecords(index).length > 0) return [];
  return [
    {
      severity: "note",
      rule: "no-name",
      text: "The service has no public name of its own: clients use the load balancer's name, or the addresses.",
      fix: "Set service.hostname and dns.zone.",
      resources: balancers.map(({ name }) => name),
    },
  ];
}

/** Answers that are given whether or not anything is there. */
export function uncheckedNames(index: GraphIndex): Finding[] {
  const isChecked = ({ healthCheckId, aliases = [] }: Readonly<Record<string, unknown>>) => {
    const all = aliases as { evaluateTargetHealth?: boolean }[];
    return healthCheckId !== undefined || (all.length > 0 && all.every((each) => each.evaluateTargetHealth === true));
  };
  return serviceRecords(index)
    .filter(({ inputs }) => !isChecked(inputs))
    .map(({ name, inputs }) => ({
      severity: "warning",
      rule: "unchecked-name",
      text: `${String(inputs["name"])} is answered by ${name} whether what it leads to is healthy or not.`,
      fix: "Give the record a health check, or have its alias evaluate the health of its target.",
      resources: [name],
    }));
}

/**
 * Which of several backends decides where names lead. Names whose alias asked for all target groups would leave a region for the loss of
 * any of them.
 * Source: docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html, EvaluateTargetHealth
 */
export function decidingBackends(index: GraphIndex): Finding[] {
  const publicBalancers = index.ofType(TYPES.loadBalancer).filter(({ inputs }) => inputs["internal"] !== true);
  const named = publicRecords(index).length > 0;
  const decides = (name: string) =>
    index.ofType(TYPES.targetGroup).some((group) => group.name === name && takesZonesOut(group.inputs));
  const rows = frontDoors(index.graph).filter(
    ({ loadBalancer, targets }) =>
      named &&
      targets.length > 1 &&
      publicBalancers.some(({ name }) => name === loadBalancer) &&
      targets.some(({ targetGroup }) => decides(targetGroup)),
  );
  // Several ports may lead to the same.
  return [...new Map(rows.map((row) => [row.loadBalancer, row])).values()].map(({ loadBalancer, targets }) => {
    const [deciding, others] = [true, false].map((wanted) =>
      targets.filter(({ targetGroup }) => decides(targetGroup) === wanted),
    ) as [typeof targets, typeof targets];
    const listed = (groups: typeof targets) =>
      groups.map(({ targetGroup, percent }) => `${targetGroup} (${percent} %)`).join(" and ");
    return {
      severity: "note",
      rule: "deciding-backends",
      text:
        `Names lead to ${loadBalancer} while ${listed(deciding)} ${deciding.length === 1 ? "has" : "have"} enough healthy targets` +
        (others.length > 0 ? `; those of ${listed(others)} do not matter.` : "."),
      fix: "none: a backend decides once it gets half of the new connections. An alias would ask for both, whatever they weigh.",
      resources: targets.map(({ targetGroup }) => targetGroup),
    };
  });
}

const takesZonesOut = (inputs: Readonly<Record<string, unknown>>): boolean => {
  const { dnsFailover } = (inputs["targetGroupHealth"] ?? {}) as {
    dnsFailover?: { minimumHealthyTargetsCount?: string };
  };
  return dnsFailover?.minimumHealthyTargetsCount !== "off";
};

/** Signatures that end without a word. Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html */
export function unwatchedSignatures(index: GraphIndex): Finding[] {
  return index.ofType("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec").flatMap((node): Finding[] => {
    const role = assumedRole(index, node);
    if (role === undefined) return [];
    const zone = zoneNameOf(index, node.inputs["hostedZoneId"]);
    return [
      {
        severity: "warning",
        rule: "unwatched-signatures",
        text: `${zone} is signed in another account (${accountOfArn(role)}), whose metrics no alarm of the stack sees.`,
        fix: "Watch DNSSECInternalFailure and DNSSECKeySigningKeysNeedingAction of the zone there, in us-east-1.",
        resources: [node.name],
      },
    ];
  });
}

/** That the health of a region is not all that decides. */
export function obeyedRoutingControls(index: GraphIndex): Finding[] {
  const controls = routingControls(index);
  if (controls.size === 0) return [];
  return [
    {
      severity: "note",
      rule: "obeyed-switches",
      text: "The names obey switches: a region whose switch is Off, as a new one is, is out of the answers while another's is On.",
      fix: "Look at them before an update, and set that of a new region On (aws route53-recovery-cluster get-routing-control-state).",
      resources: [...controls.values()].map(({ name }) => name),
    },
  ];
}
