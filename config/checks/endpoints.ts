import {
  type ListedEndpoint,
  MOST_POLICY_CHARACTERS,
  OTHER_PORTS,
  isGateway,
  policyLength,
} from "../../plan/network/endpoints";
import { isOwnEndpoint } from "../../plan/network/vpcEndpoints";
import { sortedEntries } from "../../plan/sortedEntries";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { RegionConfig } from "../sections/regions";
import { type Check, natSettingsOf, regionsWithoutNat, repeated } from "./common";

const at = (service: string, ...parts: (string | number)[]): Path => ["network", "endpoints", service, ...parts];

const INTERFACE_SETTINGS = ["takesPolicy", "privateDns", "zones"] as const;

/** What is stated of an endpoint as an interface. */
const statedOf = (endpoint: ListedEndpoint): (typeof INTERFACE_SETTINGS)[number][] =>
  INTERFACE_SETTINGS.filter((key) => (key === "zones" ? Object.keys(endpoint.zones).length > 0 : !endpoint[key]));

/** A gateway is a route of all zones, takes a policy, and needs no name. */
function gateways(service: string, endpoint: ListedEndpoint): Mistake[] {
  if (!isGateway(service)) return [];
  const stated = statedOf(endpoint).map((key): Mistake => ({
    path: at(service, key),
    value: endpoint[key],
    allowed: `nothing: ${service} has a gateway endpoint, which is of all zones, takes a policy and needs no name`,
    fix: "remove it",
  }));
  const principals = (endpoint.policy ?? []).flatMap(({ Principal }, index): Mistake[] =>
    Principal === "*"
      ? []
      : [
          {
            path: at(service, "policy", index, "Principal"),
            value: Principal,
            allowed: "*, in the policy of a gateway endpoint",
            fix: "leave it out, and name principals under Condition by aws:PrincipalArn",
          },
        ],
  );
  if (service !== "s3" || endpoint.policy !== undefined) return [...stated, ...principals];
  return [
    ...stated,
    {
      path: at("s3"),
      value: {},
      allowed: "a policy: every VPC has the endpoint of S3 already, for what AWS owns and for network.s3Buckets",
      fix: "name buckets under network.s3Buckets, or give a policy with more statements, or remove it",
      because: [["network", "s3Buckets"]],
    },
  ];
}

function policies(service: string, endpoint: ListedEndpoint): Mistake[] {
  if (endpoint.policy === undefined) return [];
  if (!endpoint.takesPolicy && !isGateway(service))
    return [
      {
        path: at(service, "policy"),
        value: endpoint.policy,
        allowed: "nothing, where the service takes no policy",
        fix: "remove it, or takesPolicy: false",
        because: [at(service, "takesPolicy")],
      },
    ];
  const length = policyLength(endpoint);
  if (length <= MOST_POLICY_CHARACTERS) return [];
  return [
    {
      path: at(service, "policy"),
      value: endpoint.policy,
      allowed: `${MOST_POLICY_CHARACTERS} characters; here there are ${length}`,
      fix: "name fewer resources, or more of them by a star",
    },
  ];
}

/** The security group of the endpoints lets HTTPS in. */
function ports(service: string): Mistake[] {
  const others = OTHER_PORTS[service];
  if (others === undefined) return [];
  return [
    {
      path: at(service),
      value: service,
      allowed: `services that listen on port 443; its endpoint listens on ${others}`,
      fix: "remove it, and make that endpoint beside the stack, with a security group of its own",
    },
  ];
}

function zones(service: string, endpoint: ListedEndpoint, { regions }: StackConfig): Mistake[] {
  return Object.entries(endpoint.zones).flatMap(([name, chosen = []]): Mistake[] => {
    const path = at(service, "zones", name);
    const region = Object.entries(regions).find(([each]) => each === name)?.[1];
    if (!region)
      return [
        {
          path,
          value: chosen,
          allowed: `regions of the stack: ${Object.keys(regions).sort().join(", ")}`,
          fix: "remove it",
          because: [["regions"]],
        },
      ];
    if (!takes(region, service) && !isGateway(service) && chosen.length > 0)
      return [
        {
          path,
          value: chosen,
          allowed: `nothing, or an empty list: the VPC of ${name} exists, and its endpoints are its owner's`,
          fix: `remove it, or set regions.${name}.vpc.interfaceEndpoints: created`,
          because: [["regions", name, "vpc"]],
        },
      ];
    const unused = chosen.flatMap((zone, index): Mistake[] =>
      region.zones.includes(zone)
        ? []
        : [
            {
              path: [...path, index],
              value: zone,
              allowed: `zones of the region's list: ${[...region.zones].sort().join(", ")}`,
              fix: "choose one of these",
              because: [["regions", name, "zones"]],
            },
          ],
    );
    return [...unused, ...repeated(chosen, path, "each zone once")];
  });
}

/** In a VPC that exists the owner has the routes that gateways need, and interfaces where the stack file leaves them to him. */
const takes = ({ vpc }: RegionConfig, service: string): boolean =>
  !vpc || (vpc.interfaceEndpoints === "created" && !isGateway(service));

const zonesIn = ({ zones: byRegion }: ListedEndpoint, region: string) => byRegion[region];

/** In one VPC or more there must be room for it. */
function places(service: string, { regions }: StackConfig): Mistake[] {
  const all = Object.entries(regions);
  if (all.length === 0 || all.some(([, region]) => takes(region, service))) return [];
  return [
    {
      path: at(service),
      value: service,
      allowed: "nothing, where the VPC of every region exists: its owner has its endpoints",
      fix: isGateway(service)
        ? "remove it: a gateway endpoint needs routes, which are the owner's"
        : `remove it, or set ${all.map(([name]) => `regions.${name}.vpc.interfaceEndpoints`).join(" and ")}: created`,
      because: all.map(([name]) => ["regions", name, "vpc"]),
    },
  ];
}

/** Without a NAT gateway agents of the stack's own go by some endpoints, which are then as those need them. */
function ownEndpoints(service: string, endpoint: ListedEndpoint, { regions, instances }: StackConfig): Mistake[] {
  const withoutNat = regionsWithoutNat(regions);
  const closed = sortedEntries(regions).flatMap(([name, region]) =>
    withoutNat.includes(name) && takes(region, service) ? [name] : [],
  );
  if (closed.length === 0 || !isOwnEndpoint(service)) return [];
  if (service === "autoscaling" && !instances.warmPool) return [];
  // From other zones it is reached as well.
  const isLess = (key: keyof ListedEndpoint) =>
    key !== "zones" || closed.some((name) => zonesIn(endpoint, name)?.length === 0);
  return statedOf(endpoint)
    .filter(isLess)
    .map((key) => ({
      path: at(service, key),
      value: endpoint[key],
      allowed: `nothing like it, where a region has no NAT gateway (${closed.join(", ")}): the stack's own agents may need the endpoint`,
      fix: `remove it, or set nat: ${natSettingsOf(regions, closed)} there`,
      because: closed.map((name) => ["regions", name, "nat"]),
    }));
}

const listedEndpoints: Check = (config) =>
  Object.entries(config.network.endpoints as Readonly<Record<string, ListedEndpoint>>).flatMap(
    ([service, endpoint]) => [
      ...ports(service),
      ...places(service, config),
      ...gateways(service, endpoint),
      ...policies(service, endpoint),
      ...zones(service, endpoint, config),
      ...ownEndpoints(service, endpoint, config),
    ],
  );

export const endpointChecks: readonly Check[] = [listedEndpoints];
