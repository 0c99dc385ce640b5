import type { Graph } from "../../graph/graph";
import { type Needs } from "../../plan/needs";
import { OPTION_NAMES, type Option, type Origin } from "../../plan/options";
import { LOAD_NAMES, type Load } from "../../plan/traffic";
import { BASE_REGION } from "../cost/prices";
import { type CostFacts, type SetFacts, addressCounts, bounds } from "./facts";
import { type WayHops, wayHops } from "./latency";
import { type Security, security } from "./security";
import { type SetUp, setUp } from "./setUp";

/** Sets that are compared beside each option alone: what the options are most often joined for. */
const JOINED: readonly (readonly Option[])[] = [
  ["nlb", "ecs"],
  ["nlb", "globalAccelerator"],
  ["nlb", "privateLink"],
  ["ecs", "networkFirewall"],
];

/** In two groups, as they are shown. */
export const MATRIX_SETS: readonly (readonly (readonly Option[])[])[] = [OPTION_NAMES.map((name) => [name]), JOINED];

/** What every stack of the matrix is to serve: three zones of Virginia, clients everywhere, one consumer in another account. */
export const MATRIX_NEEDS: Needs = {
  port: 5000,
  regions: ["us-east-1"],
  zones: 3,
  internet: true,
  fixedAddresses: "perRegion",
  allowList: { elasticIps: {}, anycast: [] },
  privateConsumers: [{ account: "111122223333", clients: ["10.60.0.0/23"] }],
  inspection: false,
  containers: "either",
  ipv6: false,
  existingVpcs: {},
  traffic: { load: "small", regions: {} },
  prefer: "cost",
};

/** An architecture, as its plan shows it. */
export interface MatrixColumn {
  options: readonly Option[];
  addresses: SetFacts["addresses"];
  setUp: SetUp;
  cost: Record<Load, CostFacts>;
  security: Security;
  /** Every way in. */
  ways: WayHops[];
}

export const matrixColumn = (
  graph: Graph,
  options: readonly Option[],
  costAt: (load: Load) => CostFacts,
): MatrixColumn => ({
  options,
  addresses: addressCounts(graph),
  setUp: setUp(graph),
  cost: Object.fromEntries(LOAD_NAMES.map((load) => [load, costAt(load)])) as Record<Load, CostFacts>,
  security: security(graph),
  ways: wayHops(graph),
});

/** A requirement, and what each architecture answers. */
export interface MatrixRow {
  requirement: string;
  cells: string[];
}

const countOf = ({ addresses }: MatrixColumn, purpose: SetFacts["addresses"][number]["purpose"]) =>
  addresses.find((each) => each.purpose === purpose) ?? { inUse: 0, parked: 0 };

const originsOf = ({ security }: MatrixColumn): Origin[] => security.inspected.map(({ from }) => from);

function fixedIps(column: MatrixColumn): string {
  const [elastic, anycast] = [countOf(column, "public"), countOf(column, "anycast")];
  return joined([
    [elastic.inUse > 0, `${elastic.inUse} Elastic IPs`],
    [anycast.inUse > 0, `${anycast.inUse} for all regions`],
    [elastic.inUse + anycast.inUse === 0, `not for ${originsOf(column).join(" and ")}`],
    [elastic.parked > 0, `${elastic.parked} parked`],
  ]);
}

/** From where clients reach it that no address and no public name leads. */
const REACHED_FROM: Readonly<Record<Origin, string | undefined>> = {
  internet: undefined,
  consumers: "from regions you name",
};

/** One address for all regions is reached everywhere; else a name leads to each region's. */
function globalReach(column: MatrixColumn): string {
  return joined([
    [countOf(column, "anycast").inUse > 0, "yes, by the same addresses"],
    [countOf(column, "public").inUse > 0, "by DNS"],
    ...originsOf(column).map((from) => [REACHED_FROM[from] !== undefined, REACHED_FROM[from] ?? ""] as const),
  ]);
}

const inspected = ({ security: { inspected: ways } }: MatrixColumn): string =>
  ways.map(({ from, by }) => (ways.length > 1 ? `${from}: ${by}` : by)).join("; ");

function encrypted({ security: { inTransit, atRest } }: MatrixColumn): string {
  const stores = `${atRest.encrypted} of ${atRest.stores} stores`;
  return inTransit === "clients" ? `${stores}; TLS` : stores;
}

const hops = ({ ways }: MatrixColumn): string =>
  ways.map(({ hops: all }) => `${all.length}: ${all.join(", ")}`).join("; or ");

const figuresOf = ({ ways }: Pick<MatrixColumn, "ways">): string[] => [
  ...new Set(ways.flatMap(({ figures }) => figures.map(({ hop, published }) => `${hop}: ${published}`))),
];

/** The published figures that every one of them has. */
export const matrixShared = (all: readonly MatrixColumn[]): string[] =>
  figuresOf(all[0] ?? { ways: [] }).filter((figure) => all.every((column) => figuresOf(column).includes(figure)));

const usd = (cost: CostFacts): string => `${bounds(cost)}${Math.round(cost.total).toLocaleString("en-US")} USD`;

const ROWS: readonly (readonly [requirement: string, cell: (column: MatrixColumn) => string])[] = [
  ["fixed IPs", fixedIps],
  ["global reach", globalReach],
  ["set-up: resources", ({ setUp: { resources } }) => String(resources)],
  ["set-up: accounts", ({ setUp: { accounts } }) => String(accounts)],
  ["set-up: steps", ({ setUp: { steps } }) => String(steps.length)],
  ...LOAD_NAMES.map((load) => [`cost: ${load} load`, ({ cost }: MatrixColumn) => usd(cost[load])] as const),
  ["security: inspected", inspected],
  ["security: encrypted", encrypted],
  ["security: alarms", ({ security: { alarms } }) => String(alarms)],
  ["latency: hops", hops],
];

/**
 * The table, a row for each requirement.
 *
 * @param all what the columns are compared with: a figure that all share is in none of the cells.
 */
export function matrixRows(columns: readonly MatrixColumn[], all: readonly MatrixColumn[]): MatrixRow[] {
  const shared = matrixShared(all);
  const published = (column: MatrixColumn) =>
    figuresOf(column)
      .filter((figure) => !shared.includes(figure))
      .join("; ") || "none found";
  return [...ROWS, ["latency: published", published] as const].map(([requirement, cell]) => ({
    requirement,
    cells: columns.map(cell),
  }));
}

/** Where the published figures stand, each page once. */
export const matrixSources = (columns: readonly MatrixColumn[]): string[] => [
  ...new Set(columns.flatMap(({ ways }) => ways.flatMap(({ figures }) => figures.map(({ source }) => source)))),
];

/** What is not in the sums, and what is in them by prices of another region, in sentences; none where all is, by its own. */
export function matrixGaps(columns: readonly MatrixColumn[]): string[] {
  const costs = columns.flatMap(({ cost }) => Object.values(cost));
  const missing = [...new Set(costs.flatMap((each) => each.missing))].sort();
  const uncounted = [...new Set(costs.flatMap((each) => each.uncounted))].sort();
  const parts = [...(missing.length > 0 ? [`prices that are not known (≥): ${missing.join(", ")}`] : []), ...uncounted];
  return [
    ...(parts.length > 0 ? [`Not in the sums: ${parts.join("; ")}.`] : []),
    ...(costs.some(({ estimated }) => estimated > 0) ? [`~: partly at prices of ${BASE_REGION}.`] : []),
  ];
}

const joined = (parts: readonly (readonly [boolean, string])[]): string =>
  parts.flatMap(([isSo, text]) => (isSo ? [text] : [])).join("; ");
