import type {
  AddressRow,
  ComponentRow,
  ConsumerRow,
  Counts,
  Finding,
  FrontDoorRow,
  NameRow,
  Path,
  PathFault,
  RegionSummary,
  SubnetRow,
  Summary,
} from "../analysis";
import { isKept } from "../analysis/inventory/addresses";
import { SHIELD_PRICE } from "../plan/guard/shield";
import { type FrontDoorKind, OPTIONS, type Option, compose, frontDoorKinds, servesInternet } from "../plan/options";
import { renderNames } from "./renderNames";
import { renderPaths } from "./renderPaths";
import { definitions, section, table, titled } from "./table";

export interface PlanView {
  summary: Summary;
  addresses: AddressRow[];
  frontDoors: FrontDoorRow[];
  names: NameRow[];
  consumers: ConsumerRow[];
  components: ComponentRow[];
  subnets: SubnetRow[];
  paths: Path[];
  pathFaults: PathFault[];
  findings: Finding[];
}

/** A plan for people: aligned, in 100 columns, without colour. What a consumer's stack cannot have is left out of its plan. */
export function renderPlan(view: PlanView): string {
  const { summary, consumers } = view;
  const ofService = [
    section("Regions", regionTable(summary)),
    section("Addresses", addressTable(view.addresses)),
    section("Load balancers", frontDoorTable(view.frontDoors)),
    ...(view.names.length > 0 ? [section("Names", renderNames(view.names))] : []),
  ];
  return [
    summary.kind === "consumer" ? consumerHeading(summary, consumers) : heading(summary),
    ...(summary.kind === "consumer" ? [] : ofService),
    ...(consumers.length > 0 ? [section("Consumers", consumerTable(consumers))] : []),
    section("Subnets and routes", subnetTable(view.subnets)),
    section("Paths", renderPaths(view.paths, view.pathFaults)),
    section(`Resources (${summary.resources})`, componentTable(view.components)),
    section("Findings", findingList(view.findings)),
  ].join("\n\n");
}

function titleOf({ project, stack }: Summary): string[] {
  return [titled(`${project} / ${stack}`, "="), ""];
}

const heading = (summary: Summary): string => [...titleOf(summary), definitions(headingRows(summary))].join("\n");

const SERVED_AT: Readonly<Record<FrontDoorKind, (hostname: string | undefined) => string>> = {
  public: (hostname) => `on ${hostname ?? "the load balancer's own name"}`,
  accelerator: (hostname) => `on ${hostname ?? "the accelerator's own name"}`,
  privateLink: () => "for consumers in VPCs of their own",
};

/** What a stack is, a line each: a word, empty where it is as that above, and what it stands before. */
export function headingRows(summary: Summary): [string, string][] {
  const { options, port, tls, furtherPorts = [], hostname, measured, shield, alarms, overridden = {} } = summary;
  const made = compose(options as Option[]);
  const [door = "privateLink"] = frontDoorKinds(made);
  const where = SERVED_AT[door](hostname);
  return [
    ...options.map((name, index): [string, string] => [
      index === 0 ? "Options" : "",
      `${name}: ${OPTIONS[name as Option].title}`,
    ]),
    [
      "Service",
      `${listed([{ port, tls }, ...furtherPorts].map((each) => `${each.tls ? "TLS" : "TCP"} ${String(each.port)}`))} ${where}`,
    ],
    ...accountLines(summary),
    ...(servesInternet(made) || shield ? [["Shield", shieldText(shield)] as [string, string]] : []),
    ...(alarms ? [["Alarms", alarmText(alarms)] as [string, string]] : []),
    ...(measured ? [["Measured", measuredText(measured)] as [string, string]] : []),
    ...Object.entries(overridden).map(([name, inputs], index): [string, string] => [
      index === 0 ? "Override" : "",
      `${listed(inputs)} of ${name}`,
    ]),
  ];
}

/** In which account, and by whose credentials, where the stack file says it. */
function accountLines({ credentials, roles }: Summary): [string, string][] {
  return [...accountLine(credentials), ...(roles ? [["Roles", rolesText(roles)] as [string, string]] : [])];
}

