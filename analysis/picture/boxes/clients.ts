import { ANYWHERE, isOffTheInternet } from "../../../plan/cidrs";
import type { ResourceNode } from "../../../graph";
import { PRIVATE_LINK_TYPES } from "../../inventory/resourceTypes";
import { admittedClients, admittedIpv6Clients } from "../../paths/frontDoor/frontDoors";
import type { Box } from "../diagram";
import { INTERNET, INTERNET_OUT, OTHER_CONSUMERS } from "../ids";
import type { Scene } from "../scene";
import { listed } from "../texts";

/** How many ranges are named before the rest is counted. */
const NAMED_RANGES = 4;

/** Those who come from the internet, where anyone does. */
export function internetClients(scene: Scene): Box[] {
  const { paths, frontDoors } = scene.followed;
  if (!paths.some(({ kind, verdict }) => kind === "client" && verdict !== "closed")) return [];
  const accelerated = new Set(
    scene.endpointGroups.flatMap(({ endpoints }) => endpoints.flatMap(({ urn = [] }) => urn)),
  );
  const publicFrontDoors = frontDoors.filter((each) => each.public || accelerated.has(each.urn));
  const ranges = publicFrontDoors.flatMap((frontDoor) => [
    ...admittedClients(frontDoor).map(({ name }) => name),
    ...(frontDoor.dualStack ? admittedIpv6Clients(frontDoor).map(({ name }) => name) : []),
  ]);
  return [
    {
      id: INTERNET,
      kind: "clients",
      title: "Clients on the internet",
      lines: rangeLines(ranges.filter((range) => range.startsWith("prefix list") || !isOffTheInternet(range))),
      resources: [],
    },
  ];
}

function rangeLines(ranges: readonly string[]): string[] {
  const all = [...new Set(ranges)].filter((range) => !range.startsWith("prefix list")).sort();
  if (all.includes(ANYWHERE)) return ["any address"];
  const more = all.length - NAMED_RANGES;
  return [...all.slice(0, NAMED_RANGES), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** Consumers that have stacks of their own: whom the endpoint services let in, and whose endpoints are accepted by their ids. */
export function otherConsumers(scene: Scene): Box[] {
  const { consumers } = scene;
  const named = ownServices(scene).flatMap((service) => otherPrincipals(scene, service));
  const accepted = scene.index
    .ofType(PRIVATE_LINK_TYPES.accepter)
    .map(({ inputs }) => inputs["vpcEndpointId"])
    .filter((id): id is string => typeof id === "string" && !scene.index.resolve(id));
  if (named.length === 0 && accepted.length === 0) return [];
  return [
    {
      id: OTHER_CONSUMERS,
      kind: "clients",
      title: consumers.length === 0 ? "Consumers" : "Other consumers",
      lines: [...new Set([...named.map(principalText), ...accepted])],
      resources: [],
    },
  ];
}

export const ownServices = ({ index, followed }: Scene): ResourceNode[] =>
  index.ofType(PRIVATE_LINK_TYPES.service).filter(({ urn }) => followed.topology.own.has(urn));

/** Those that a service lets in, the consumers of the stack's own account left out, which have boxes of their own. */
export const otherPrincipals = ({ index }: Scene, service: ResourceNode): string[] =>
  index
    .ofType(PRIVATE_LINK_TYPES.principal)
    .filter(
      ({ name, inputs }) => index.resolve(inputs["vpcEndpointServiceId"]) === service && !name.endsWith("-own-account"),
    )
    .map(({ inputs }) => String(inputs["principalArn"]));

/** `arn:aws:iam::111122223333:root` gives `account 111122223333`. */
function principalText(principal: string): string {
  if (principal === "*") return "any account";
  const [, account = principal, who = ""] = /^arn:[\w-]+:iam::(\d+):(.*)$/.exec(principal) ?? [];
  return who === "root" || who === "" ? `account ${account}` : `${who} of ${account}`;
}

/** Where the service's own connections go. */
export function internetOut({ followed }: Scene): Box[] {
  const out = followed.paths.filter(
    ({ kind, verdict, there }) => kind === "egress" && verdict !== "closed" && there.hops.at(-1)?.kind === "internet",
  );
  if (out.length === 0) return [];
  const several = new Set(out.map(({ ipv6 }) => (ipv6 ? "IPv6" : "IPv4")));
  return [
    {
      id: INTERNET_OUT,
      kind: "internet",
      title: "Internet",
      lines: [`connections of the service's own${several.size > 1 ? `, by ${listed([...several].sort())}` : ""}`],
      resources: [],
    },
  ];
}
