import { dialOf, ENDPOINTS_PER_GROUP } from "../../plan/accelerator";
import { ANYWHERE } from "../../plan/cidrs";
import { compose, conflicts } from "../../plan/options";
import { ACCELERATOR_REGION, type Region } from "../../plan/regions";
import { taskTargetType, taskVariant } from "../../plan/tasks";
import type { GlobalAcceleratorConfig } from "../globalAccelerator";
import type { Mistake, Path } from "../mistakes";
import type { RegionConfig } from "../regions";
import type { StackConfig } from "../schema";
import { repeated, type Check } from "./common";

const SECTION = "globalAccelerator";

const at = (...parts: (string | number)[]): Path => [SECTION, ...parts];

/** The addresses belong to the section, so that they outlive the option. An option that is refused anyway needs none. */
function section({ options, globalAccelerator }: StackConfig): Mistake[] {
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

/** The rules of the accelerator itself, in use or parked. */
const ifThere =
  (check: (accelerator: GlobalAcceleratorConfig, config: StackConfig) => Mistake[]): Check =>
  (config) =>
    config.globalAccelerator ? check(config.globalAccelerator, config) : [];

/** The rules of what it leads to wait until the option does that. */
const ifUsed = (check: (accelerator: GlobalAcceleratorConfig, config: StackConfig) => Mistake[]): Check =>
  ifThere((accelerator, config) => (compose(config.options).acceleratedFrontDoor ? check(accelerator, config) : []));

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

function topics({ alarms: { topicArns } }: GlobalAcceleratorConfig): Mistake[] {
  const path = at("alarms", "topicArns");
  const elsewhere = topicArns.flatMap((arn, index): Mistake[] =>
    arn.split(":")[3] === ACCELERATOR_REGION
      ? []
      : [
          {
            path: [...path, index],
            value: arn,
            allowed: `topics of ${ACCELERATOR_REGION}`,
            fix: "name one there: the metrics of every accelerator, and so the alarms, are in that region",
          },
        ],
  );
  return [...elsewhere, ...repeated(topicArns, path, "each topic once")];
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
      fix: `set it to true, or let everyone in (${ANYWHERE})`,
      because: [["service", "allowedClients"]],
    },
  ];
}

function eachGroup(
  check: (name: Region, region: RegionConfig, accelerator: GlobalAcceleratorConfig) => Mistake[],
): Check {
  return ifUsed((accelerator, { regions }) =>
    Object.entries(regions).flatMap(([name, region]) => check(name as Region, region, accelerator)),
  );
}

const accountOf = (arn: string): string | undefined => arn.split(":")[4];

const endpoints = eachGroup((name, { accelerator: { endpoints: all } }, { preserveClientIp, ipAddressType }) => {
  const path: Path = ["regions", name, "accelerator", "endpoints"];
  const most = ENDPOINTS_PER_GROUP - 1;
  const tooMany: Mistake = {
    path,
    value: `${all.length} endpoints`,
    allowed: `${most} endpoints or fewer, beside the region's own load balancer`,
    fix: "leave some out",
  };
  const each = all.flatMap(
    ({ arn, attachmentArn, preserveClientIp: preserve = preserveClientIp }, index): Mistake[] => {
      const place = [...path, index];
      const region = arn.split(":")[3];
      return [
        ...(region === name
          ? []
          : [
              {
                path: [...place, "arn"],
                value: arn,
                allowed: `a load balancer of ${name}`,
                fix: `an endpoint group has endpoints of its own region: name it under ${region ?? "its region"}`,
              },
            ]),
        ...(attachmentArn === undefined || accountOf(attachmentArn) === accountOf(arn)
          ? []
          : [
              {
                path: [...place, "attachmentArn"],
                value: attachmentArn,
                allowed: `an attachment of the account ${accountOf(arn) ?? ""}, which owns the load balancer`,
                fix: "ask the owner for the attachment that names this load balancer",
              },
            ]),
        ...(ipAddressType === "ipv4" || preserve || !preserveClientIp
          ? []
          : [
              {
                path: [...place, "preserveClientIp"],
                value: preserve,
                allowed: "true, with a dual-stack accelerator",
                fix: "set it to true, or globalAccelerator.ipAddressType to ipv4",
                because: [at("ipAddressType")],
              },
            ]),
      ];
    },
  );
  const arns = all.map(({ arn }) => arn);
  return [...(all.length > most ? [tooMany] : []), ...each, ...repeated(arns, path, "each load balancer once")];
});

/** What stands behind an accelerator whose regions all get nothing would get everything, as AWS then ignores the dials. */
const somewhere = ifUsed((_accelerator, { regions }) => {
  const groups = Object.entries(regions);
  const weightOf = ({ accelerator: { weight, endpoints: others } }: RegionConfig) =>
    others.reduce((sum, each) => sum + each.weight, weight);
  const given = ({ accelerator: { dial }, role }: RegionConfig) => dialOf({ dial, role });
  const nowhere = (key: "dial" | "weight", words: string): Mistake[] =>
    groups.map(([name, region]) => ({
      path: ["regions", name, "accelerator", key],
      value: key === "dial" ? given(region) : region.accelerator.weight,
      allowed: `more than 0 in one region at least: ${words}`,
      fix: "raise it in the region that clients shall be led to",
      because: groups.map(([each]) => ["regions", each, "accelerator", key]),
    }));
  if (groups.length === 0) return [];
  return [
    ...(groups.every(([, region]) => given(region) === 0) ? nowhere("dial", "AWS ignores dials that are all 0") : []),
    ...(groups.every(([, region]) => weightOf(region) === 0)
      ? nowhere("weight", "an endpoint of weight 0 gets nothing")
      : []),
  ];
});

export const acceleratorChecks: readonly Check[] = [
  section,
  ifThere(ownAddresses),
  ifThere(topics),
  ifUsed(dualStack),
  ifUsed(dualStackTargets),
  ifThere(ipv6Clients),
  ifUsed(hiddenClients),
  endpoints,
  somewhere,
];
