import { type GraphIndex } from "../../graph/graph";
import { QUOTAS } from "../../plan/quotas";
import { addresses } from "../inventory/addresses";
import { TYPES, WAY_TYPES } from "../inventory/resourceTypes";
import { ruleWeight } from "../inventory/securityGroups";
import type { Finding } from "./finding";

export function addressQuota(index: GraphIndex): Finding[] {
  return byRegion(addresses(index.graph).filter(({ purpose }) => purpose === "public" || purpose === "egress")).flatMap(
    ([region, rows]): Finding[] => {
      const { limit, name, code } = QUOTAS.elasticIps;
      const asked = askedFor(index, region, code);
      if (rows.length <= limit && asked === undefined) return [];
      return [
        {
          rule: "address-quota",
          ...toldOf(asked, {
            text: `${region} needs ${rows.length} Elastic IPs; the default quota is ${limit} (${name}, ${code})`,
            fix: `Ask for ${rows.length} or more in Service Quotas of ${region} before the first deployment, or have the stack ask (quotas.raise).`,
            region,
          }),
          resources: rows.map(({ name: each }) => each),
        },
      ];
    },
  );
}

/** Source: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html, Elastic IP addresses per public NAT gateway */
export function natAddressQuota(index: GraphIndex): Finding[] {
  const further = index.ofType(TYPES.natAddress);
  return index.ofType(TYPES.natGateway).flatMap((nat): Finding[] => {
    const own = further.filter(({ inputs }) => index.resolve(inputs["natGatewayId"]) === nat);
    const { limit, name, code } = QUOTAS.addressesPerNatGateway;
    if (own.length + 1 <= limit) return [];
    const region = index.regionOf(nat) ?? "";
    return [
      {
        rule: "nat-address-quota",
        ...toldOf(askedFor(index, region, code), {
          text: `${nat.name} has ${own.length + 1} addresses; the default quota is ${limit} (${name}, ${code})`,
          fix: `Ask for ${own.length + 1} or more in Service Quotas of ${region} before they are deployed, or have the stack ask (quotas.raise); AWS gives up to 8.`,
          region,
        }),
        resources: [nat.name],
      },
    ];
  });
}

/** What the stack itself asks for of a quota in a region; undefined where it does not. */
function askedFor(index: GraphIndex, region: string, code: string): number | undefined {
  const request = index
    .ofType("aws:servicequotas/serviceQuota:ServiceQuota")
    .find((node) => index.regionOf(node) === region && node.inputs["quotaCode"] === code);
  return request && Number(request.inputs["value"]);
}

/** AWS decides on a request later than the update that makes it. */
function toldOf(
  asked: number | undefined,
  { text, fix, region }: { text: string; fix: string; region: string },
): Pick<Finding, "severity" | "text" | "fix"> {
  if (asked === undefined) return { severity: "warning", text: `${text}.`, fix };
  return {
    severity: "note",
    text: `${text}. The stack asks for ${asked}, and AWS decides later: until then, what is above the quota fails.`,
    fix: `Ask an update before it is needed (quotas.beside), or run the update again once the output quotas says APPROVED for ${region}.`,
  };
}

function byRegion<T extends { region: string }>(rows: readonly T[]): [string, T[]][] {
  const regions = [...new Set(rows.map(({ region }) => region))];
  return regions.map((region) => [region, rows.filter((row) => row.region === region)]);
}

/** Sources: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html, and default-vpc.html there: each region has one already. */
export function vpcQuota(index: GraphIndex): Finding[] {
  const vpcs = index.ofType(TYPES.vpc).filter(({ external }) => !external);
  const rows = vpcs.map((node) => ({ region: index.regionOf(node) ?? "", name: node.name }));
  return byRegion(rows).flatMap(([region, own]): Finding[] => {
    const { limit, name, code } = QUOTAS.vpcs;
    const asked = askedFor(index, region, code);
    if (own.length < limit && asked === undefined) return [];
    return [
      {
        rule: "vpc-quota",
        ...toldOf(asked, {
          text: `${region} needs ${own.length} VPCs, beside those that the account has there, such as its default one; the default quota is ${limit} (${name}, ${code})`,
          fix: `Ask for ${own.length + 1} or more in Service Quotas of ${region} before they are deployed: that of internet gateways grows with it.`,
          region,
        }),
        resources: own.map((each) => each.name),
      },
    ];
  });
}

export function securityGroupQuota(index: GraphIndex): Finding[] {
  const { limit, name, code } = QUOTAS.securityGroupRules;
  const rules = index.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
  return index.ofType("aws:ec2/securityGroup:SecurityGroup").flatMap((group): Finding[] => {
    const own = rules.filter(({ inputs }) => index.resolve(inputs["securityGroupId"]) === group);
    const weight = own.reduce((sum, rule) => sum + ruleWeight(index, rule), 0);
    if (weight <= limit) return [];
    return [
      {
        severity: "warning",
        rule: "security-group-quota",
        text: `${group.name} has inbound rules that count as ${weight}; the default quota is ${limit} (${name}, ${code}).`,
        fix: "Join the client ranges into larger ones, or ask for a higher quota.",
        resources: [group.name],
      },
    ];
  });
}

/**
 * AWS's own entry that denies the rest counts, too, in each direction and of each family.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html (network ACLs)
 */
export function networkAclQuota(index: GraphIndex): Finding[] {
  const { limit, name, code } = QUOTAS.naclRules;
  return index.ofType("aws:ec2/networkAcl:NetworkAcl").flatMap(({ name: acl, inputs }): Finding[] => {
    const most = Math.max(
      ...(["ingress", "egress"] as const).flatMap((direction) => {
        const entries = (inputs[direction] ?? []) as { ipv6CidrBlock?: string }[];
        return [true, false].map((v6) => entries.filter((each) => (each.ipv6CidrBlock !== undefined) === v6).length);
      }),
    );
    if (most < limit) return [];
    return [
      {
        severity: "warning",
        rule: "network-acl-quota",
        text: `${acl} has ${most + 1} entries of a direction with AWS's own last one; the default quota is ${limit} (${name}, ${code}), and AWS raises it to 40 at most.`,
        fix: "Lead clients and targets to ports from 1024, which one entry opens, or ask for a higher quota.",
        resources: [acl],
      },
    ];
  });
}

/** The routes of a table, and the peerings of a VPC. */
export function wayQuotas(index: GraphIndex): Finding[] {
  const counted = (holder: string, keys: readonly string[], held: string, quota: Quota) => {
    const nodes = index.ofType(held);
    return index.ofType(holder).map(({ urn, name: of }) => ({
      ...quota,
      of,
      count: nodes.filter(({ inputs }) => keys.some((key) => index.resolve(inputs[key])?.urn === urn)).length,
    }));
  };
  return [
    ...counted(TYPES.routeTable, ["routeTableId"], TYPES.route, QUOTAS.routes),
    ...counted(TYPES.vpc, ["vpcId", "peerVpcId"], WAY_TYPES.peering, QUOTAS.peerings),
  ].flatMap(({ of, count, limit, name, code }): Finding[] =>
    count <= limit
      ? []
      : [
          {
            severity: "warning",
            rule: "way-quota",
            text: `${of} has ${count} of them; the default quota is ${limit} (${name}, ${code}).`,
            fix: "Take ranges together into wider ones, join networks by a transit gateway, or ask for a higher quota.",
            resources: [of],
          },
        ],
  );
}

type Quota = (typeof QUOTAS)[keyof typeof QUOTAS];
