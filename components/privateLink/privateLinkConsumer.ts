import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ConsumerConfig } from "../../config";
import { rangeRules } from "../../plan/frontDoor/securityRules";
import { listenerName } from "../../plan/names";
import { hasClientsElsewhere } from "../../plan/privateLink/consumers";
import {
  type DnsEntry,
  ZONES_WITHOUT_CROSS_REGION,
  endpointZones,
  regionalDnsEntry,
} from "../../plan/privateLink/endpointService";
import { type ZoneLetter, zoneName } from "../../plan/regions";
import { sortedEntries } from "../../plan/sortedEntries";
import type { FlowLogSettings } from "../network";
import { type PerZone, type RoleSettings, nameTag, orUnknown, perZone, zoneEntries } from "../shared";
import { createConsumerVpc } from "./consumerVpc";
import { createAcceptance } from "./endpointService";

/** The service that a consumer connects to, as its provider describes it. */
export interface ConsumedService {
  serviceName: pulumi.Input<string>;
  region: string;
  /** The zones it is in, by their ids. */
  zoneIds: pulumi.Input<readonly string[]>;
  port: number;
  /** Its other ports, by their names. Default: none. */
  further?: Readonly<Record<string, number>>;
}

export interface PrivateLinkConsumerArgs {
  /** Of the consumer. */
  region: string;
  vpc: ConsumerConfig["vpc"];
  /** Of a VPC made here. */
  flowLogs: FlowLogSettings;
  /** A customer managed key that encrypts those. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** What roles are like. */
  iam?: RoleSettings;
  /** Whether those flow logs stay in the account when they leave the stack. Default: false. */
  protect?: boolean;
  /** The zones of that VPC. */
  zones: readonly ZoneLetter[];
  /** The zones of the consumer's region, by name: their ids. */
  zoneIds: pulumi.Input<Record<string, string>>;
  /** Who may use the endpoint. */
  allowedClients: readonly string[];
  ipAddressType: ConsumerConfig["ipAddressType"];
  /** How clients find the endpoint. */
  dns: { kind: "none" } | { kind: "service" } | { kind: "hostedZone"; hostname: string };
  service: ConsumedService;
  /** What must be there before it can connect. Default: nothing. */
  ready?: readonly pulumi.Resource[];
  /** The endpoint service, where it waits for acceptances and is the same account's, and the provider of its region. Default: somebody else accepts. */
  accepted?: { service: aws.ec2.VpcEndpointService; provider: pulumi.ProviderResource };
}

/**
 * Somebody who connects to the service from a VPC of their own: an interface endpoint in the zones that both have, and the service's
 * hostname leading to it. AWS takes no endpoint policy for a service that is not its own: the service's principals say who may connect.
 */
export class PrivateLinkConsumer extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly endpointId: pulumi.Output<string>;
  /** The endpoint's own name, which leads to all its zones. */
  readonly dnsName: pulumi.Output<string>;
  /** Takes security group rules; clients need none of it. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Subnets for clients, in a VPC made here. */
  readonly clientSubnetIds: PerZone<pulumi.Output<string>>;

  constructor(name: string, args: PrivateLinkConsumerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:PrivateLinkConsumer", name, {}, opts);
    const network = createNetwork(name, args, this);
    const securityGroup = createSecurityGroup(name, args, network.vpcId, this);
    const endpoint = createEndpoint(name, args, network, securityGroup, this);
    const entry = dnsEntryOf(name, endpoint);
    const accepted = acceptEndpoint(name, args, endpoint, this);
    createDnsName(name, args, { network, endpoint, entry, accepted }, this);
    this.vpcId = network.vpcId;
    this.endpointId = endpoint.id;
    this.dnsName = entry.dnsName;
    this.securityGroupId = securityGroup.id;
    this.clientSubnetIds = network.clientSubnetIds;
    this.registerOutputs({ vpcId: this.vpcId, endpointId: this.endpointId, dnsName: this.dnsName });
  }
}

