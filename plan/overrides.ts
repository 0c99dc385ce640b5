import { sortedEntries } from "./sortedEntries";

/** Inputs of the provider by their names: `{ idleTimeout: 60 }`. */
export type OverrideInputs = Readonly<Record<string, unknown>>;

/**
 * By what they are for: a logical name, or a type with a region, `aws:ec2/eip:Eip@eu-west-1`, with all of them, `…@*`, or with a logical
 * name that resources of several types have.
 */
export type Overrides = Readonly<Record<string, OverrideInputs>>;

export interface Overridable {
  /** `aws:ec2/eip:Eip` */
  type: string;
  /** The logical name. */
  name: string;
  /** That of its provider. */
  region: string | undefined;
}

/** `aws:ec2/eip:Eip@eu-west-1` */
export const TYPE_KEY = /^(aws:[\w-]+\/[\w-]+:\w+)@([\w.-]+|\*)$/;

/** What a key is for: resources of a name, or of a type in a region (`*`: in any) or of a name. */
export function targetOf(key: string): { name: string } | { type: string; place: string } {
  const [, type, place] = TYPE_KEY.exec(key) ?? [];
  return type === undefined || place === undefined ? { name: key } : { type, place };
}

/** The overrides of a resource, the most particular last: those of its type everywhere, in its region, and of its name. */
export function overridesOf(overrides: Overrides, resource: Overridable): [key: string, inputs: OverrideInputs][] {
  const particular = (key: string): number => {
    const target = targetOf(key);
    if ("name" in target) return target.name === resource.name ? 3 : 0;
    if (target.type !== resource.type) return 0;
    if (target.place === resource.name) return 4;
    return ["*", resource.region].indexOf(target.place) + 1;
  };
  return sortedEntries(overrides)
    .filter(([key]) => particular(key) > 0)
    .sort(([one], [other]) => particular(one) - particular(other));
}

export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Mappings are merged, however deep; a list, a text or a number takes the place of what was there; null takes it away. */
export function merged(base: unknown, override: unknown): unknown {
  if (override === null) return undefined;
  if (!isMapping(override)) return override;
  const former = isMapping(base) ? base : {};
  const entries = Object.entries(override).map(([key, value]) => [key, merged(former[key], value)] as const);
  return Object.fromEntries(
    Object.entries({ ...former, ...Object.fromEntries(entries) }).filter(([, value]) => value !== undefined),
  );
}

/** What stays as the program says: all inputs but some, or some. */
type Kept = { why: string } & ({ allBut: readonly string[] } | { inputs: readonly string[] });

const ADDRESS = "it is an address that others may have on their lists, or is what holds one";
const FRONT_DOOR = "it is what the front door is, which lives as long as its addresses";
const OPEN = "it decides who is let in, or which way they take";
const HOST = "hosts have no public address, no SSH, IMDSv2 only and encrypted volumes";
const PROTECTION = "it is what protect and the settings of the firewall say";

/**
 * What an invariant hangs on, by type. Elsewhere paths, findings and the comparison of two graphs see an overridden input as any other.
 */
