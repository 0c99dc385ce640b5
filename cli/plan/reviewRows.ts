import type { Review } from "../../analysis";
import { ANYWHERE, ANYWHERE_V6, isNobody } from "../../plan/cidrs";
import { healthCheckersListName } from "../../plan/prefixLists";
import type { MonthCost } from "./planView";
import { monthText } from "../cost/renderCost";

type Row = [word: string, text: string];

/**
 * What a reviewer asks for, a line each.
 *
 * @param isPublic whether clients come over the internet: else Route 53's health checkers have nothing to check.
 */
export const reviewRows = (
  { clients, ports, certificates, images, healthCheckers }: Review,
  { isPublic }: { isPublic: boolean },
): Row[] => [
  ...row("Clients", clientTexts(clients)),
  ...row("Ports", ports.map(portText)),
  ...row("TLS", certificateTexts(certificates)),
  ...row("Images", imageTexts(images)),
  ...(isPublic ? row("Checkers", checkerTexts(healthCheckers)) : []),
];

const row = (word: string, texts: readonly string[]): Row[] => (texts.length === 0 ? [] : [[word, texts.join("\n")]]);

/** So many sources of a port are named; `--json` has all. */
const NAMED = 8;

const EVERYONE: readonly string[] = [ANYWHERE, ANYWHERE_V6];

/** A line for each port and each set of clients, with the regions where those differ. */
function clientTexts(clients: Review["clients"]): string[] {
  const regions = new Set(clients.map(({ region }) => region));
  const several = new Set(clients.map(({ port }) => port)).size > 1;
  const groups = grouped(clients, (each) => [each.port, sourcesText(each)].join(": "));
  return [...groups.values()].map((group) => {
    const [{ port, ...sources }] = group as [Review["clients"][number]];
    const here = new Set(group.map(({ region }) => region));
    const where = here.size === regions.size ? "" : ` in ${[...here].join(" ")}`;
    return `${several ? `to ${port}: ` : ""}${sourcesText({ port, ...sources })}${where}`;
  });
}

function sourcesText({ region, ranges, prefixLists, securityGroups }: Review["clients"][number]): string {
  const checkers = [healthCheckersListName(region), healthCheckersListName(region, "ipv6")];
  const others = prefixLists.filter((list) => !checkers.includes(list));
  if (others.length + securityGroups.length === 0 && (ranges.length === 0 || isNobody(ranges))) return "nobody";
  const everyone = ranges.includes(ANYWHERE) ? ranges.filter((each) => EVERYONE.includes(each)) : [];
  const sources = [
    ...(everyone.length > 0 ? [`everyone (${everyone.join(", ")})`] : []),
    ...ranges.filter((each) => !everyone.includes(each)),
    ...others.map((list) => `prefix list ${list}`),
    ...securityGroups.map((group) => `security group ${group}`),
  ];
  return [...sources.slice(0, NAMED), ...(sources.length > NAMED ? [`${sources.length - NAMED} more`] : [])].join(", ");
}

/** `TCP 443 → 6443 at the load balancers → TCP 8083 at targets` */
const portText = ({ port, protocol, loadBalancerPort, targets }: Review["ports"][number]): string =>
  [
    `${protocol} ${port}`,
    ...(loadBalancerPort === undefined ? [] : [`${loadBalancerPort} at the load balancers`]),
    `${targets.map((target) => `${target.protocol} ${target.port}`).join(" or ") || "nothing"} at targets`,
  ].join(" → ");

/** Source: docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html, repost.aws/knowledge-center/acm-certificate-renewal */
const RENEWAL =
  "ACM renews one that it issued while it is in use and its names are validated by DNS; one that was imported, you renew";

function certificateTexts(rows: Review["certificates"]): string[] {
  if (rows.length === 0) return [];
  return [
    ...rows.map(({ arn, isDefault, alarmDays }) => {
      const use = isDefault ? "" : ", for the names in it";
      const alarm =
        alarmDays.length === 0 ? "no alarm before its end" : `alarms ${alarmDays.join(" and ")} days before its end`;
      return `${arn}${use}; ${alarm}`;
    }),
    RENEWAL,
  ];
}

function imageTexts(rows: Review["images"]): string[] {
  const regions = new Set(rows.map(({ region }) => region));
  return [...grouped(rows, (each) => imageText(each)).entries()].map(([text, group]) => {
    const here = group.map(({ region }) => region);
    return here.length === regions.size ? text : `${text}, in ${here.join(" ")}`;
  });
}

const PARAMETER = "resolve:ssm:";

function imageText({ of, image, kind, pinned }: Review["images"][number]): string {
  if (pinned) return `${of}: ${image}, pinned`;
  if (kind === "container") return `${of}: ${image}, by a tag, which may be moved`;
  return `${of}: what ${image.replace(PARAMETER, "")} names at each launch, not pinned`;
}

function checkerTexts({ loadBalancers, notNeeded }: Review["healthCheckers"]): string[] {
  if (notNeeded === "noName") return ["Route 53's are not needed: it answers for no name of the stack"];
  if (notNeeded === "targetHealth")
    return ["Route 53's are not needed: names follow what load balancers say of their targets"];
  const of = (by: (typeof loadBalancers)[number]["by"]) => loadBalancers.filter((each) => each.by === by);
  const lists = [...new Set(of("list").map(({ region }) => healthCheckersListName(region)))];
  return [
    ...(of("everyone").length > 0 ? ["Route 53's are let in, as everyone is"] : []),
    ...(lists.length > 0 ? [`Route 53's are let in by the prefix list ${lists.join(", ")}`] : []),
    ...of("nothing").map(
      ({ loadBalancer, port }) =>
        `Route 53's are not let in to ${loadBalancer} at ${port}: its addresses look dead to DNS`,
    ),
  ];
}

/** The month's cost in one line, and what of it is not known. */
export function costRow(cost: MonthCost): Row {
  if ("unknownRegions" in cost) return ["Cost", `not known: there are no prices of ${cost.unknownRegions.join(", ")}`];
  const without = cost.unpriced.filter(({ atMost }) => atMost === undefined).length;
  return [
    "Cost",
    [
      monthText(cost, "USD a month"),
      ...(without > 0 ? [`${without} without a price, which npm run cost names`] : []),
    ].join("; "),
  ];
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of rows) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}
