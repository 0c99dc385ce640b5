import type { Hop, PathFault, Way } from "../analysis/paths";
import { table, WIDTH } from "./table";

/** The paths of a plan, a line for each zone and direction, and below them what is wrong. Health checks only where they fail. */
export function renderPaths(ways: readonly Way[], faults: readonly PathFault[]): string {
  const rows = lines(ways);
  if (rows.length === 0) return "  none";
  return [wayTable(rows), ...(faults.length === 0 ? [] : ["", faultTable(faults)])].join("\n");
}

type Line = [place: string, purpose: string, way: string, state: string];

const KINDS: Readonly<Record<Way["kind"], string>> = {
  client: "clients",
  healthCheck: "health checks",
  egress: "egress",
};

/** Ways that differ only in the target are one line. */
function lines(ways: readonly Way[]): Line[] {
  const alike = new Map<string, Way[]>();
  for (const way of ways.filter(({ kind, verdict }) => kind !== "healthCheck" || verdict !== "open")) {
    const key = [placeOf(way), way.kind, chain(way, ""), stateOf(way)].join(" ");
    alike.set(key, [...(alike.get(key) ?? []), way]);
  }
  return [...alike.values()].flatMap((group): Line[] => {
    const [first] = group;
    if (!first) return [];
    const letters = [...new Set(group.map((way) => letterOf(way, way.targetZone)))].sort().join(" ");
    return [[placeOf(first), KINDS[first.kind], chain(first, letters), stateOf(first)]];
  });
}

/** What is closed is closed in all zones. */
const placeOf = ({ region, zone, verdict }: Way): string => (verdict === "closed" ? region : zone);

const letterOf = ({ region }: Way, zone = ""): string => zone.slice(region.length);

const NAMES: Readonly<Record<Hop["kind"], string>> = {
  internet: "internet",
  gateway: "igw",
  endpoint: "firewall",
  loadBalancer: "NLB",
  nat: "NAT",
  target: "targets in",
};

/** `internet → igw → firewall a → NLB → targets in a b`, as far as it comes. */
function chain(way: Way, letters: string): string {
  const named = way.there.hops.map(({ kind, zone }) => {
    if (kind === "target") return `${NAMES.target} ${letters}`;
    return kind === "endpoint" || kind === "nat" ? `${NAMES[kind]} ${letterOf(way, zone)}` : NAMES[kind];
  });
  return [...named, ...(way.there.dropped ? ["nowhere"] : [])].join(" → ");
}

function stateOf({ verdict, inspectable, inspectedBy, kind, zone, there, back }: Way): string {
  if (verdict === "asymmetric" || verdict === "closed") return verdict;
  if (verdict === "dropped") return back.dropped ? "no way back" : verdict;
  if (there.hops.some((hop) => hop.kind === "endpoint" && hop.zone !== zone)) return "other zone";
  if (inspectedBy.length > 0) return "inspected";
  return inspectable && kind !== "healthCheck" ? "bypassed" : "open";
}

function wayTable(rows: readonly Line[]): string {
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 5);
  const [place, purpose, way, state] = [widthOf(0), widthOf(1), widthOf(2), widthOf(3)];
  const room = WIDTH - place - purpose - state - 8;
  return table(
    [{ title: "zone" }, { title: "for" }, { title: "way", ...(way > room && { width: room }) }, { title: "state" }],
    rows,
  );
}

function faultTable(faults: readonly PathFault[]): string {
  return table(
    [
      { title: "", width: 5 },
      { title: "", width: WIDTH - 11 },
    ],
    faults.map(({ resource, text, zones, kinds }) => [
      "fault",
      `${resource}: ${text}.${zones.length === 0 ? "" : ` ${concerned(kinds, zones)}.`}`,
    ]),
  );
}

/** `Concerns clients, egress of eu-west-1a` */
const concerned = (kinds: readonly Way["kind"][], zones: readonly string[]): string =>
  `Concerns ${kinds.map((kind) => KINDS[kind]).join(", ")} of ${zones.join(" ")}`;
