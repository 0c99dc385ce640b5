import { isV6 } from "../../plan/cidrs";
import { compose } from "../../plan/options";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { type Check, eachRegion } from "./common";
import { alsoListens } from "./ports";

/* What clients that come by IPv6 need, and what cannot be beside them. */

const KEY: Path = ["service", "ipv6"];

const ifIpv6 =
  (check: Check): Check =>
  (config) =>
    config.service.ipv6 ? check(config) : [];

function publicSubnets({ network, regions }: StackConfig): Mistake[] {
  // A VPC that exists is told of by itself: it is no remedy there.
  if (network.ipv6 === "public" || Object.values(regions).some(({ vpc }) => vpc)) return [];
  return [
    {
      path: KEY,
      value: true,
      allowed: "false, where the front subnets have no IPv6 addresses",
      fix: "set network.ipv6: public, which cannot be taken back, or remove it",
      because: [["network", "ipv6"]],
    },
  ];
}

function publicLoadBalancer({ options }: StackConfig): Mistake[] {
  if (compose(options).publicFrontDoor) return [];
  return [
    {
      path: KEY,
      value: true,
      allowed: "false, without a public load balancer",
      fix: "remove it, and leave network.ipv6 as it is, or choose the option nlb, ecs or networkFirewall",
      because: [["options"]],
    },
  ];
}

/** The firewall's endpoints, rules and routes are of IPv4: what comes by IPv6 would go round it. */
function firewall({ options }: StackConfig): Mistake[] {
  if (!options.includes("networkFirewall")) return [];
  return [
    {
      path: KEY,
      value: true,
      allowed: "false, with option networkFirewall, which inspects IPv4 alone: clients by IPv6 would go round it",
      fix: "remove it, or take networkFirewall out of the options",
      because: [["options"]],
    },
  ];
}

/** A name that leads to an accelerator by IPv4 alone would lead clients that prefer IPv6 past it. */
function accelerator({ options, dns, globalAccelerator }: StackConfig): Mistake[] {
  if (!dns || !globalAccelerator || globalAccelerator.ipAddressType === "dualstack") return [];
  if (!compose(options).acceleratedFrontDoor) return [];
  return [
    {
      path: KEY,
      value: true,
      allowed: "false, where the name leads to an accelerator without IPv6 addresses: clients by IPv6 would go past it",
      fix: "set globalAccelerator.ipAddressType: dualstack, or remove it",
      because: [["globalAccelerator", "ipAddressType"], ["dns"], ["options"]],
    },
  ];
}

/** What it needs there is the owner's: ranges and routes of IPv6, and what the network ACLs let through. */
const existingVpc: Check = eachRegion((name, { vpc }) =>
  vpc
    ? [
        {
          path: KEY,
          value: true,
          allowed: `false, where the VPC of ${name} exists: its IPv6 routes and network ACLs are the owner's, and not looked up`,
          fix: `remove it, or regions.${name}.vpc`,
          because: [["regions", name, "vpc"]],
        },
      ]
    : [],
);

/** Who may connect to each port, where the file says so. */
const allowedClients = ({ service }: StackConfig): { path: Path; ranges: readonly string[] }[] => [
  { path: ["service", "allowedClients"], ranges: service.allowedClients },
  ...service.alsoListens.flatMap(({ allowedClients: ranges }, index) =>
    ranges ? [{ path: alsoListens(index, "allowedClients"), ranges }] : [],
  ),
];

const clients: Check = (config) =>
  allowedClients(config)
    .filter(({ ranges }) => !ranges.some(isV6))
    .map(({ path, ranges }) => ({
      path,
      value: ranges,
      allowed: "ranges of IPv6, too, with service.ipv6: nobody could connect by it",
      fix: "add the ranges, or ::/0 for everyone, or remove service.ipv6",
      because: [KEY],
    }));

/** Without it there is no address that they could connect to. */
const unexpectedClients: Check = (config) =>
  config.service.ipv6
    ? []
    : allowedClients(config).flatMap(({ path, ranges }) =>
        ranges.flatMap((range, index): Mistake[] =>
          isV6(range)
            ? [
                {
                  path: [...path, index],
                  value: range,
                  allowed: "ranges of IPv4, without service.ipv6",
                  fix: "remove it, or set service.ipv6: true",
                  because: [KEY],
                },
              ]
            : [],
        ),
      );

const published: Check = eachRegion((name, { publishedIpv6, zones }, { service, options }) => {
  const has = service.ipv6 && compose(options).publicFrontDoor;
  return Object.entries(publishedIpv6).flatMap(([zone, address]): Mistake[] => {
    if (has && zones.some((each) => each === zone)) return [];
    return [
      {
        path: ["regions", name, "publishedIpv6", zone],
        value: address,
        allowed: has
          ? `addresses of the zones ${[...zones].sort().join(", ")}: without the zone, this one is gone for good`
          : "nothing, where the public load balancer has no IPv6 addresses: this one is gone for good",
        fix: has
          ? `keep ${zone} among the zones, or remove the entry once nobody has the address on an allow list`
          : "set service.ipv6: true, or remove the entry once nobody has the address on an allow list",
        because: [KEY, ["options"], ["regions", name, "zones"]],
      },
    ];
  });
});

export const ipv6Checks: readonly Check[] = [
  ...[publicSubnets, publicLoadBalancer, firewall, accelerator, existingVpc, clients].map(ifIpv6),
  unexpectedClients,
  published,
];
