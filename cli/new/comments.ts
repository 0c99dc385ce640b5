import type { StackConfigText } from "../../analysis/advice/stackConfig";
import type { Path } from "../../config/mistakes";
import { valueAt } from "../../config/valueAt";
import type { KeyComment } from "../recording/stackFileText";

interface Comment {
  /** Where it stands; `*` is any key. */
  path: Path;
  /** Of which values, in what they lie in. Default: all. */
  when?: (value: unknown, holder: Readonly<Record<string, unknown>>) => boolean;
  lines: readonly string[];
}

/** What follows from a choice, above the key that makes it: what is for good, what renews or replaces, what others must do, and which page has more. */
const COMMENTS: readonly Comment[] = [
  {
    path: ["options"],
    lines: [
      "The architecture. Others keep the addresses, but look first: npm run plan -- STACK --to OPTIONS (docs/switching.md).",
    ],
  },
  {
    path: ["service", "allowedClients"],
    when: (value) => !JSON.stringify(value).includes('"0.0.0.0/0"'),
    lines: [
      "Nobody else connects. Ask each client for the ranges it connects from, and to tell you before they change.",
    ],
  },
  {
    path: ["service", "alsoListens"],
    lines: ["On the same addresses. A port must be out for one update before another entry has it (docs/ports.md)."],
  },
  {
    path: ["service", "tls"],
    lines: ["TLS ends at the load balancer; certificates stand under regions (docs/ports.md)."],
  },
  {
    path: ["service", "hostname"],
    lines: ["Give clients this name; their allow lists have the addresses."],
  },
  {
    path: ["regions", "*", "zones"],
    lines: ["A zone more comes in place; a zone less interrupts, unless done by docs/switching.md."],
  },
  {
    path: ["regions", "*", "cidr"],
    when: (_, { vpc }) => vpc === undefined,
    lines: [
      "Another range later replaces the VPC and all that stands in it: take one that nothing connected to it uses.",
    ],
  },
  {
    path: ["regions", "*", "nat"],
    when: (value) => value === "single",
    lines: ["For all zones: cheaper than perZone, and without its zone no other has a way out."],
  },
  {
    path: ["regions", "*", "addresses"],
    lines: ["Elastic IPs of yours: used, never changed, never released. A zone without one gets a new one."],
  },
  {
    path: ["regions", "*", "egressAddresses"],
    lines: ["Where the service's own connections come from; a NAT gateway without one gets a new one."],
  },
  {
    path: ["regions", "*", "addressPool"],
    lines: ["Of addresses that are made from now on; those that exist stay (docs/network.md)."],
  },
  {
    path: ["regions", "*", "vpc"],
    lines: [
      "Its owner's routes, network ACLs and NAT gateways must let this in and out: docs/network.md has the list.",
    ],
  },
  {
    path: ["weights"],
    lines: ["How instances and tasks share new connections."],
  },
  {
    path: ["instances"],
    lines: ["A change renews the instances, some at a time (docs/instances.md)."],
  },
  {
    path: ["ecs"],
    lines: ["A change deploys the tasks anew, some at a time (docs/tasks.md)."],
  },
  {
    path: ["privateLink", "allowedPrincipals"],
    lines: ["Each connects by a stack of its own: npm run new -- NAME --kind consumer (docs/private-link.md)."],
  },
  {
    path: ["globalAccelerator"],
    lines: [
      "Its addresses last as long as this section, with or without the option; without it nobody gets them back.",
    ],
  },
  {
    path: ["dns"],
    lines: ["The zone exists, in this account; one elsewhere or made here: docs/dns.md."],
  },
  {
    path: ["monitoring", "notify"],
    lines: ["AWS writes to each address once for each region: nobody hears who has not confirmed."],
  },
  {
    path: ["guard", "budget"],
    lines: ["Counts what has the stack's tags, once they are active cost allocation tags (docs/guard.md)."],
  },
  {
    path: ["published"],
    lines: ["On others' allow lists: an update that would lose one does nothing but say so."],
  },
  {
    path: ["account"],
    lines: ["Credentials of another account are refused."],
  },
  {
    path: ["protect"],
    lines: ["Addresses and load balancers cannot be deleted by accident (README.md, Take it down again)."],
  },
  {
    path: ["provider", "zoneIds"],
    lines: ["Ids, as letters mean other zones in other accounts."],
  },
  {
    path: ["consumer", "vpc"],
    lines: ["Another range later replaces it."],
    when: (value) => (value as { kind?: string }).kind === "created",
  },
];

/** The comments of a stack's config, each where it is said first: what holds for every region stands above one. */
export const commentsOf = (config: StackConfigText, stack: string): KeyComment[] =>
  COMMENTS.flatMap(({ path, when = () => true, lines }) => {
    const first = placesOf(config, path).find((place) =>
      when(valueAt(config, place), (valueAt(config, place.slice(0, -1)) ?? {}) as Record<string, unknown>),
    );
    return first ? [{ path: first, lines: lines.map((line) => line.replace("STACK", stack)) }] : [];
  });

/** Where a pattern stands in a config, in its order. */
function placesOf(config: unknown, [key, ...rest]: Path, before: Path = []): Path[] {
  if (key === undefined) return [before];
  if (config === null || typeof config !== "object") return [];
  return Object.entries(config).flatMap(([each, value]) =>
    key === "*" || key === each ? placesOf(value, rest, [...before, each]) : [],
  );
}