const KEPT: Readonly<Record<string, readonly Kept[]>> = {
  "aws:ec2/eip:Eip": [{ allBut: ["tags"], why: ADDRESS }],
  "aws:ec2/natGateway:NatGateway": [{ allBut: ["tags"], why: ADDRESS }],
  "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation": [{ allBut: ["timeouts"], why: ADDRESS }],
  "aws:globalaccelerator/accelerator:Accelerator": [{ allBut: ["tags", "attributes"], why: ADDRESS }],
  "aws:globalaccelerator/listener:Listener": [
    { inputs: ["acceleratorArn", "protocol", "portRanges"], why: FRONT_DOOR },
  ],
  "aws:globalaccelerator/endpointGroup:EndpointGroup": [
    { inputs: ["listenerArn", "endpointGroupRegion", "endpointConfigurations", "portOverrides"], why: FRONT_DOOR },
  ],
  "aws:lb/loadBalancer:LoadBalancer": [
    {
      inputs: [
        ...["internal", "loadBalancerType", "name", "namePrefix", "subnetMappings", "subnets", "ipAddressType"],
        ...["customerOwnedIpv4Pool", "ipamPools", "enablePrefixForIpv6SourceNat", "secondaryIpsAutoAssignedPerSubnet"],
      ],
      why: FRONT_DOOR,
    },
    { inputs: ["securityGroups", "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"], why: OPEN },
    { inputs: ["enableDeletionProtection"], why: PROTECTION },
  ],
  "aws:lb/listener:Listener": [{ inputs: ["loadBalancerArn", "port", "protocol", "defaultActions"], why: FRONT_DOOR }],
  "aws:lb/targetGroup:TargetGroup": [
    { inputs: ["port", "protocol", "targetType", "vpcId", "ipAddressType", "name", "namePrefix"], why: FRONT_DOOR },
  ],
  "aws:route53/record:Record": [
    { inputs: ["name", "type", "zoneId", "setIdentifier", "aliases", "records"], why: FRONT_DOOR },
  ],
  "aws:route53/zone:Zone": [
    { inputs: ["name", "vpcs"], why: FRONT_DOOR },
    { inputs: ["forceDestroy"], why: PROTECTION },
  ],
  "aws:ec2/vpcEndpointService:VpcEndpointService": [
    { inputs: ["networkLoadBalancerArns", "gatewayLoadBalancerArns"], why: FRONT_DOOR },
    { inputs: ["acceptanceRequired", "allowedPrincipals"], why: OPEN },
  ],
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": [{ allBut: [], why: OPEN }],
  "aws:ec2/securityGroup:SecurityGroup": [{ inputs: ["ingress", "egress", "vpcId"], why: OPEN }],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": [{ allBut: ["tags"], why: OPEN }],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [{ allBut: ["description", "tags"], why: OPEN }],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [{ allBut: ["description", "tags"], why: OPEN }],
  "aws:ec2/networkAcl:NetworkAcl": [{ allBut: ["tags"], why: OPEN }],
  "aws:ec2/route:Route": [{ allBut: [], why: OPEN }],
  "aws:ec2/routeTable:RouteTable": [{ allBut: ["tags"], why: OPEN }],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": [{ allBut: [], why: OPEN }],
  "aws:ec2/internetGateway:InternetGateway": [{ allBut: ["tags"], why: OPEN }],
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": [{ allBut: ["tags"], why: OPEN }],
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": [
    { allBut: ["tags", "dnsSupport", "ipv6Support", "securityGroupReferencingSupport"], why: OPEN },
  ],
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": [{ allBut: [], why: OPEN }],
  "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": [{ allBut: [], why: OPEN }],
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": [{ allBut: ["tags"], why: OPEN }],
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": [{ allBut: ["tags"], why: OPEN }],
  "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": [{ allBut: ["accepter", "requester"], why: OPEN }],
  "aws:ec2/vpnGateway:VpnGateway": [{ allBut: ["tags", "availabilityZone"], why: OPEN }],
  "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation": [{ allBut: [], why: OPEN }],
  "aws:directconnect/gatewayAssociation:GatewayAssociation": [{ allBut: [], why: OPEN }],
  "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal": [{ allBut: [], why: OPEN }],
  "aws:ec2/vpcEndpoint:VpcEndpoint": [
    {
      inputs: [
        ...[
          "vpcId",
          "vpcEndpointType",
          "serviceName",
          "serviceRegion",
          "serviceNetworkArn",
          "resourceConfigurationArn",
        ],
        ...["subnetIds", "subnetConfigurations", "routeTableIds", "securityGroupIds"],
      ],
      why: OPEN,
    },
  ],
  "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter": [{ allBut: [], why: OPEN }],
  "aws:ec2/vpc:Vpc": [
    {
      allBut: [
        ...["tags", "enableDnsHostnames", "enableDnsSupport"],
        ...["enableNetworkAddressUsageMetrics", "instanceTenancy"],
      ],
      why: ADDRESS,
    },
  ],
  "aws:ec2/subnet:Subnet": [
    {
      inputs: [
        ...["vpcId", "availabilityZone", "availabilityZoneId", "outpostArn"],
        ...["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
        ...["ipv6CidrBlock", "ipv6IpamPoolId", "ipv6NetmaskLength", "ipv6Native"],
      ],
      why: ADDRESS,
    },
    {
      inputs: [
        ...["mapPublicIpOnLaunch", "mapCustomerOwnedIpOnLaunch", "customerOwnedIpv4Pool"],
        "assignIpv6AddressOnCreation",
      ],
      why: HOST,
    },
  ],
  "aws:ec2/launchTemplate:LaunchTemplate": [
    {
      inputs: [
        ...["networkInterfaces", "vpcSecurityGroupIds", "securityGroupNames", "keyName", "blockDeviceMappings"],
        ...["secondaryInterfaces", "metadataOptions.httpTokens", "metadataOptions.httpEndpoint"],
      ],
      why: HOST,
    },
  ],
  "aws:autoscaling/group:Group": [
    {
      inputs: ["vpcZoneIdentifiers", "availabilityZones", "targetGroupArns", "loadBalancers", "trafficSources"],
      why: OPEN,
    },
    {
      inputs: [
        ...["launchTemplate", "launchConfiguration"],
        "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification",
      ],
      why: HOST,
    },
    { inputs: ["forceDelete"], why: PROTECTION },
  ],
  "aws:ecs/service:Service": [
    { inputs: ["networkConfiguration", "loadBalancers", "vpcLatticeConfigurations"], why: OPEN },
    { inputs: ["forceDelete"], why: PROTECTION },
  ],
  "aws:networkfirewall/firewall:Firewall": [
    {
      inputs: ["firewallPolicyArn", "subnetMappings", "availabilityZoneMappings", "transitGatewayId", "vpcId", "name"],
      why: OPEN,
    },
    {
      inputs: [
        ...["deleteProtection", "subnetChangeProtection", "availabilityZoneChangeProtection"],
        "firewallPolicyChangeProtection",
      ],
      why: PROTECTION,
    },
  ],
  "aws:networkfirewall/firewallPolicy:FirewallPolicy": [{ inputs: ["firewallPolicy"], why: OPEN }],
  "aws:networkfirewall/ruleGroup:RuleGroup": [{ inputs: ["rules", "ruleGroup", "type"], why: OPEN }],
  "aws:networkfirewall/tlsInspectionConfiguration:TlsInspectionConfiguration": [
    { inputs: ["tlsInspectionConfiguration"], why: OPEN },
  ],
  "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation": [{ allBut: ["description", "tags"], why: OPEN }],
  "aws:s3/bucket:Bucket": [
    { inputs: ["acl", "grants", "policy"], why: OPEN },
    { inputs: ["forceDestroy"], why: PROTECTION },
  ],
  "aws:s3/bucketPolicy:BucketPolicy": [{ allBut: [], why: OPEN }],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [{ allBut: [], why: OPEN }],
  "aws:iam/role:Role": [
    { inputs: ["assumeRolePolicy"], why: OPEN },
    { inputs: ["forceDetachPolicies"], why: PROTECTION },
  ],
};

