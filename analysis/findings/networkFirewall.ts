import { type GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import { ecrImage } from "../../plan/ec2/policies";
import { isParameter } from "../../plan/ecs/policies";
import { managedGroupName, managedRoom } from "../../plan/networkFirewall/managedGroups";
import { LIMITS } from "../../plan/networkFirewall/suricata/limits";
import { zonesDiffer } from "../../plan/regions";
import { type Container, containersOf } from "../inventory/containers";
import { endpointService, hostOfService } from "../inventory/endpoints";
import { coversName, egressNames, ruleGroupReferences } from "../inventory/firewallRuleGroups";
import { PRIVATE_LINK_TYPES, TYPES } from "../inventory/resourceTypes";
import { inspectedZones, zoneOfFirewallEndpoint, zonesOfFirewall } from "../inventory/zoneRoutes";
import type { Finding } from "./finding";

/* What an owner of a firewall should know. */

/** The zones that have an endpoint, and whether the zone's packets pass one. */
function endpointZones(index: GraphIndex): { zone: string; endpoint: ResourceNode; inspected: boolean }[] {
  const inspected = inspectedZones(index);
  return index.ofType(TYPES.endpointAssociation).map((endpoint) => {
    const zone = String(zoneOfFirewallEndpoint(index, endpoint));
    return { zone, endpoint, inspected: inspected.has(zone) };
  });
}

export function bypassedZones(index: GraphIndex): Finding[] {
  const idle = endpointZones(index).filter(({ inspected }) => !inspected);
  if (idle.length === 0) return [];
  return [
    {
      severity: "warning",
      rule: "bypassed-zones",
      text: `Nothing passes the firewall in ${idle.map(({ zone }) => zone).join(", ")}: packets go round it, in and out.`,
      fix: "Take the zones out of regions.*.firewall.bypassZones once they shall be inspected.",
      resources: idle.map(({ endpoint }) => endpoint.name),
    },
  ];
}

/** Endpoints of a firewall in zones that it is yet to leave. */
export function parkedZones(index: GraphIndex): Finding[] {
  const used = new Set<unknown>(endpointZones(index).map(({ zone }) => zone));
  return index.ofType(TYPES.firewall).flatMap((firewall): Finding[] => {
    const idle = zonesOfFirewall(index, firewall).flatMap((zone) =>
      typeof zone === "string" && !used.has(zone) ? [zone] : [],
    );
    if (idle.length === 0) return [];
    return [
      {
        severity: "note",
        rule: "parked-firewall-zones",
        text: `${firewall.name} has an endpoint in ${idle.join(", ")} that nothing uses, and that is charged for.`,
        fix: "Take the zones out of regions.*.firewall.parkedZones with the next update.",
        resources: [firewall.name],
      },
    ];
  });
}

/** The load balancer checks its targets from behind the firewall, and so knows nothing of an endpoint in front of it. */
export function unseenEndpoints(index: GraphIndex): Finding[] {
  const used = endpointZones(index).filter(({ inspected }) => inspected);
  if (used.length === 0 || index.ofType("aws:route53/healthCheck:HealthCheck").length > 0) return [];
  return [
    {
      severity: "warning",
      rule: "unseen-endpoints",
      text: "A firewall endpoint that fails takes its zone's address with it, and the load balancer does not see it: its checks do not pass there.",
      fix: "Set service.hostname and dns: Route 53 checks each address from outside, through the endpoint.",
      resources: used.map(({ endpoint }) => endpoint.name),
    },
  ];
}

export function unloggedDrops(index: GraphIndex): Finding[] {
  return index
    .ofType("aws:networkfirewall/loggingConfiguration:LoggingConfiguration")
    .filter(({ inputs }) => !JSON.stringify(inputs).includes('"ALERT"'))
    .map(({ name }) => ({
      severity: "warning",
      rule: "unlogged-drops",
      text: `${name} has no ALERT log: nobody can tell who was dropped, or by which rule.`,
      fix: "Add ALERT to networkFirewall.logs.types.",
      resources: [name],
    }));
}

/** Room that groups of AWS take in a policy, of which its pages do not say how much. */
export function unknownRoom(index: GraphIndex): Finding[] {
  return index.ofType(TYPES.firewallPolicy).flatMap((node): Finding[] => {
    const names = ruleGroupReferences(node).flatMap(({ resourceArn }) => managedGroupName(resourceArn) ?? []);
    const uses = Object.fromEntries(names.map((name) => [name, { alertOnly: false, afterOwn: false }]));
    const { unknown } = managedRoom(uses);
    if (unknown.length === 0) return [];
    const region = index.regionOf(node) ?? "";
    return [
      {
        severity: "note",
        rule: "unknown-room",
        text: `Nobody has checked how much room ${unknown.join(", ")} take in ${node.name}: a policy has room for ${LIMITS.policyCapacity} rules, and up fails where it is not enough.`,
        fix: `aws network-firewall describe-rule-group-metadata --region ${region} --query Capacity --rule-group-arn arn:aws:network-firewall:${region}:aws-managed:stateful-rulegroup/${unknown[0] ?? ""}StrictOrder, and so on.`,
        resources: [node.name],
      },
    ];
  });
}

export function unprotectedFirewall(index: GraphIndex): Finding[] {
  const stackIsProtected = index.ofType("aws:lb/loadBalancer:LoadBalancer").some((node) => node.protect);
  return index
    .ofType(TYPES.firewall)
    .filter(({ inputs }) => stackIsProtected && inputs["deleteProtection"] !== true)
    .map(({ name }) => ({
      severity: "note",
      rule: "unprotected-firewall",
      text: `protect holds addresses and load balancers, and not ${name}: whoever takes the option out deletes it.`,
      fix: "Set networkFirewall.protection.deletion: true if that must not happen by accident.",
      resources: [name],
    }));
}

/** Names that what runs here needs, and that the firewall lets nothing connect to. */
export function neededNames(index: GraphIndex): Finding[] {
  const regions = index.ofType(TYPES.firewall).map((node) => index.regionOf(node) ?? "");
  return regions.flatMap((region): Finding[] => {
    const open = egressNames(index, region);
    const needs = namesInUse(index, region);
    const within = hostsWithin(index, region);
    const closed = Object.keys(needs).filter(
      (name) => !within.includes(name) && open?.every((each) => !coversName(each, name)),
    );
    if (closed.length === 0) return [];
    const users = [...new Set(closed.map((name) => needs[name] ?? ""))].sort();
    return [
      {
        severity: "warning",
        rule: "closed-names",
        text: `The firewall lets nothing in ${region} connect to ${closed.join(", ")}, which ${users.join(", ")} need.`,
        fix: "Add them to networkFirewall.egressDomains, or a name with a dot before it that they end in.",
        resources: [],
      },
    ];
  });
}

/** The hosts that an endpoint in the VPC leads to, which the firewall has no part in. */
const hostsWithin = (index: GraphIndex, region: string): string[] =>
  index
    .ofType(PRIVATE_LINK_TYPES.endpoint)
    .filter((node) => index.regionOf(node) === region && node.inputs["privateDnsEnabled"] === true)
    .flatMap((node) => endpointService(index, node) ?? [])
    .map((service) => hostOfService(service, region));

/**
 * By name, who needs it. Of an image the registry; what that sends its readers on to is for its owner to say.
 * Sources: docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html (the SSM agent),
 * docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html (ECS), docs.docker.com/docker-hub/network-rules (Docker Hub)
 */
function namesInUse(index: GraphIndex, region: string): Record<string, string> {
  const here = (type: string) => index.ofType(type).filter((node) => index.regionOf(node) === region);
  const groups = here(TYPES.autoScalingGroup);
  const hosts = groups.length > 0;
  const warmed = groups.some(({ inputs }) => inputs["warmPool"] !== undefined);
  const tasks = here("aws:ecs/taskDefinition:TaskDefinition");
  const service = (name: string) => `${name}.${region}.amazonaws.com`;
  const all = [
    ...(hosts ? ["ssm", "ssmmessages", "ec2messages"].map((name) => [service(name), "instances"]) : []),
    ...(warmed ? [[service("autoscaling"), "instances"]] : []),
    ...(tasks.length > 0 ? [[service("logs"), "tasks"]] : []),
    ...(tasks.length > 0 && hosts
      ? ["ecs", "ecs-a-1", "ecs-t-1"].map((name) => [service(name), "hosts of tasks"])
      : []),
    ...tasks.flatMap((node) =>
      containersOf(node)
        .flatMap(hostsOf(region))
        .map((name) => [name, "tasks"]),
    ),
  ];
  return Object.fromEntries(all) as Record<string, string>;
}

/** The hosts that a container's image is pulled from and its secrets are read from. */
const hostsOf =
  (region: string) =>
  ({ image = "", secrets = [], repositoryCredentials }: Container): string[] => [
    ...registriesOf(image),
    ...(repositoryCredentials ? [`secretsmanager.${region}.amazonaws.com`] : []),
    ...secrets.map(({ valueFrom }) => `${isParameter(valueFrom) ? "ssm" : "secretsmanager"}.${region}.amazonaws.com`),
  ];

/** The part before the first slash is a registry where it has a dot or a port; else the image is Docker Hub's. */
function registriesOf(image: string): string[] {
  const [first = ""] = image.split("/");
  const ecr = ecrImage(image);
  if (ecr) return [first, `api.ecr.${ecr.region}.amazonaws.com`];
  const named = image.includes("/") && /[.:]/.test(first);
  return named ? [first.replace(/:\d+$/, "")] : ["auth.docker.io", "registry-1.docker.io"];
}

/** Zones that the list of a firewall's VPC has beyond the service's: an account that has not one of them cannot make the VPC. */
export function zonesToHave(index: GraphIndex): Finding[] {
  return index.ofType(TYPES.firewall).flatMap((firewall): Finding[] => {
    const mappings = (firewall.inputs["subnetMappings"] ?? []) as { subnetId?: unknown }[];
    const used = mappings.flatMap(({ subnetId }) => referencesIn(subnetId).map(({ name }) => name));
    const vpc = index.resolve(firewall.inputs["vpcId"]);
    const spare = index
      .ofType(TYPES.subnet)
      .filter((subnet) => index.resolve(subnet.inputs["vpcId"]) === vpc && !used.includes(subnet.name));
    if (spare.length === 0) return [];
    const zones = spare.map(({ inputs }) => String(inputs["availabilityZone"])).join(", ");
    return [
      {
        severity: zonesDiffer(index.regionOf(firewall) ?? "") ? "warning" : "note",
        rule: "zones-to-have",
        text: `The VPC of ${firewall.name} has subnets in ${zones} too, for zones added later. Not every account has every zone.`,
        fix: "Leave the region's firewall.zones out before the first update: the VPC then grows with the region's zones.",
        resources: spare.map(({ name }) => name),
      },
    ];
  });
}
