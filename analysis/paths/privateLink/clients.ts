import { contains, overlaps } from "../../../plan/cidrs";
import type { FrontDoor } from "../frontDoor/frontDoors";
import type { SecurityGroupRule } from "../network/filters";
import type { Peer } from "../network/path";
import { distinguishedRanges, groupedBy, matchKey, representative } from "../network/peers";
import { EPHEMERAL, onePort, within } from "../network/ranges";
import type { Subnet } from "../network/vpc";
import { type Consumer, clientSubnets } from "./consumers";

/** Who uses an endpoint: those in a subnet of the consumer, or others, of whom the plan has nothing before the endpoint. */
export interface Client {
  peer: Peer;
  subnet?: Subnet;
}

/** What of a listener distinguishes clients. */
export type Listener = Pick<FrontDoor, "port" | "groups" | "guardsPrivateLink">;

/**
 * Those whom the endpoint's security groups let in to the port, one for all that are treated alike. Whom no rule names is to
 * stay out. Undefined where there is no rule for the port.
 */
export function clientsOf(consumer: Consumer, listener: Listener): Client[] | undefined {
  const subnets = clientSubnets(consumer);
  // What groups that the plan has not let in is not known.
  if (consumer.groups.length === 0)
    return mergeClients(
      consumer,
      listener,
      subnets.map((subnet) => clientIn(subnet, subnet.cidr)),
    );
  const rules = consumer.groups
    .flatMap((group) => group.in)
    .filter(({ ports }) => within(onePort(listener.port), ports));
  if (rules.length === 0) return undefined;
  const named = rules.flatMap((rule) => [
    ...subnets.flatMap((subnet) => clientByRule(subnet, rule) ?? []),
    ...(isElsewhere(consumer, rule) ? [{ peer: peerOf(rule.cidr, rule) }] : []),
  ]);
  return mergeClients(consumer, listener, named);
}

const peerOf = (cidr: string, { group, prefixList }: Partial<SecurityGroupRule> = {}): Peer => ({
  name: cidr,
  cidr,
  ports: EPHEMERAL,
  groups: group === undefined ? [] : [group],
  ...(prefixList !== undefined && { prefixList }),
});

const clientIn = (subnet: Subnet, cidr: string, rule?: SecurityGroupRule): Client => ({
  peer: peerOf(cidr, rule),
  subnet,
});

/** Those in the subnet of whom a rule speaks; any there may be of a group or on a prefix list. */
function clientByRule(subnet: Subnet, rule: SecurityGroupRule): Client | undefined {
  const { cidr = subnet.cidr } = rule;
  if (!overlaps(cidr, subnet.cidr)) return undefined;
  return clientIn(subnet, contains(cidr, subnet.cidr) ? subnet.cidr : cidr, rule);
}

/** Whether it names a range that is not all within the consumer's VPC: of a network that is joined to it, or of one that is not in the plan. */
const isElsewhere = ({ network }: Consumer, rule: SecurityGroupRule): rule is SecurityGroupRule & { cidr: string } =>
  rule.cidr !== undefined && !(network && contains(network.cidr, rule.cidr));

function mergeClients(consumer: Consumer, listener: Listener, clients: readonly Client[]): Client[] {
  const groups = [...consumer.groups, ...(listener.guardsPrivateLink ? listener.groups : [])];
  const ranges = distinguishedRanges(consumer.network, groups);
  const endpoints = new Set(consumer.interfaces.flatMap(({ subnet }) => subnet ?? []));
  const keyOf = ({ peer, subnet }: Client) =>
    [
      matchKey(peer, ranges),
      ...peer.groups,
      peer.prefixList,
      subnet && endpoints.has(subnet) ? subnet.name : subnet?.acl?.name,
      subnet ? routesText(subnet) : "elsewhere",
    ].join(" ");
  const distinct = groupedBy(clients, ({ peer, subnet }) =>
    [subnet?.name, peer.cidr, ...peer.groups, peer.prefixList].join(" "),
  ).map(([first]) => first);
  return groupedBy(distinct, keyOf).map(([first, ...others]) => ({
    ...first,
    peer: representative([first.peer, ...others.map(({ peer }) => peer)]),
  }));
}

/** Where the routes of a subnet lead, by whatever table. */
const routesText = ({ table }: Subnet): string =>
  table.routes.map(({ cidr, target }) => `${cidr} ${target.kind === "local" ? "" : target.kind}`).join();
