import { firstOverlaps } from "../../plan/cidrs";
import { compose } from "../../plan/options";
import { commonZones, serviceRegionOf } from "../../plan/privateLink/consumers";
import type { Region } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { ConsumerConfig } from "../sections/consumer";
import type { Check } from "./common";
import { type ServiceFacts, consumerMistakes, nameInVpc, zonesOf } from "./consumer";

export const at = (...parts: (string | number)[]): Path => ["privateLink", ...parts];

export const regionsOf = ({ regions }: StackConfig): Region[] => Object.keys(regions).sort() as Region[];

function eachConsumer(check: (consumer: ConsumerConfig, path: Path, config: StackConfig) => Mistake[]): Check {
  return (config) =>
    config.privateLink.consumers.flatMap((consumer, index) => check(consumer, at("consumers", index), config));
}

/** Names are identity: two of a name would be one consumer. */
export function names({ privateLink: { consumers, connectedConsumers } }: StackConfig): Mistake[] {
  const first = new Map<string, Path>();
  return Object.entries({ consumers, connectedConsumers }).flatMap(([list, entries]) =>
    entries.flatMap(({ name }, index): Mistake[] => {
      const path = at(list, index, "name");
      const other = first.get(name);
      if (other === undefined) {
        first.set(name, path);
        return [];
      }
      const where = other.slice(0, -1);
      const fix = `choose another: ${String(where[1])}[${String(where[2])}] has it already`;
      return [{ path, value: name, allowed: "a name that no other consumer has", fix, because: [other] }];
    }),
  );
}

/** Where a service can be connected to: one of the stack's regions, given where it does not follow. */
export function serviceRegions(config: StackConfig): Mistake[] {
  const regions = regionsOf(config);
  if (regions.length === 0) return [];
  const { consumers, connectedConsumers } = config.privateLink;
  return Object.entries({ consumers, connectedConsumers }).flatMap(([list, entries]) =>
    entries.flatMap((entry: { region?: Region; serviceRegion?: Region }, index): Mistake[] => {
      const region = serviceRegionOf(entry, regions);
      if (region !== undefined && regions.includes(region)) return [];
      return [
        {
          path: at(list, index, "serviceRegion"),
          value: entry.serviceRegion,
          allowed: `a region of the stack: ${regions.join(", ")}`,
          fix: region === undefined ? "say to which of them it connects" : "choose one of these",
          because: [["regions"], at(list, index, "region")],
        },
      ];
    }),
  );
}

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html, cross-Region access. */
export const otherRegion: Check = eachConsumer(({ region, serviceRegion }, path, config) => {
  const { supportedRegions } = config.privateLink;
  const service = serviceRegionOf({ region, serviceRegion }, regionsOf(config));
  if (service === undefined || region === service || supportedRegions.includes(region)) return [];
  return [
    {
      path: [...path, "region"],
      value: region,
      allowed: `the region of the service, ${service}, or one of privateLink.supportedRegions`,
      fix: `add ${region} to privateLink.supportedRegions, or choose another region`,
      because: [["regions"], at("supportedRegions"), [...path, "serviceRegion"]],
    },
  ];
});

/**
 * VPCs made here overlap nothing, so that a range of clients means one consumer. PrivateLink itself connects VPCs that overlap, and
 * one that exists cannot be changed: those are not checked.
 */
export function overlappingVpcs({ regions, privateLink: { consumers } }: StackConfig): Mistake[] {
  const regionVpcs = Object.entries(regions).map(([name, { cidr }]) => ({
    cidr,
    path: ["regions", name, "cidr"] as Path,
    whose: name,
    ours: false,
  }));
  const createdVpcs = consumers.flatMap(({ name, vpc }, index) =>
    vpc.kind === "created"
      ? [{ cidr: vpc.cidr, path: at("consumers", index, "vpc", "cidr"), whose: name, ours: true }]
      : [],
  );
  const all = [...regionVpcs, ...createdVpcs];
  return [...firstOverlaps(all.map(({ cidr }) => cidr))].flatMap(([index, first]): Mistake[] => {
    const one = all[index];
    const other = all[first];
    if (!one?.ours || !other) return [];
    return [
      {
        path: one.path,
        value: one.cidr,
        allowed: "a range that no region's VPC and no other VPC made here overlaps",
        fix: `choose another: it overlaps ${other.cidr} of ${other.whose}`,
        because: [other.path],
      },
    ];
  });
}

/** Letters mean the same zones, as the account is the same. From another region, any zone will do. */
export const zonesInCommon: Check = eachConsumer((consumer, path, config) => {
  const service = serviceRegionOf(consumer, regionsOf(config));
  const region = service === consumer.region ? config.regions[service] : undefined;
  const { at: place, zones } = zonesOf(consumer, path);
  if (!region || region.zones.length === 0 || zones.length === 0 || commonZones(consumer, region.zones).length > 0)
    return [];
  return [
    {
      path: place,
      value: zones,
      allowed: `one of the service's zones at least: ${[...region.zones].sort().join(", ")}`,
      fix: "an endpoint stands in zones that both have: add one of these, or add a zone to the service's region",
      because: [
        ["regions", consumer.region, "zones"],
        [...path, "region"],
        [...path, "serviceRegion"],
      ],
    },
  ];
});

