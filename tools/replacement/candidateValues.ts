import { OFFLINE_ACCOUNT } from "../../graph/invokes";
import { idDigits } from "../../graph/terraform/dummyValues";
import type { Properties, Property } from "../../graph/terraform/mappingTable";
import { ABSENT, withValueAt } from "./propertyPaths";

const ids = (prefix: string) => (count: number) => `${prefix}-${idDigits(`${prefix} ${count}`)}`;
const arns = (service: string, resource: string) => (count: number) =>
  `arn:aws:${service}:eu-west-1:${OFFLINE_ACCOUNT}:${resource}${count}`;
const uuid = (count: number) => `0a1b2c3d-0000-4000-8000-00000000000${count}`;
const loadBalancerArns = (kind: string) => (count: number) =>
  `arn:aws:elasticloadbalancing:eu-west-1:${OFFLINE_ACCOUNT}:${kind}/made-up/${idDigits(kind).slice(0, 15)}${count}`;

/** Well-formed values by what a property is called. The first rule that fits a name makes its values. */
const BY_NAME: readonly [RegExp, ...((count: number) => string)[]][] = [
  [/loadBalancerArns?$/, loadBalancerArns("loadbalancer/net")],
  [/targetGroupArns?$/, loadBalancerArns("targetgroup")],
  [/kms|encryptionKey/i, arns("kms", "key/0a1b2c3d-0000-4000-8000-00000000000"), uuid],
  [/certificate/i, arns("acm", "certificate/0a1b2c3d-0000-4000-8000-00000000000")],
  [/policyArns?$|permissionsBoundary/, (count) => `arn:aws:iam::${OFFLINE_ACCOUNT}:policy/made-up-${count}`],
  [/role(Arn)?$|roleArns?$/i, (count) => `arn:aws:iam::${OFFLINE_ACCOUNT}:role/made-up-${count}`],
  [/clusterArn|^cluster$/, arns("ecs", "cluster/made-up-")],
  [/taskDefinition$/, (count) => `arn:aws:ecs:eu-west-1:${OFFLINE_ACCOUNT}:task-definition/made-up:${count}`],
  [/registryArn/, arns("servicediscovery", "service/srv-0000000000000000")],
  [/outpost/i, arns("outposts", "outpost/op-0000000000000000")],
  [/actions$/i, arns("sns", "made-up-")],
  [
    /arns?$/i,
    (count) => `arn:aws:iam::${OFFLINE_ACCOUNT}:role/made-up-${count}`,
    arns("s3", "made-up-"),
    arns("sns", "made-up-"),
  ],
  [/[aA]rnLists$/, (count) => `arn:aws:ce::${OFFLINE_ACCOUNT}:anomalymonitor/${uuid(count)}`],
  [/^members$/, arns("ec2", "eip-allocation/eipalloc-0000000000000000")],
  [/[aA]ccountId$/, (count) => `${OFFLINE_ACCOUNT.slice(0, -1)}${count}`],
  [/asn$/i, (count) => `${64512 + count}`],
  [/phoneNumber$/, (count) => `+1555555010${count}`],
  [/monitorSpecification$/, (count) => JSON.stringify({ Tags: { Key: "Stack", Values: [`made-up-${count}`] } })],
  [/securityGroup/i, ids("sg")],
  [/subnet/i, ids("subnet")],
  [/allocationId/, ids("eipalloc")],
  [/networkInterface/, ids("eni")],
  [/natGateway/, ids("nat")],
  [/egressOnlyGateway/, ids("eigw")],
  [/transitGateway/, ids("tgw")],
  [/localGateway/, ids("lgw")],
  [/carrierGateway/, ids("cagw")],
  [/gatewayId/, ids("igw")],
  [/vpcPeering/, ids("pcx")],
  [/vpcEndpoint/, ids("vpce")],
  [/vpcId|^vpc$/, ids("vpc")],
  [/prefixList/, ids("pl")],
  [/routeTable/, ids("rtb")],
  [/ipamPool/i, ids("ipam-pool")],
  [/imageId/, ids("ami")],
  [/instanceId|^instance$/, ids("i")],
  [/namespaceId/, ids("ns")],
  [/healthChecks?(Id)?$/i, uuid],
  [/zoneId$/, (count) => `Z0123456789ABC${count}`],
  [/ipv6.*cidr|cidr.*ipv6/i, (count) => `2001:db8:0:${count}00::/56`, (count) => `2001:db8:0:${count}::/64`],
  [/cidr/i, (count) => `10.20.${count}.0/24`],
  [/ipv6Address/, (count) => `2001:db8::${count}`],
  [/ip(v4)?(Address(es)?)?$/i, (count) => `198.51.100.${count}`],
  [/assumeRolePolicy/, (count) => policy("sts:AssumeRole", count, { Principal: { Service: "ec2.amazonaws.com" } })],
  [
    /policyDocument$/,
    (count) =>
      policy("logs:PutLogEvents", count, { Principal: { Service: "delivery.logs.amazonaws.com" }, Resource: "*" }),
  ],
  [/policy$/i, (count) => policy("s3:GetObject", count, { Resource: "*" }), (count) => `made-up-${count}`],
  [/userData/, (count) => Buffer.from(`#!/bin/sh\n# ${count}\n`).toString("base64")],
  [/timeout$/i, (count) => `${count + 4}m`],
  [/(time|date|until)$/i, (count) => `2031-01-0${count}T00:00:00Z`],
  [/protocol$/i, (count) => ["tcp", "udp", "icmp"][count % 3] ?? "tcp", (count) => ["TCP", "UDP"][count % 2] ?? "TCP"],
  [/port$/i, (count) => `${8080 + count}`],
  [/region$/i, (count) => ["eu-central-1", "us-east-1", "ap-south-1"][count % 3] ?? "eu-central-1"],
  [/availabilityZones?$/, (count) => `eu-west-1${"abc"[count % 3] ?? "a"}`],
  [/instanceType/, (count) => ["m7i.large", "m6i.large", "t3.micro"][count % 3] ?? "t3.micro"],
  [/prefix$/i, (count) => `m${count}-`],
  [/version|percentage|size|count|warmup|delay/i, (count) => `${count + 1}`],
];

