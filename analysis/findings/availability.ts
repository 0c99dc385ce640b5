import type { GraphIndex } from "../../graph/graph";
import {
  LIMITED_SERVICES,
  type LimitedService,
  constrainedZone,
  zoneIdsCommand,
  zonesWithout,
} from "../../plan/availability";
import { type Region, isOptIn } from "../../plan/regions";
import { endpointService } from "../inventory/endpoints";
import { leadsOut } from "../inventory/existingVpcs";
import { PRIVATE_LINK_TYPES } from "../inventory/resourceTypes";
import { summary } from "../inventory/summary";
import type { Finding } from "./finding";

/* What an account may not have, and what AWS does not say of all accounts: with the commands that tell. */

/**
 * Regions that the stack has anything in, or lets connect to it, and that an account must enable.
 * Source: docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export function regionsToEnable(index: GraphIndex): Finding[] {
  const own = index.ofType("pulumi:providers:aws").map(({ inputs }) => inputs["region"]);
  const connecting = index
    .ofType(PRIVATE_LINK_TYPES.service)
    .flatMap(({ inputs }) => (inputs["supportedRegions"] ?? []) as unknown[]);
  const regions = [...new Set([...own, ...connecting].map(String))].filter(isOptIn).sort();
  return regions.map((region) => ({
    severity: "note",
    rule: "region-to-enable",
    text: `${region} is disabled until the account enables it.`,
    fix:
      `See aws account get-region-opt-status --region-name ${region}; ` +
      `aws account enable-region --region-name ${region} takes a few minutes, for some accounts several hours.`,
    resources: [],
  }));
}

/** A zone that AWS extends no more, where the region's list may hold it. */
export function constrainedZones(index: GraphIndex): Finding[] {
  return summary(index.graph).regions.flatMap(({ region, zones }): Finding[] => {
    const id = constrainedZone(region);
    if (id === undefined) return [];
    const missing = (Object.keys(LIMITED_SERVICES) as LimitedService[]).filter(
      (service) => usedIn(index, region)[service] && zonesWithout(service, region as Region).includes(id),
    );
    const titles = missing.map((service) => LIMITED_SERVICES[service].title).join(" nor ");
    const has = missing.length > 0 ? `has neither ${titles} nor, it may be,` : "may not have";
    return [
      {
        severity: missing.length > 0 ? "warning" : "note",
        rule: "constrained-zone",
        text: `One of ${zones.join(", ")} may be ${id}, which AWS extends no more: it ${has} load balancers, NAT gateways and firewalls.`,
        fix: `Leave out the zone that ${zoneIdsCommand(region)} shows for it.`,
        resources: [],
      },
    ];
  });
}

const usedIn = (index: GraphIndex, region: string): Record<LimitedService, boolean> => ({
  fargate: index
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .some((node) => index.regionOf(node) === region && isFargate(node.inputs["requiresCompatibilities"])),
  globalAccelerator: index
    .ofType("aws:globalaccelerator/endpointGroup:EndpointGroup")
    .some(({ inputs }) => inputs["endpointGroupRegion"] === region),
});

const isFargate = (compatibilities: unknown): boolean =>
  Array.isArray(compatibilities) && compatibilities.includes("FARGATE");

/** Where not every zone is likely to have everything: in new regions, and beside a zone that AWS extends no more. */
const isUneven = (region: string): boolean => isOptIn(region) || constrainedZone(region) !== undefined;

/** Instance types: AWS lists them by region, not by zone. */
export function typesByZone(index: GraphIndex): Finding[] {
  return summary(index.graph).regions.flatMap(({ region, zones }): Finding[] => {
    const types = instanceTypesIn(index, region);
    if (!isUneven(region) || types.length === 0) return [];
    return [
      {
        severity: "note",
        rule: "types-by-zone",
        text: `AWS does not say in which zones of ${region} there is ${types.join(", ")}; a zone without gets no instance.`,
        fix:
          `${zones.join(", ")} should all be in what aws ec2 describe-instance-type-offerings --region ${region} ` +
          `--location-type availability-zone --filters Name=instance-type,Values=${types.join(",")} shows for one type or more.`,
        resources: [],
      },
    ];
  });
}

function instanceTypesIn(index: GraphIndex, region: string): string[] {
  const templates = index
    .ofType("aws:ec2/launchTemplate:LaunchTemplate")
    .map((node) => ({ node, types: [node.inputs["instanceType"]] }));
  const groups = index.ofType("aws:autoscaling/group:Group").map((node) => ({ node, types: overridesOf(node.inputs) }));
  const types = [...templates, ...groups]
    .filter(({ node }) => index.regionOf(node) === region)
    .flatMap((each) => each.types);
  return [...new Set(types.filter((type) => typeof type === "string"))].sort();
}

interface GroupInputs {
  mixedInstancesPolicy?: { launchTemplate?: { overrides?: { instanceType?: unknown }[] } };
}

const overridesOf = (inputs: GroupInputs): unknown[] =>
  (inputs.mixedInstancesPolicy?.launchTemplate?.overrides ?? []).map(({ instanceType }) => instanceType);

/** Endpoints of AWS's services: each service is in zones of its own, which AWS lists nowhere. */
export function endpointsByZone(index: GraphIndex): Finding[] {
  return summary(index.graph).regions.flatMap(({ region, zones, natGateways, vpcId }): Finding[] => {
    const endpoints = index
      .ofType(PRIVATE_LINK_TYPES.endpoint)
      .filter(
        (node) =>
          node.inputs["vpcEndpointType"] === "Interface" &&
          index.regionOf(node) === region &&
          endpointService(index, node) !== undefined,
      );
    if (!isUneven(region) || endpoints.length === 0) return [];
    const closed = natGateways === 0 && !leadsOut(index, region);
    const services = endpoints.map(({ inputs }) => String(inputs["serviceName"])).sort();
    return [
      {
        severity: "note",
        rule: "endpoints-by-zone",
        text: `AWS makes no interface endpoint in a zone that its service is not in, and lists those zones nowhere.`,
        fix:
          `${zones.join(", ")} should be in the AvailabilityZones of each that ` +
          `aws ec2 describe-vpc-endpoint-services --region ${region} --service-names ${services.join(" ")} shows; ` +
          `else name other zones under network.endpoints${closed ? `, or set nat: ${vpcId === undefined ? "single or perZone" : "existing"}` : ""}.`,
        resources: endpoints.map(({ name }) => name),
      },
    ];
  });
}