/** `/tcp/acme-*, bounded by policy/boundary` */
function rolesText({ boundary, path = "", namePrefix }: NonNullable<Summary["roles"]>): string {
  const name = `${path}${namePrefix === undefined ? "" : `${namePrefix}*`}`;
  return [
    ...(name === "" ? [] : [name]),
    ...(boundary === undefined ? [] : [`bounded by ${boundary.split(":").at(-1) ?? ""}`]),
  ].join(", ");
}

function accountLine(credentials: Summary["credentials"]): [string, string][] {
  if (!credentials) return [];
  const { accounts, otherThan, profile, roles } = credentials;
  const where = accounts ? accounts.join(" or ") : otherThan ? `any but ${otherThan.join(", ")}` : "any";
  const by = profile === undefined ? "" : `, by profile ${profile}`;
  return [["Account", `${where}${by}${roles ? `, as ${roles.join(", then ")}` : ""}`]];
}

function measuredText({ regions, interval, tls, addresses, names }: NonNullable<Summary["measured"]>): string {
  const targets = [...(addresses > 0 ? [`${addresses} address${addresses === 1 ? "" : "es"}`] : []), ...names];
  return `TCP connect ${tls ? "and TLS handshake with" : "to"} ${listed(targets)}, every ${interval} from ${listed(regions)}`;
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;

function shieldText(shield: Summary["shield"]): string {
  if (!shield) return "Standard, which every account has";
  const protectedThings = [
    ...(shield.addresses > 0 ? [`${shield.addresses} ${shield.addresses === 1 ? "address" : "addresses"}`] : []),
    ...(shield.accelerators > 0 ? ["the accelerator"] : []),
  ];
  return `Advanced on ${protectedThings.join(" and ")}: ${SHIELD_PRICE}, by the account's own subscription`;
}

function alarmText({ alarms, usdPerMonth, hearers }: NonNullable<Summary["alarms"]>): string {
  const heard = hearers.length === 0 ? "nobody hears of them" : `heard by ${listed(hearers)}`;
  return `${alarms}, about ${usdPerMonth.toFixed(2)} USD a month; ${heard}`;
}

const consumerHeading = (summary: Summary, consumers: readonly ConsumerRow[]): string =>
  [...titleOf(summary), definitions(consumerHeadingRows(summary, consumers))].join("\n");

/** As `headingRows`, of a consumer's stack. */
export const consumerHeadingRows = (summary: Summary, consumers: readonly ConsumerRow[]): [string, string][] => [
  ...consumers.map(({ name, region, ports, found }): [string, string] => [
    "Consumer",
    `${name} in ${region}, to TCP ${ports.join(" and ")} by ${found}`,
  ]),
  ...accountLines(summary),
];

const regionTable = (summary: Summary): string =>
  table(
    [
      { title: "region" },
      { title: "VPC" },
      { title: "zones" },
      { title: "NAT gateways", align: "right" },
      { title: "instances" },
      { title: "tasks" },
    ],
    regionCells(summary),
  );

/** A row each: region, VPC, zones, NAT gateways, instances, tasks. Of a parked region there are only addresses, which have a table of their own. */
export const regionCells = ({ regions, parkedRegions }: Summary): (string | number)[][] => [
  ...regions.map(regionRow),
  ...parkedRegions.map((region) => [region, "none: parked", "none", 0, "none", "none"]),
];

const regionRow = ({
  region,
  vpcCidr,
  vpcId,
  zones,
  natGateways,
  instances,
  tasks,
}: RegionSummary): (string | number)[] => [
  region,
  vpcId === undefined ? vpcCidr : `${vpcCidr}\nof ${vpcId}`,
  zones.join(" "),
  vpcId === undefined ? natGateways : "its own",
  instances ? [range(instances), ...scheduled(instances), ...pooled(instances)].join("\n") : "none",
  tasks ? `${range(tasks)} on ${tasks.hosts ? `up to ${tasks.hosts.max} hosts` : "Fargate"}` : "none",
];

const scheduled = ({ schedules = 0 }: { schedules?: number }): string[] =>
  schedules > 0 ? [`by ${schedules} ${schedules === 1 ? "schedule" : "schedules"}`] : [];

const pooled = ({ pool }: { pool?: string }): string[] => (pool === undefined ? [] : [`a pool of ${pool} ones`]);

const range = ({ min, desired, max }: Counts): string => `${desired} (${min} to ${max})`;

function addressTable(rows: readonly AddressRow[]): string {
  return table(
    [
      { title: "region" },
      { title: "zone" },
      { title: "for" },
      { title: "address" },
      { title: "leads to" },
      { title: "protected" },
    ],
    rows.map(addressCells),
  );
}

/** Whom an address is for: `clients`, `clients (IPv6)`, `egress`; further ones of a NAT gateway by their names, `egress, second`. */
export function purposeText({ purpose, secondary }: Pick<AddressRow, "purpose" | "secondary">): string {
  if (purpose === "egress") return ["egress", ...(secondary === undefined ? [] : [secondary])].join(", ");
  return purpose === "publicIpv6" ? "clients (IPv6)" : "clients";
}

/** Region, zone, purpose, address, what it leads to, and whether it is kept. */
export const addressCells = (row: AddressRow): string[] => [
  row.region,
  row.zone || "all",
  purposeText(row),
  addressText(row),
  row.attachedTo === undefined ? "nothing: parked" : (row.attachedTo.split("::").at(-1) ?? row.attachedTo),
  kept(row),
];

/** The address, or what stands in for it before the first `up`. */
export function addressText({ origin, allocationId, name, publicIps, count, pool }: AddressRow): string {
  if (publicIps && publicIps.length === count) return publicIps.join(" ");
  if (origin === "own") return allocationId ?? name;
  if (pool !== undefined) return "of its pool, if new";
  return count === 1 ? "assigned at first up" : `${count}, assigned at first up`;
}

function kept(row: AddressRow): string {
  if (row.origin === "own") return "yours";
  return isKept(row) ? "protected" : "no";
}

function frontDoorTable(rows: readonly FrontDoorRow[]): string {
  if (rows.length === 0) return "  none";
  return table(
    [
      { title: "load balancer" },
      { title: "port", align: "right" },
      { title: "target group" },
      { title: "share", align: "right" },
      { title: "targets" },
    ],
    rows.flatMap(({ loadBalancer, port, targets }) =>
      targets.map(({ targetGroup, percent, backends }) => [
        loadBalancer,
        port,
        targetGroup,
        `${percent} %`,
        backends.join(" ") || "none",
      ]),
    ),
  );
}

function consumerTable(rows: readonly ConsumerRow[]): string {
  return table(
    [
      { title: "consumer", width: 12 },
      { title: "region" },
      { title: "VPC" },
      { title: "endpoint in", width: 14 },
      { title: "clients find it by", width: 24 },
      { title: "accepted", width: 9 },
    ],
    rows.map(consumerCells),
  );
}

/** Name, region, VPC, zones of its endpoint, what its clients find it by, and who lets it in. */
export const consumerCells = ({ name, region, vpc, zones, found, acceptance }: ConsumerRow): string[] => [
  name,
  region,
  vpc.startsWith("vpc-") ? "existing" : vpc,
  zones.map((zone) => (zone.startsWith(region) ? zone.slice(region.length) : zone)).join(" "),
  found,
  acceptance,
];

/** Of a subnet that exists. */
const UNKNOWN = "unknown";

function subnetTable(rows: readonly SubnetRow[]): string {
  return table(
    [
      { title: "zone" },
      { title: "tier" },
      { title: "range" },
      { title: "usable", align: "right" },
      { title: "beyond the VPC", fills: true },
    ],
    rows.map(({ zone, tier, cidr, usable, routes }) => [
      zone,
      tier,
      cidr ?? UNKNOWN,
      usable ?? UNKNOWN,
      routes.map(({ destination, target }) => `${destination} → ${target}`).join("\n") || "nothing",
    ]),
  );
}

function componentTable(rows: readonly ComponentRow[]): string {
  return table(
    [{ title: "component" }, { title: "count", align: "right", width: 5 }, { title: "resources", fills: true }],
    rows.map(({ name: component, total, resources }) => [
      component,
      total,
      Object.entries(resources)
        .map(([kind, count]) => (count === 1 ? kind : `${count} ${kind}`))
        .join(", "),
    ]),
  );
}

function findingList(rows: readonly Finding[]): string {
  if (rows.length === 0) return "  none";
  return table(
    [
      { title: "", width: 7 },
      { title: "", fills: true },
    ],
    rows.map(({ severity, text, fix }) => [severity, `${text}\nFix: ${fix}`]),
  );
}
