import { contains, overlaps } from "../../plan/cidrs";
import { clientSubnets, type Consumer } from "./consumers";
import type { Door } from "./doors";
import type { GroupRule } from "./filters";
import type { Party } from "./model";
import { groupedBy, likeness, rangesTold, representative } from "./parties";
import { EPHEMERAL, onePort, within } from "./ranges";
import type { Subnet } from "./topology";

/** Who uses an endpoint: those in a subnet of the consumer, or others, of whom the plan has nothing before the endpoint. */
export interface Client {
  party: Party;
  subnet?: Subnet;
}

/** What of a listener tells clients apart. */
export type Asked = Pick<Door, "port" | "groups" | "guardsPrivateLink">;

/**
 * Those whom the endpoint's security groups let in to the port, one for all that are treated alike. Whom no rule names is meant to
 * stay out. Undefined where there is no rule for the port.
 */
export function clientsOf(consumer: Consumer, door: Asked): Client[] | undefined {
  const subnets = clientSubnets(consumer);
  // What groups that the plan has not let in is not known.
  if (consumer.groups.length === 0)
    return alike(
      consumer,
      door,
      subnets.map((subnet) => clientIn(subnet, subnet.cidr)),
    );
  const rules = consumer.groups.flatMap((group) => group.in).filter(({ ports }) => within(onePort(door.port), ports));
  if (rules.length === 0) return undefined;
  const named = rules.flatMap((rule) => [
    ...subnets.flatMap((subnet) => clientByRule(subnet, rule) ?? []),
    ...(isElsewhere(consumer, rule) ? [{ party: partyOf(rule.cidr, rule) }] : []),
  ]);
  return alike(consumer, door, named);
}

const partyOf = (cidr: string, { group, prefixList }: Partial<GroupRule> = {}): Party => ({
  name: cidr,
  cidr,
  ports: EPHEMERAL,
  groups: group === undefined ? [] : [group],
  ...(prefixList !== undefined && { prefixList }),
});

const clientIn = (subnet: Subnet, cidr: string, rule?: GroupRule): Client => ({ party: partyOf(cidr, rule), subnet });

/** Those in the subnet of whom a rule speaks; any there may be of a group or on a prefix list. */
function clientByRule(subnet: Subnet, rule: GroupRule): Client | undefined {
  const { cidr = subnet.cidr } = rule;
  if (!overlaps(cidr, subnet.cidr)) return undefined;
  return clientIn(subnet, contains(cidr, subnet.cidr) ? subnet.cidr : cidr, rule);
}

/** Whether it names a range that is not all within the consumer's VPC: of a network that is joined to it, or of one that is not in the plan. */
const isElsewhere = ({ network }: Consumer, rule: GroupRule): rule is GroupRule & { cidr: string } =>
  rule.cidr !== undefined && !(network && contains(network.cidr, rule.cidr));

function alike(consumer: Consumer, door: Asked, clients: readonly Client[]): Client[] {
  const groups = [...consumer.groups, ...(door.guardsPrivateLink ? door.groups : [])];
  const ranges = rangesTold(consumer.network, groups);
  const endpoints = new Set(consumer.places.flatMap(({ subnet }) => subnet ?? []));
  const keyOf = ({ party, subnet }: Client) =>
    [
      likeness(party, ranges),
      ...party.groups,
      party.prefixList,
      subnet && endpoints.has(subnet) ? subnet.name : subnet?.acl?.name,
      subnet ? leads(subnet) : "elsewhere",
    ].join(" ");
  const distinct = groupedBy(clients, ({ party, subnet }) =>
    [subnet?.name, party.cidr, ...party.groups, party.prefixList].join(" "),
  ).map(([first]) => first);
  return groupedBy(distinct, keyOf).map(([first, ...others]) => ({
    ...first,
    party: representative([first.party, ...others.map(({ party }) => party)]),
  }));
}

/** Where the routes of a subnet lead, by whatever table. */
const leads = ({ table }: Subnet): string =>
  table.routes.map(({ cidr, target }) => `${cidr} ${target.kind === "local" ? "" : target.kind}`).join();
