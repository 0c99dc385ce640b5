import { type Hop, type Path, type PathFault, comesFrom } from "../../analysis/paths";
import { table } from "../text/table";

/**
 * The paths of a plan, a line for each zone and direction and for each consumer, and below them what is wrong, and what no plan knows.
 * Health checks only where they fail.
 */
export function renderPaths(paths: readonly Path[], faults: readonly PathFault[]): string {
  const rows = pathLines(paths);
  if (rows.length === 0) return "  none";
  const remarks = pathRemarks(paths, faults);
  return [pathTable(rows), ...(remarks.length === 0 ? [] : ["", remarkTable(remarks)])].join("\n");
}

/** What is wrong with paths, and what no plan knows of them. */
export const pathRemarks = (paths: readonly Path[], faults: readonly PathFault[]): Remark[] => [
  ...faults.map(faultRow),
  ...noteRows(paths),
];

type PathLine = [place: string, purpose: string, way: string, state: string];

const KINDS: Readonly<Record<Path["kind"], string>> = {
  client: "clients",
  consumer: "consumers",
  healthCheck: "health checks",
  egress: "egress",
};

/** Paths that differ only in the target are one line, and those of a consumer that differ only in the zones. */
export function pathLines(paths: readonly Path[]): PathLine[] {
  const groups = new Map<string, Path[]>();
  const several = severalPorts(paths);
  for (const path of paths.filter(({ kind, verdict }) => kind !== "healthCheck" || verdict !== "open")) {
    const key = [placeOf(path), purposeOf(path), path.consumer, hopChain(path, NO_LETTERS), stateOf(path)].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  return [...groups.values()].flatMap((group): PathLine[] => {
    const [first] = group;
    if (!first) return [];
    const letters = {
      targets: lettersOf(group.map(({ targetZone }) => targetZone)),
      endpoints: lettersOf(group.map(({ zone }) => zone)),
      ports: group.flatMap((path) => (several.has(frontDoorOf(path)) ? portOf(path) : [])),
    };
    return [[placeOf(first), purposeOf(first), hopChain(first, letters), stateOf(first)]];
  });
}

const purposeOf = ({ kind, ipv6 }: Path): string => `${KINDS[kind]}${ipv6 ? " (IPv6)" : ""}`;

/** What is closed is closed in all zones; a consumer's endpoint says its zones itself. */
const placeOf = ({ region, zone, verdict, consumer }: Path): string =>
  verdict === "closed" || consumer !== undefined ? region : zone;

/** The letter of `eu-west-1a`; nothing where only the region is known. */
const letterOf = (zone = ""): string => /[a-z]+$/.exec(zone)?.[0] ?? "";

const lettersOf = (zones: readonly (string | undefined)[]): string =>
  [...new Set(zones.map(letterOf))].sort().join(" ").trim();

/** Of the zones of targets, and of those of a consumer's endpoint; and the ports of a load balancer that listens on several. */
interface Letters {
  targets: string;
  endpoints: string;
  ports: readonly number[];
}

const NO_LETTERS: Letters = { targets: "", endpoints: "", ports: [] };

/** `TCP 5000 from 203.0.113.0/24` gives 5000. */
function portOf({ traffic }: Path): number[] {
  const [, port] = /^TCP (\d+)/.exec(traffic) ?? [];
  return port === undefined ? [] : [Number(port)];
}

const frontDoorOf = ({ region, consumer = "", through = "" }: Path): string => [region, consumer, through].join(" ");

/** Load balancers, and those who come to them, with more than one port. */
function severalPorts(paths: readonly Path[]): Set<string> {
  const found = new Map<string, Set<number>>();
  for (const path of paths.filter((each) => comesFrom(each) !== undefined)) {
    const ports = found.get(frontDoorOf(path)) ?? new Set();
    for (const port of portOf(path)) ports.add(port);
    found.set(frontDoorOf(path), ports);
  }
  return new Set([...found].flatMap(([frontDoor, ports]) => (ports.size > 1 ? frontDoor : [])));
}

const NAMES: Readonly<Record<Hop["kind"], string>> = {
  internet: "internet",
  client: "consumer",
  interfaceEndpoint: "endpoint",
  service: "PrivateLink",
  serviceElsewhere: "service (not in the plan)",
  gateway: "igw",
  accelerator: "accelerator",
  endpoint: "firewall",
  loadBalancer: "NLB",
  nat: "NAT",
  egressOnlyGateway: "egress-only igw",
  transitGateway: "transit gateway",
  peering: "peering",
  vpnGateway: "virtual private gateway",
  ownerRoutes: "the VPC's own routes",
  target: "targets in",
};

/** `internet → igw → firewall a → NLB → targets in a b`, `acme → endpoint a b → NLB → targets in a b`, as far as it comes. */
function hopChain({ there, consumer }: Path, letters: Letters): string {
  const named = there.hops.map((hop) => hopText(hop, consumer, letters));
  return [...named, ...(there.dropped ? ["nowhere"] : [])].join(" → ");
}

function hopText(
  { kind, zone, at }: Hop,
  consumer: string | undefined,
  { targets, endpoints, ports }: Letters,
): string {
  switch (kind) {
    case "loadBalancer":
      return [NAMES[kind], ...[...new Set(ports)].sort((one, other) => one - other)].join(" ");
    case "target":
      return `${NAMES[kind]} ${targets}`;
    case "interfaceEndpoint":
      return `${NAMES[kind]} ${endpoints}`.trim();
    case "endpoint":
    case "nat":
      return `${NAMES[kind]} ${letterOf(zone)}`;
    case "transitGateway":
    case "peering":
      return `${NAMES[kind]} ${wayName(at)}`;
    case "client":
      return consumer === undefined ? NAMES[kind] : shortName(consumer);
    default:
      return NAMES[kind];
  }
}

/** `ways-eu-west-1-tgw-corp` gives `corp`. */
const wayName = (way: string): string => way.replace(/^ways-.*?-(tgw|peering)-|^peering-/, "");

/** `consumer-acme` gives `acme`. */
const shortName = (consumer: string): string => consumer.replace(/^consumer-/, "");

function stateOf({ verdict, inspectable, inspectedBy, kind, zone, there, back, assumed }: Path): string {
  if (verdict === "asymmetric" || verdict === "closed") return verdict;
  if (verdict === "dropped") return back.dropped ? "no way back" : verdict;
  if (there.hops.some((hop) => hop.kind === "endpoint" && hop.zone !== zone)) return "other zone";
  if (inspectedBy.length > 0) return "inspected";
  if (inspectable && kind !== "healthCheck") return "bypassed";
  return assumed ? "assumed" : "open";
}

function pathTable(rows: readonly PathLine[]): string {
  return table([{ title: "zone" }, { title: "for" }, { title: "way" }, { title: "state" }], rows);
}

type Remark = [kind: "fault" | "note", text: string];

const faultRow = ({ resource, text, zones, kinds }: PathFault): Remark => [
  "fault",
  `${resource}: ${text}.${zones.length === 0 ? "" : ` ${concerned(kinds, zones)}.`}`,
];

/** Once for each consumer, and for each region that an accelerator leads to. */
function noteRows(paths: readonly Path[]): Remark[] {
  const noted = paths.flatMap(({ consumer, region, note }) =>
    note === undefined ? [] : [`${consumer === undefined ? region : shortName(consumer)}: ${note}.`],
  );
  return [...new Set(noted)].map((text): Remark => ["note", text]);
}

function remarkTable(remarks: readonly Remark[]): string {
  return table(
    [
      { title: "", width: 5 },
      { title: "", fills: true },
    ],
    remarks,
  );
}

/** `Concerns clients, egress of eu-west-1a` */
const concerned = (kinds: readonly Path["kind"][], zones: readonly string[]): string =>
  `Concerns ${kinds.map((kind) => KINDS[kind]).join(", ")} of ${zones.join(" ")}`;
