import type { Summary } from "../../analysis";
import { SHIELD_PRICE } from "../../plan/guard/shield";
import { type FrontDoorKind, OPTIONS, type Option, compose, frontDoorKinds, servesInternet } from "../../plan/options";
import type { PlanView } from "./planView";
import { costRow, reviewRows } from "./reviewRows";
import { unusedTexts } from "./unusedSections";

const SERVED_AT: Readonly<Record<FrontDoorKind, (hostname: string | undefined) => string>> = {
  public: (hostname) => `on ${hostname ?? "the load balancer's own name"}`,
  accelerator: (hostname) => `on ${hostname ?? "the accelerator's own name"}`,
  privateLink: () => "for consumers in VPCs of their own",
};

/** `TCP 5000 on tcp.example.com` */
export function serviceText({ options, port, tls, furtherPorts = [], hostname }: Summary): string {
  const ports = [{ port, tls }, ...furtherPorts].map((each) => `${each.tls ? "TLS" : "TCP"} ${String(each.port)}`);
  const [kind = "privateLink"] = frontDoorKinds(compose(options as Option[]));
  return `${listed(ports)} ${SERVED_AT[kind](hostname)}`;
}

/** What a stack is, a line each: a word, empty where it is as that above, and what it stands before. */
export function headingRows({ summary, review, cost, unusedSections }: PlanView): [string, string][] {
  const { options, measured, shield, alarms, overridden = {} } = summary;
  const isPublic = servesInternet(compose(options as Option[]));
  return [
    ...options.map((name, index): [string, string] => [
      index === 0 ? "Options" : "",
      `${name}: ${OPTIONS[name as Option].title}`,
    ]),
    ...unusedTexts(unusedSections).map((text, index): [string, string] => [index === 0 ? "Unused" : "", text]),
    ["Service", serviceText(summary)],
    ...reviewRows(review, { isPublic }),
    ...accountLines(summary),
    ...(isPublic || shield ? [["Shield", shieldText(shield)] as [string, string]] : []),
    ...(alarms ? [["Alarms", alarmText(alarms)] as [string, string]] : []),
    ...(measured ? [["Measured", measuredText(measured)] as [string, string]] : []),
    costRow(cost),
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

/** As `headingRows`, of a consumer's stack. */
export const consumerHeadingRows = ({ summary, consumers, cost }: PlanView): [string, string][] => [
  ...consumers.map(({ name, region, ports, found }): [string, string] => [
    "Consumer",
    `${name} in ${region}, to TCP ${ports.join(" and ")} by ${found}`,
  ]),
  ...accountLines(summary),
  costRow(cost),
];
