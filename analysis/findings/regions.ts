import { type GraphIndex } from "../../graph/graph";
import { leadsOut } from "../inventory/existingVpcs";
import { TYPES } from "../inventory/resourceTypes";
import { type RegionSummary, summary } from "../inventory/summary";
import type { Finding, FindingRule } from "./finding";

const inEachRegion =
  (rule: (region: RegionSummary, index: GraphIndex) => Finding[]): FindingRule =>
  (index) =>
    summary(index.graph).regions.flatMap((region) => rule(region, index));

export function sharedNat(index: GraphIndex): Finding[] {
  return inEachRegion(({ region, zones, natGateways }) =>
    natGateways !== 1 || zones.length === 1
      ? []
      : [
          {
            severity: "warning",
            rule: "shared-nat",
            text: `One NAT gateway serves the ${zones.length} zones of ${region}: with its zone, the others lose their way out.`,
            fix: `Set nat: perZone for ${region} where the service's own connections must survive a zone.`,
            resources: index
              .ofType("aws:ec2/natGateway:NatGateway")
              .filter((node) => index.regionOf(node) === region)
              .map(({ name }) => name),
          },
        ],
  )(index);
}

/** A finding of its own says what is reached then. */
const hasIpv6Egress = (index: GraphIndex, region: string): boolean =>
  index.ofType(TYPES.egressOnlyGateway).some((node) => index.regionOf(node) === region);

export function noNat(index: GraphIndex): Finding[] {
  return inEachRegion(({ region, natGateways, vpcId }) =>
    natGateways > 0 || (vpcId !== undefined && leadsOut(index, region)) || hasIpv6Egress(index, region)
      ? []
      : [
          {
            severity: "note",
            rule: "no-nat",
            text: `What runs in ${region} reaches S3 and a few services of AWS through endpoints, and nothing on the internet.`,
            fix:
              vpcId === undefined
                ? "Set nat: single or perZone if the service calls others."
                : "Set nat: existing if the service calls others and the VPC's routes lead there.",
            resources: [],
          },
        ],
  )(index);
}

export function fewZones(index: GraphIndex): Finding[] {
  return inEachRegion(({ region, zones }) =>
    zones.length >= 3
      ? []
      : [
          {
            severity: "note",
            rule: "few-zones",
            text: `${region} has ${zones.length} zones: when one is lost, one is left.`,
            fix: "Three zones or more are advised for production; production: true demands them.",
            resources: [],
          },
        ],
  )(index);
}

/** What may go down to fewer than the zones, by the section that says how many there are. */
const COUNTED = [
  ["instances", "instances"],
  ["tasks", "ecs"],
] as const;

/**
 * Whether the nodes of some load balancer reach only the targets of their own zones; else a healthy target in any zone keeps all of them.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
export const keepsToZones = (index: GraphIndex, region: string): boolean =>
  index
    .ofType(TYPES.loadBalancer)
    .some((node) => index.regionOf(node) === region && node.inputs["enableCrossZoneLoadBalancing"] === false);

export function emptyZones(index: GraphIndex): Finding[] {
  return inEachRegion((region) =>
    COUNTED.flatMap(([what, section]): Finding[] => {
      const least = region[what]?.min;
      if (least === undefined || least >= region.zones.length || !keepsToZones(index, region.region)) return [];
      return [
        {
          severity: "warning",
          rule: "empty-zones",
          text: `${region.region} may go down to ${least} ${what} in ${region.zones.length} zones: a zone without one leaves DNS.`,
          fix: `Set ${section}.min to ${region.zones.length} or more, or have connections cross zones.`,
          resources: [],
        },
      ];
    }),
  )(index);
}
