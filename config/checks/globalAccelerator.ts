import { ANYWHERE } from "../../plan/cidrs";
import { taskTargetType, taskVariant } from "../../plan/ecs/tasks";
import { compose, conflicts } from "../../plan/options";
import type { Mistake } from "../mistakes";
import type { StackConfig } from "../schema";
import type { GlobalAcceleratorConfig } from "../sections/globalAccelerator";
import { type Check, repeated } from "./common";
import { SECTION, at, endpoints, groupZones, ifConfigured, ifOptionChosen, noTraffic } from "./endpointGroups";

/** The addresses belong to the section, so that they outlive the option. An option that is refused anyway needs none. */
function requiredSection({ options, globalAccelerator }: StackConfig): Mistake[] {
  if (!compose(options).acceleratedFrontDoor || globalAccelerator || conflicts(options).length > 0) return [];
  return [
    {
      path: [SECTION],
      value: undefined,
      allowed:
        "the section, with option globalAccelerator: the accelerator and its addresses are there for as long as it is",
      fix: "add globalAccelerator: {}",
      because: [["options"]],
    },
  ];
}

/** The smallest range that can be brought to AWS is a /24, so that two addresses of one are of one range. */
const rangeOf = (address: string): string => address.slice(0, address.lastIndexOf("."));

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/using-byoip.html */
function ownAddresses({ ownAddresses: addresses }: GlobalAcceleratorConfig): Mistake[] {
  const path = at("ownAddresses");
  const [one, other] = addresses;
  if (one === undefined || other === undefined || one === other || rangeOf(one) !== rangeOf(other))
    return repeated(addresses, path, "each address once");
  return [
    {
      path: [...path, 1],
      value: other,
      allowed: "an address of another range than the first: AWS announces the two from different parts of its network",
      fix: "take it from a second range that you have brought to AWS, or leave it out: AWS then gives one of its own",
      because: [[...path, 0]],
    },
  ];
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-caveats.html */
function dualStack({ ipAddressType, preserveClientIp }: GlobalAcceleratorConfig, { network }: StackConfig): Mistake[] {
  if (ipAddressType === "ipv4") return [];
  const path = at("ipAddressType");
  return [
    ...(preserveClientIp
      ? []
      : [
          {
            path,
            value: ipAddressType,
            allowed: "ipv4, where client addresses are not preserved",
            fix: "set preserveClientIp: true: every endpoint of a dual-stack accelerator must preserve client addresses",
            because: [at("preserveClientIp")],
          },
        ]),
    ...(network.ipv6
      ? []
      : [
          {
            path,
            value: ipAddressType,
            allowed: "ipv4, where the VPC has no IPv6 addresses",
            fix: "set network.ipv6: true, which the load balancers behind a dual-stack accelerator need",
            because: [["network", "ipv6"]],
          },
        ]),
  ];
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-caveats.html, Network Load Balancer endpoints. */
function dualStackTargets({ ipAddressType }: GlobalAcceleratorConfig, { options, ecs }: StackConfig): Mistake[] {
  const byAddress = compose(options).backends.includes("tasks") && taskTargetType(taskVariant(ecs)) === "ip";
  if (ipAddressType === "ipv4" || !byAddress) return [];
  return [
    {
      path: at("ipAddressType"),
      value: ipAddressType,
      allowed: "ipv4, where targets are addresses: those of tasks that have interfaces of their own",
      fix: "set ipAddressType: ipv4, or run the tasks on EC2 with networkMode: bridge",
      because: [["ecs", "networkMode"], ["ecs", "launch"], ["options"]],
    },
  ];
}

function ipv6Clients(
  { ipAddressType, allowedClientsIpv6 }: GlobalAcceleratorConfig,
  { service }: StackConfig,
): Mistake[] {
  const path = at("allowedClientsIpv6");
  if (ipAddressType === "ipv4")
    return allowedClientsIpv6 === undefined
      ? []
      : [
          {
            path,
            value: allowedClientsIpv6,
            allowed: "nothing, where the accelerator has no IPv6 addresses",
            fix: "remove it, or set ipAddressType: dualstack",
            because: [at("ipAddressType")],
          },
        ];
  if (allowedClientsIpv6 !== undefined) return repeated(allowedClientsIpv6, path, "each range once");
  if (service.allowedClients.includes(ANYWHERE)) return [];
  return [
    {
      path,
      value: undefined,
      allowed: "the IPv6 ranges that may connect, where service.allowedClients names the IPv4 ones",
      fix: "name the ranges, or set ipAddressType: ipv4",
      because: [at("ipAddressType"), ["service", "allowedClients"]],
    },
  ];
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.how-to-enable-preservation.html */
function hiddenClients({ preserveClientIp }: GlobalAcceleratorConfig, { service }: StackConfig): Mistake[] {
  if (preserveClientIp || service.allowedClients.includes(ANYWHERE)) return [];
  return [
    {
      path: at("preserveClientIp"),
      value: preserveClientIp,
      allowed: "true, where service.allowedClients names ranges: without their addresses, clients cannot be told apart",
      fix: service.tls
        ? `let everyone in (${ANYWHERE}), or set it to true and remove service.tls: with TLS at the load balancer it cannot be`
        : `set it to true, or let everyone in (${ANYWHERE})`,
      because: [["service", "allowedClients"]],
    },
  ];
}

export const globalAcceleratorChecks: readonly Check[] = [
  requiredSection,
  ifConfigured(ownAddresses),
  ifOptionChosen(dualStack),
  ifOptionChosen(dualStackTargets),
  ifConfigured(ipv6Clients),
  ifOptionChosen(hiddenClients),
  groupZones,
  endpoints,
  noTraffic,
];