interface ConsumerNetwork {
  vpcId: pulumi.Output<string>;
  clientSubnetIds: PerZone<pulumi.Output<string>>;
  endpointSubnetIds: PerZone<pulumi.Output<string>>;
}

function createNetwork(name: string, args: PrivateLinkConsumerArgs, parent: PrivateLinkConsumer): ConsumerNetwork {
  const { region, vpc, zones, service, flowLogs, kmsKeyArn, iam, protect = false } = args;
  if (vpc.kind === "created") {
    const clientsElsewhere = hasClientsElsewhere(args);
    return createConsumerVpc(
      name,
      {
        region,
        cidr: vpc.cidr,
        zones,
        servicePort: service.port,
        furtherPorts: Object.values(service.further ?? {}),
        clientsElsewhere,
        flowLogs,
        kmsKeyArn,
        iam,
        protect,
      },
      parent,
    );
  }
  const endpointSubnetIds = perZone(zones, (zone) => pulumi.output(vpc.subnets[zone] ?? ""));
  return { vpcId: pulumi.output(vpc.id), clientSubnetIds: {}, endpointSubnetIds };
}

function createSecurityGroup(
  name: string,
  { allowedClients, service: { port, further = {} } }: PrivateLinkConsumerArgs,
  vpcId: pulumi.Input<string>,
  parent: PrivateLinkConsumer,
): aws.ec2.SecurityGroup {
  const group = new aws.ec2.SecurityGroup(
    `${name}-sg`,
    { vpcId, description: "Endpoint of the TCP service", tags: nameTag(name) },
    { parent },
  );
  const ports = [
    { name: undefined, port },
    ...sortedEntries(further).map(([listening, number]) => ({ name: listening, port: number })),
  ];
  const rules = ports.flatMap((each) => rangeRules(listenerName(`${name}-from`, each.name), allowedClients, each.port));
  for (const { name: rule, ...inputs } of rules)
    new aws.vpc.SecurityGroupIngressRule(
      rule,
      { securityGroupId: group.id, ...inputs, tags: nameTag(rule) },
      { parent },
    );
  return group;
}

function createEndpoint(
  name: string,
  args: PrivateLinkConsumerArgs,
  network: ConsumerNetwork,
  securityGroup: aws.ec2.SecurityGroup,
  parent: PrivateLinkConsumer,
): aws.ec2.VpcEndpoint {
  const { service, region, dns } = args;
  return new aws.ec2.VpcEndpoint(
    `${name}-endpoint`,
    {
      vpcId: network.vpcId,
      vpcEndpointType: "Interface",
      serviceName: service.serviceName,
      ...(service.region !== region && { serviceRegion: service.region }),
      subnetIds: endpointSubnets(name, args, network),
      securityGroupIds: [securityGroup.id],
      ipAddressType: args.ipAddressType,
      // AWS refuses it until the connection is accepted: a resource of its own turns it on.
      ...(dns.kind !== "service" && { privateDnsEnabled: false }),
      tags: nameTag(`${name}-endpoint`),
    },
    { parent, dependsOn: [...(args.ready ?? [])], deleteBeforeReplace: dns.kind === "service" },
  );
}

/** In the zones that consumer and service both have; one without the service would have the whole endpoint refused. */
function endpointSubnets(
  name: string,
  { region, zones, zoneIds, service }: PrivateLinkConsumerArgs,
  { endpointSubnetIds }: ConsumerNetwork,
): pulumi.Output<string[]> {
  const subnets = Object.fromEntries(zoneEntries(endpointSubnetIds));
  return pulumi.all([zoneIds, service.zoneIds, pulumi.all(subnets)]).apply(([ids, serviceZones, subnetOf]) => {
    const own = perZone(zones, (zone) => ids[zoneName(region, zone)] ?? "");
    const crossRegion = service.region !== region;
    const commonZones = endpointZones(own, { zoneIds: serviceZones, crossRegion });
    if (commonZones.length === 0)
      throw new NoZoneError(noCommonZoneMessage(name, Object.values(own), serviceZones, crossRegion));
    return commonZones.flatMap((zone) => subnetOf[zone] ?? []);
  });
}