function policy(action: string, count: number, rest: object): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: `MadeUp${count}`, Effect: "Allow", Action: [action], ...rest }],
  });
}

const COUNTS = [1, 2] as const;
const NUMBERS = [1, 2, 10, 60, 300, 3600];

/** Values for a property that nothing is recorded of: well-formed by its name, as far as a name tells. */
function guessedValues(name: string, property: Property): unknown[] {
  if (property.type === "bool") return [true, false];
  if (property.type === "number") return NUMBERS;
  if (property.type === "map") return COUNTS.map((count) => ({ Key: `made-up-${count}` }));
  if (property.type === "object") return objects(property.properties ?? {});
  const makers = BY_NAME.find(([pattern]) => pattern.test(name))?.slice(1) as ((count: number) => string)[] | undefined;
  return (makers ?? [(count: number) => `made-up-${count}`]).flatMap((make) => COUNTS.map(make));
}

/** Objects with what they need and one thing more, or with all that is simple. */
function objects(properties: Properties): unknown[] {
  const filled = (keys: readonly string[], place: number): unknown =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const property = properties[key];
        const [value] = property ? valuesFor(key, property).slice(place) : [];
        return value === undefined ? [] : [[key, value]];
      }),
    );
  const keys = Object.keys(properties);
  const needed = keys.filter((key) => properties[key]?.use === "required");
  const simple = keys.filter((key) => !needed.includes(key) && properties[key]?.type !== "object");
  const sets = [needed, [...needed, ...simple.slice(0, 1)], [...needed, ...simple]].filter((set) => set.length > 0);
  return unique(sets.flatMap((set) => [0, 1].map((place) => filled(set, place))));
}

/** Whole values for a property that is not given: lists with one and with two elements. */
export function valuesFor(name: string, property: Property): unknown[] {
  const single = guessedValues(name, property).slice(0, MAX_VALUES);
  return property.many === undefined ? single : listsOf(single);
}

/** Values to try of one property, or of the elements of one. */
const MAX_VALUES = 4;

/** Each element alone, and each beside the next. */
export function listsOf(elements: readonly unknown[]): unknown[][] {
  const pairs = elements.slice(1).map((each, index) => [elements[index], each]);
  return [...elements.map((each) => [each]), ...pairs];
}

/** Other values than a recorded one: what else was recorded first, then what its name suggests. */
export function alternatives(
  name: string,
  property: Property,
  current: unknown,
  others: readonly unknown[],
): unknown[] {
  if (property.many !== undefined && Array.isArray(current)) return otherLists(name, property, current, others);
  if (property.type === "map" && isMap(current)) return otherMaps(current);
  const own = typeof current === "number" ? [current + 1, current * 2, current - 1] : [];
  const flipped = current === "true" || current === "false" ? [String(current === "false")] : [];
  const all = [...flipped, ...others.slice(0, 2), ...own, ...guessedValues(name, property)];
  return unique(all)
    .filter((each) => !sameValue(each, current))
    .slice(0, MAX_VALUES);
}