/** Types that have a row above: a test holds each of its inputs to the provider's schema. */
export const KEPT_INPUTS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(KEPT).map(([type, rows]) => [
    type,
    rows.flatMap((row) => ("allBut" in row ? row.allBut : row.inputs)),
  ]),
);

/** The places of a mapping of inputs, however deep: `metadataOptions`, `metadataOptions.httpTokens`. */
function placesIn(inputs: OverrideInputs, prefix: readonly string[] = []): { path: string[]; value: unknown }[] {
  return Object.entries(inputs).flatMap(([key, value]) => [
    { path: [...prefix, key], value },
    ...(isMapping(value) ? placesIn(value, [...prefix, key]) : []),
  ]);
}

/** Whether a place is one that stays, or holds one and is no mapping that is merged into it: null takes all of it away. */
const touches = (kept: string, path: string, value: unknown): boolean =>
  kept === path || (!isMapping(value) && kept.startsWith(`${path}.`));

/** Inputs that an override may not say of a type, by their paths, and why. */
export function keptInputs(type: string, inputs: OverrideInputs): { path: string[]; why: string }[] {
  const rows = KEPT[type] ?? [];
  return placesIn(inputs).flatMap(({ path, value }) => {
    if (path.length === 1 && path[0] === "region")
      return [{ path, why: "a resource is in the region of its provider" }];
    const name = path.join(".");
    const row = rows.find((each) =>
      "allBut" in each
        ? path.length === 1 && !each.allBut.includes(name)
        : each.inputs.some((kept) => touches(kept, name, value)),
    );
    return row ? [{ path, why: row.why }] : [];
  });
}