export const serviceFactsOf = ({ service, privateLink }: StackConfig): ServiceFacts => ({
  hostname: service.hostname,
  privateDnsName: privateLink.privateDnsName,
  ipAddressType: privateLink.ipAddressType,
  places: {
    hostname: ["service", "hostname"],
    privateDnsName: at("privateDnsName"),
    ipAddressType: at("ipAddressType"),
  },
});

export const consumerRules: Check = eachConsumer((consumer, path, config) =>
  consumerMistakes(consumer, path, serviceFactsOf(config)),
);

/** A VPC can have one zone of a name. Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html */
export function namesInVpcs(config: StackConfig): Mistake[] {
  const facts = serviceFactsOf(config);
  const first = new Map<string, Path>();
  return config.privateLink.consumers.flatMap((consumer, index): Mistake[] => {
    const { vpc } = consumer;
    const name = nameInVpc(consumer, facts);
    if (vpc.kind === "created" || name === undefined) return [];
    const path = at("consumers", index);
    const key = `${vpc.id} ${name}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, path);
      return [];
    }
    const { hostname, privateDnsName: own } = facts.places;
    return [
      {
        path: [...path, "privateDns"],
        value: consumer.privateDns,
        allowed: `none, where ${vpc.id} has ${name} for another endpoint`,
        fix: `set privateDns: none for one of the two: consumers[${String(other[2])}] is in this VPC too`,
        because: [[...path, "vpc"], [...other, "vpc"], [...other, "privateDns"], hostname, own],
      },
    ];
  });
}

export function connectedEndpoints({ privateLink: { connectedConsumers } }: StackConfig): Mistake[] {
  const first = new Map<string, number>();
  return connectedConsumers.flatMap(({ endpointId }, index): Mistake[] => {
    if (endpointId === undefined) return [];
    const other = first.get(endpointId);
    if (other === undefined) {
      first.set(endpointId, index);
      return [];
    }
    return [
      {
        path: at("connectedConsumers", index, "endpointId"),
        value: endpointId,
        allowed: "an endpoint of one consumer",
        fix: `connectedConsumers[${other}] has it already: give another, or remove one of the two`,
        because: [at("connectedConsumers", other, "endpointId")],
      },
    ];
  });
}

/** Where nothing waits for acceptance there is none to make. */
export function needlessAcceptance({
  privateLink: { acceptanceRequired, connectedConsumers },
}: StackConfig): Mistake[] {
  if (acceptanceRequired) return [];
  return connectedConsumers.flatMap(({ endpointId }, index): Mistake[] =>
    endpointId === undefined
      ? []
      : [
          {
            path: at("connectedConsumers", index, "endpointId"),
            value: endpointId,
            allowed: "nothing, where acceptanceRequired is false: nothing has to be accepted",
            fix: "remove it and keep the name, or set acceptanceRequired: true",
            because: [at("acceptanceRequired")],
          },
        ],
  );
}

/** A subnet lies in one VPC, so that one of two consumers names another's. */
export function subnetsOfTwoVpcs({ privateLink: { consumers } }: StackConfig): Mistake[] {
  const first = new Map<string, { vpc: string; path: Path }>();
  return consumers.flatMap(({ vpc }, index): Mistake[] => {
    if (vpc.kind === "created") return [];
    return Object.entries(vpc.subnets).flatMap(([zone, subnet]): Mistake[] => {
      const path = at("consumers", index, "vpc", "subnets", zone);
      const other = first.get(subnet);
      if (!other) first.set(subnet, { vpc: vpc.id, path });
      if (!other || other.vpc === vpc.id) return [];
      return [
        {
          path,
          value: subnet,
          allowed: `a subnet of ${vpc.id}; consumers[${String(other.path[2])}] has this one in ${other.vpc}`,
          fix: "give one of this VPC, or correct the VPC of one of the two",
          because: [other.path, at("consumers", index, "vpc", "id"), at("consumers", other.path[2] ?? 0, "vpc", "id")],
        },
      ];
    });
  });
}

/** A service with endpoints cannot be deleted, and whoever deletes it cuts them: the list must be empty first. */
export function leavingOption({ options, privateLink: { connectedConsumers } }: StackConfig): Mistake[] {
  if (connectedConsumers.length === 0 || compose(options).privateFrontDoor) return [];
  const consumerNames = connectedConsumers.map(({ name }) => name).sort();
  return [
    {
      path: at("connectedConsumers"),
      value: connectedConsumers.map(({ name }) => name),
      allowed: `nobody, where options have no privateLink: ${consumerNames.join(", ")} would be cut off`,
      fix: "keep the option, or remove each from the list once it has moved",
      because: [["options"]],
    },
  ];
}
