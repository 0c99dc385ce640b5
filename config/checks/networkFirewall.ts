import { isDeepStrictEqual } from "node:util";
import { covered, overlaps } from "../../plan/cidrs";
import { listeners } from "../../plan/frontDoor/listeners";
import { compose } from "../../plan/options";
import type { Mistake } from "../mistakes";
import type { StackConfig } from "../schema";
import { networkFirewallSection } from "../sections/networkFirewall";
import { type Check, repeated } from "./common";
import { firewallRuleChecks } from "./firewallRules";
import { regionFirewallChecks } from "./regions/firewall";
import { alsoListens } from "./ports";

/** The settings of a firewall that the options do not bring do nothing: its rules wait until they do. */
const ifInspected =
  (check: Check): Check =>
  (config) =>
    compose(config.options).inspected ? check(config) : [];

/** Where every region's firewall exists, nobody reads what this stack says of one. */
function unusedSettings({ regions, networkFirewall }: StackConfig): Mistake[] {
  const all = Object.entries(regions);
  if (all.length === 0 || all.some(([, { firewall }]) => !firewall.existing)) return [];
  const defaults: Record<string, unknown> = networkFirewallSection.parse({});
  return Object.entries(networkFirewall)
    .filter(([section, value]) => !isDeepStrictEqual(value, defaults[section]))
    .map(([section, value]) => ({
      path: ["networkFirewall", section],
      value,
      allowed: "nothing, where the firewall of every region exists: its owner has its rules and logs",
      fix: "remove it",
      because: [["regions"]],
    }));
}

/** The security group of the load balancer would refuse them anyway, on every port. */
function allowedClients({ networkFirewall, service }: StackConfig): Mistake[] {
  const ports = listeners(service);
  const further = service.alsoListens.length > 0;
  return networkFirewall.allowed.flatMap((cidr, index): Mistake[] =>
    ports.some((each) => covered(cidr, each.allowedClients))
      ? []
      : [
          {
            path: ["networkFirewall", "allowed", index],
            value: cidr,
            allowed: `ranges in service.allowedClients${further ? ", or in those of a port in service.alsoListens" : ""}: ${service.allowedClients.join(", ")}`,
            fix: "add it to service.allowedClients too, or remove it",
            because: [["service", "allowedClients"], ...(further ? [alsoListens()] : [])],
          },
        ],
  );
}

/** The firewall sees the private addresses of load balancers and NAT gateways: whoever denies these denies everything. */
function deniedVpcs({ networkFirewall: { denied }, regions }: StackConfig): Mistake[] {
  return denied.flatMap((range, index): Mistake[] => {
    const overlapped = Object.entries(regions).find(
      ([, { cidr, firewall }]) => !firewall.existing && overlaps(range, cidr),
    );
    if (!overlapped) return [];
    const [name, { cidr }] = overlapped;
    return [
      {
        path: ["networkFirewall", "denied", index],
        value: range,
        allowed: `ranges outside of the VPC of ${name}, ${cidr}`,
        fix: "remove it: to the firewall the load balancer has a private address, so everything would be dropped",
        because: [["regions"]],
      },
    ];
  });
}

function ranges({ networkFirewall: { denied, allowed } }: StackConfig): Mistake[] {
  const both = allowed.flatMap((cidr, index): Mistake[] => {
    if (!covered(cidr, denied)) return [];
    const denying = denied.filter((range) => overlaps(range, cidr)).join(", ");
    return [
      {
        path: ["networkFirewall", "allowed", index],
        value: cidr,
        allowed: "ranges that are not denied",
        fix: `it lies in ${denying}, which is dropped before: remove one of the two`,
        because: [["networkFirewall", "denied"]],
      },
    ];
  });
  return [
    ...both,
    ...repeated(denied, ["networkFirewall", "denied"], "each range once"),
    ...repeated(allowed, ["networkFirewall", "allowed"], "each range once"),
  ];
}

/** What is said of connections out needs some. */
function egress({ networkFirewall: { egressDomains: names = [], rejectEgress }, regions }: StackConfig): Mistake[] {
  const all = Object.values(regions);
  const hasUse = all.some(({ nat, firewall }) => nat !== "none" && !firewall.existing);
  const useless = (key: string, value: unknown): Mistake => ({
    path: ["networkFirewall", key],
    value,
    allowed: "nothing, where no region has both a NAT gateway and a firewall made here",
    fix: "remove it, or set nat: single or perZone",
    because: [["regions"]],
  });
  const isUseless = all.length > 0 && !hasUse;
  return [
    ...(names.length > 0 && isUseless ? [useless("egressDomains", names)] : []),
    ...(rejectEgress && isUseless ? [useless("rejectEgress", rejectEgress)] : []),
    ...repeated(names, ["networkFirewall", "egressDomains"], "each name once"),
  ];
}

function logTypes({ networkFirewall: { logs } }: StackConfig): Mistake[] {
  return repeated(logs.types, ["networkFirewall", "logs", "types"], "each kind once");
}

export const networkFirewallChecks: readonly Check[] = [
  ...regionFirewallChecks,
  unusedSettings,
  allowedClients,
  ranges,
  deniedVpcs,
  egress,
  logTypes,
  ...firewallRuleChecks,
].map(ifInspected);