function otherLists(
  name: string,
  property: Property,
  current: readonly unknown[],
  others: readonly unknown[],
): unknown[] {
  const recorded = others.flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : []));
  const variedElements =
    property.type === "object" ? current.map((each) => variedElement(each, property.properties ?? {})) : [];
  const all = unique([
    ...recorded.slice(0, 3),
    ...variedElements.slice(0, 2),
    ...guessedValues(name, { ...property, many: undefined }),
  ]);
  const fresh = all.filter((each) => !current.some((own) => sameValue(own, each)));
  if (current.length === 0) return listsOf(fresh.slice(0, MAX_VALUES));
  const start = current.slice(0, -1);
  return [
    ...fresh.slice(0, 3).flatMap((each) => [
      [...current, each],
      [...start, each],
    ]),
    ...(start.length > 0 ? [start] : []),
  ];
}

/** An element like another, with every id, name and number in it another: a set takes none twice. */
function variedElement(value: unknown, properties: Properties): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]): [string, unknown] => {
      const property = properties[key];
      if (!property || property.many !== undefined) return [key, each];
      if (property.type === "object") return [key, variedElement(each, property.properties ?? {})];
      if (typeof each === "number") return [key, each + 1];
      const significant = /id|arn|name|cidr|key/i.test(key) && property.type === "string";
      return [key, significant ? (alternatives(key, property, each, [])[0] ?? each) : each];
    }),
  );
}

function otherMaps(current: Record<string, unknown>): unknown[] {
  const [first, ...others] = Object.keys(current);
  return [
    { ...current, MadeUp: "made-up" },
    ...(first === undefined ? [] : [{ ...current, [first]: "made-up" }]),
    ...(others.length > 0 ? [Object.fromEntries(others.map((key) => [key, current[key]]))] : []),
  ];
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const sameValue = (one: unknown, other: unknown): boolean =>
  one === ABSENT || other === ABSENT ? one === other : JSON.stringify(one) === JSON.stringify(other);

export function unique(values: readonly unknown[]): unknown[] {
  return values.filter((each, index) => values.findIndex((other) => sameValue(each, other)) === index);
}

/** Values that the provider's own words of refusal allow: `expected x to be one of ["a" "b"]`, `in the range (1 - 5)`. */
export function valuesFromRefusal(refusal: string): (string | number)[] {
  if (refusal.includes("as boolean")) return ["true", "false"];
  const [, choices] = /one of:? \[?([^\]\n]+)/.exec(refusal) ?? [];
  if (choices !== undefined) {
    const quoted = [...choices.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
    return quoted.length > 0 ? quoted : choices.split(/[\s,]+/).filter((word) => word !== "");
  }
  const [, low, high] = /range \((-?\d+) ?- ?(\d+)\)|between (-?\d+) and (\d+)/.exec(refusal)?.filter(Boolean) ?? [];
  if (low !== undefined && high !== undefined) return [Number(low), Number(high), Number(low) + 1];
  const [, least] = /at least \((\d+)\)/.exec(refusal) ?? [];
  return least === undefined ? [] : [Number(least), Number(least) + 1];
}

/** A refused object with what the refusal says of one of its fields: `expected stickiness.0.type to be one of ["a" "b"]`. */
export function correctedObjects(property: Property, value: unknown, refusal: string): unknown[] {
  const [, place = ""] = /expected ([\w.]+) to be|"([\w.]+)" must/.exec(refusal)?.filter((each) => each !== "") ?? [];
  const names = place.split(".").filter((step) => step !== "" && !/^\d+$/.test(step));
  const path = sdkPath(property, names[0] === property.name ? names.slice(1) : names);
  const [first, second] = valuesFromRefusal(refusal);
  const object: unknown = Array.isArray(value) ? value[0] : value;
  if (path === undefined || first === undefined || typeof object !== "object") return [];
  const both = [first, second ?? first].map((word) => withValueAt(object, path, word));
  return property.many === undefined ? both : listsOf(both);
}

/** The SDK's path of the provider's names in an object. */
function sdkPath({ properties = {} }: Property, names: readonly string[]): string | undefined {
  const [name, ...rest] = names;
  const [key, inner] = Object.entries(properties).find(([, each]) => each.name === name) ?? [];
  if (key === undefined || inner === undefined || rest.length === 0) return key;
  const below = sdkPath(inner, rest);
  return below === undefined ? undefined : `${key}.${below}`;
}

/** The provider's names of arguments that a refusal sets against each other: `conflicts with a`, `only one of a,b`. */
export function conflictingArguments(refusal: string): string[] {
  const conflict = /"(\w+)": conflicts with (\w+)/.exec(refusal)?.slice(1) ?? [];
  const one = /(?:only|exactly) one of[^`[]*[`[]([\w,]+)/i.exec(refusal)?.[1]?.split(",") ?? [];
  return [...conflict, ...one];
}