/** AWS does not say that an endpoint has names before it is accepted. */
function dnsEntryOf(name: string, endpoint: aws.ec2.VpcEndpoint): pulumi.Output<DnsEntry> {
  return pulumi.all([endpoint.id, endpoint.dnsEntries]).apply(([id, entries]) => {
    const entry = orUnknown(entries.length > 0 ? regionalDnsEntry(entries) : undefined);
    if (entry) return entry;
    throw new pulumi.RunError(
      `The endpoint ${id} of ${name} has no DNS name yet: have the provider of the service accept it, then run pulumi up --refresh.`,
    );
  });
}

/** A consumer that has no zone for its endpoint, by the ids of its zones: an offline plan only assumes these. */
export class NoZoneError extends pulumi.RunError {}

const noCommonZoneMessage = (
  name: string,
  own: readonly string[],
  ofService: readonly string[],
  crossRegion: boolean,
): string =>
  crossRegion
    ? `${name} is in no zone that can connect to another region: it has ${sortedList(own)}, and AWS leaves out ${sortedList(ZONES_WITHOUT_CROSS_REGION)}.`
    : `${name} and the service have no zone in common: the consumer has ${sortedList(own)}, the service ${sortedList(ofService)}.`;

const sortedList = (ids: readonly string[]): string => (ids.length === 0 ? "none" : [...ids].sort().join(", "));

function acceptEndpoint(
  name: string,
  { accepted }: PrivateLinkConsumerArgs,
  endpoint: aws.ec2.VpcEndpoint,
  parent: PrivateLinkConsumer,
): aws.ec2.VpcEndpointConnectionAccepter[] {
  if (!accepted) return [];
  const { service, provider } = accepted;
  return [createAcceptance(`${name}-accepted`, { service, vpcEndpointId: endpoint.id }, { parent, provider })];
}

interface NameParts {
  network: ConsumerNetwork;
  endpoint: aws.ec2.VpcEndpoint;
  entry: pulumi.Output<DnsEntry>;
  accepted: pulumi.Resource[];
}

function createDnsName(
  name: string,
  args: PrivateLinkConsumerArgs,
  parts: NameParts,
  parent: PrivateLinkConsumer,
): void {
  switch (args.dns.kind) {
    case "none":
      return;
    case "service":
      new aws.vpc.EndpointPrivateDns(
        `${name}-private-dns`,
        { vpcEndpointId: parts.endpoint.id, privateDnsEnabled: true },
        { parent, dependsOn: parts.accepted },
      );
      return;
    case "hostedZone":
      createHostedZone(name, args.dns.hostname, args, parts, parent);
  }
}

/** Of just this name: in its VPC a zone hides all other names in it that the internet knows. */
function createHostedZone(
  name: string,
  hostname: string,
  { region, ipAddressType }: PrivateLinkConsumerArgs,
  { network, entry, endpoint }: NameParts,
  parent: PrivateLinkConsumer,
): void {
  const zone = new aws.route53.Zone(
    `${name}-zone`,
    {
      name: hostname,
      comment: "The TCP service through its endpoint",
      vpcs: [{ vpcId: network.vpcId, vpcRegion: region }],
      tags: nameTag(name),
    },
    // A zone that AWS makes for the service's own private DNS name must have gone first.
    { parent, dependsOn: endpoint },
  );
  const types = { A: `${name}-alias`, ...(ipAddressType === "dualstack" && { AAAA: `${name}-alias-ipv6` }) };
  for (const [type, record] of Object.entries(types))
    new aws.route53.Record(
      record,
      {
        zoneId: zone.zoneId,
        name: hostname,
        type,
        aliases: [{ name: entry.dnsName, zoneId: entry.hostedZoneId, evaluateTargetHealth: false }],
      },
      // Route 53 has one record of a name and type.
      { parent, deleteBeforeReplace: true },
    );
}
