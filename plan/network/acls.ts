import { ANYWHERE, ANYWHERE_V6, isV6 } from "../cidrs";
import {
  EPHEMERAL,
  FURTHER,
  type NaclRule,
  everything,
  fragmentationNeeded,
  packetTooBig,
  port,
  privileged,
  tcp,
  unprivileged,
} from "./aclRules";
import { type Tier, tierCidr } from "./subnets";

/* The network ACLs of the service's own VPCs. */

export interface NaclSettings {
  vpcCidr: string;
  servicePort: number;
  /** Where targets listen by default, when not on the service port. */
  targetPort?: number;
  /** Where targets listen: the default port, or the port of containers that are targets themselves, or both. */
  targetPorts: readonly number[];
  /** Where targets are checked, when not where they listen. */
  healthCheckPort?: number;
  /** With client IP preservation, packets at a target come from the client, else from the load balancer. */
  preserveClientIp: boolean;
  /** Whether an internal load balancer stands in the app subnets: what comes through it comes from there. */
  hasInternalFrontDoor: boolean;
  /** Whether consumers reach it by IPv6 too; it reaches targets by IPv4 alone. Default: false. */
  internalFrontDoorHasIpv6?: boolean;
  /** Whether clients come to the public load balancer by IPv6 too; it reaches targets by IPv4 alone. Default: false. */
  clientsUseIpv6?: boolean;
  /** Where the load balancer behind the accelerator listens, one of those, and whether clients come to it by IPv6 too. */
  accelerated?: { port: number; ipv6: boolean };
  /** Ports beside the service's own: those of load balancers, and where their targets listen and are checked. Default: none. */
  further?: { listening: readonly number[]; targets: readonly number[] };
  hasNat: boolean;
  hasInterfaceEndpoints: boolean;
  /** Whether the service's own connections go out by IPv6, too. Default: false. */
  ipv6Egress?: boolean;
  /** Further destinations of the service's own connections, of IPv4 where no range says otherwise; the security groups name the ranges. */
  egress: readonly { cidr?: string; port: number }[];
}

const HTTPS = { from: 443, to: 443 } as const;

/**
 * The rules of one tier's network ACL. They are the coarse guard of a tier, so client ranges are not in them: a NACL holds
 * 20 rules, and the security groups are exact. The inspection tier is open: nothing but firewall endpoints ever stands in it,
 * what the firewall drops it also logs, and rules that came and went with the firewall would close a path that packets still take.
 */
export function naclRules(tier: Tier, settings: NaclSettings): NaclRule[] {
  switch (tier) {
    case "front":
      return frontRules(settings);
    case "app":
      return appRules(settings);
    case "inspection":
      return (["in", "out"] as const).map((direction) => everything(100, direction, "the firewall decides, and logs"));
  }
}

/**
 * Open, as AWS advises it for the subnets of a transit gateway's attachment: the other subnets' network ACLs see each packet, too.
 * Source: docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 */
export const transitNaclRules = (): NaclRule[] =>
  (["in", "out"] as const).map((direction) => everything(100, direction, "the other subnets decide"));

function frontRules(settings: NaclSettings): NaclRule[] {
  const app = tierCidr(settings.vpcCidr, "app");
  return [
    tcp(100, "in", port(settings.servicePort), ANYWHERE, "clients reach the load balancer"),
    tcp(110, "in", { from: 1, to: 65535 }, app, "targets answer; the app tier's traffic reaches the NAT gateway"),
    ...(settings.hasNat ? [tcp(120, "in", EPHEMERAL, ANYWHERE, "answers to connections through the NAT gateway")] : []),
    fragmentationNeeded("in"),
    ...(settings.clientsUseIpv6 ? ipv6ClientRules(settings) : []),
    tcp(100, "out", EPHEMERAL, ANYWHERE, "answers to clients, and through the NAT gateway to the app tier"),
    ...toTargets(110, 115, "out", app, "the load balancer reaches its targets", settings),
    ...toChecks(120, "out", app, "the load balancer checks its targets", settings),
    ...(settings.hasNat
      ? [tcp(130, "out", HTTPS, ANYWHERE, "HTTPS through the NAT gateway"), ...egressRules(settings)]
      : []),
    fragmentationNeeded("out"),
    ...further(settings, "listening").flatMap((ports) => [
      ...privileged(ports, "in", ANYWHERE, FURTHER.anyone, "clients reach the load balancer"),
      // With a NAT gateway they are open for its answers.
      ...(settings.hasNat
        ? []
        : unprivileged(ports, "in", ANYWHERE, FURTHER.anyone, "clients reach the load balancer")),
    ]),
    ...further(settings, "targets").flatMap((ports) =>
      privileged(ports, "out", app, FURTHER.app, "the load balancer reaches and checks its targets"),
    ),
  ];
}

const ipv6ClientRules = (settings: NaclSettings): NaclRule[] => [
  tcp(103, "in", port(settings.servicePort), ANYWHERE_V6, "clients reach the load balancer by IPv6"),
  ...further(settings, "listening").flatMap((ports) =>
    [privileged, unprivileged].flatMap((rules) =>
      rules(ports, "in", ANYWHERE_V6, FURTHER.anyoneV6, "clients reach the load balancer by IPv6"),
    ),
  ),
  packetTooBig("in"),
  tcp(103, "out", EPHEMERAL, ANYWHERE_V6, "answers to clients by IPv6"),
  packetTooBig("out"),
];

function appRules(settings: NaclSettings): NaclRule[] {
  const front = tierCidr(settings.vpcCidr, "front");
  const app = tierCidr(settings.vpcCidr, "app");
  return [
    ...toTargets(
      100,
      105,
      "in",
      settings.preserveClientIp ? ANYWHERE : front,
      "clients' connections, and health checks",
      settings,
    ),
    ...(settings.hasInternalFrontDoor ? fromInternalFrontDoor("in", app, settings) : []),
    ...toChecks(110, "in", front, "health checks of the load balancer", settings),
    tcp(120, "in", EPHEMERAL, ANYWHERE, "answers to the service's own connections"),
    ...(settings.hasInterfaceEndpoints ? [tcp(130, "in", HTTPS, app, "interface endpoints in the other zones")] : []),
    fragmentationNeeded("in"),
    tcp(100, "out", EPHEMERAL, ANYWHERE, "answers to clients and to the load balancer"),
    ...(consumersUseIpv6(settings) ? [tcp(103, "out", EPHEMERAL, ANYWHERE_V6, "answers to consumers by IPv6")] : []),
    ...(settings.hasInternalFrontDoor ? fromInternalFrontDoor("out", app, settings) : []),
    tcp(110, "out", HTTPS, ANYWHERE, "HTTPS: S3, Systems Manager, package repositories"),
    ...egressRules(settings),
    fragmentationNeeded("out"),
    ...acceleratedRules(settings),
    ...furtherAppRules(settings),
    ...(settings.ipv6Egress ? ipv6EgressRules(settings) : []),
    ...(consumersUseIpv6(settings) || settings.accelerated?.ipv6 || settings.ipv6Egress
      ? [packetTooBig("in"), packetTooBig("out")]
      : []),
  ];
}

/**
 * AWS's pages differ in whether a network ACL sees an accelerator's connections that keep the client's address; so they are let in and out.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html and
 * preserve-client-ip-address.how-to-enable-preservation.html
 */
function acceleratedRules({ accelerated, servicePort }: NaclSettings): NaclRule[] {
  if (!accelerated) return [];
  const own = port(accelerated.port);
  const why = "clients of the accelerator";
  return [
    ...(accelerated.port === servicePort ? [] : [tcp(104, "in", own, ANYWHERE, why)]),
    ...(accelerated.ipv6
      ? [
          tcp(203, "in", own, ANYWHERE_V6, why),
          tcp(213, "in", EPHEMERAL, ANYWHERE_V6, "what AWS asks for beside the answers"),
          tcp(203, "out", EPHEMERAL, ANYWHERE_V6, "answers to clients of the accelerator"),
        ]
      : []),
  ];
}

const further = ({ further: ports }: NaclSettings, which: "listening" | "targets"): (readonly number[])[] =>
  ports ? [ports[which]] : [];

/** Ports from 1024 are open already, in both directions, for answers. */
function furtherAppRules(settings: NaclSettings): NaclRule[] {
  const { further: ports, preserveClientIp, hasInternalFrontDoor, accelerated } = settings;
  if (!ports) return [];
  const { listening, targets } = ports;
  const front = tierCidr(settings.vpcCidr, "front");
  const app = tierCidr(settings.vpcCidr, "app");
  const why = "clients' connections, and health checks";
  const toInternal = "connections to internal load balancers";
  const internal = "internal load balancers' connections to targets, and their health checks";
  const byIpv6 = consumersUseIpv6(settings);
  return [
    ...(preserveClientIp
      ? privileged(targets, "in", ANYWHERE, FURTHER.anyone, why)
      : privileged(targets, "in", front, FURTHER.nodes, why)),
    ...(hasInternalFrontDoor
      ? [
          ...privileged(
            listening.filter((each) => !preserveClientIp || !targets.includes(each)),
            "in",
            ANYWHERE,
            FURTHER.anyone,
            toInternal,
          ),
          ...(["in", "out"] as const).flatMap((direction) =>
            privileged(targets, direction, app, FURTHER.app, internal),
          ),
        ]
      : []),
    ...(byIpv6 || accelerated?.ipv6 ? privileged(listening, "in", ANYWHERE_V6, FURTHER.anyoneV6, toInternal) : []),
    ...(byIpv6 ? unprivileged(listening, "in", ANYWHERE_V6, FURTHER.anyoneV6, toInternal) : []),
  ];
}

/**
 * The service port has a number of its own, and so has where targets listen by default, so that another backend's port changes nothing for the
 * one that is there.
 */
function toTargets(
  numberOfService: number,
  numberOfOther: number,
  direction: "in" | "out",
  cidr: string,
  why: string,
  { servicePort, targetPort, targetPorts }: NaclSettings,
): NaclRule[] {
  const other = [...new Set(targetPorts)].filter((each) => each !== servicePort && each !== targetPort);
  const byDefault = targetPort !== undefined && targetPort !== servicePort && targetPorts.includes(targetPort);
  if (other.length > 1) throw new RangeError(`more than one target port beside the service port: ${other.join(", ")}`);
  return [
    ...(targetPorts.includes(servicePort) ? [tcp(numberOfService, direction, port(servicePort), cidr, why)] : []),
    ...other.map((each) => tcp(numberOfOther, direction, port(each), cidr, why)),
    ...(byDefault ? [tcp(numberOfOther + 1, direction, port(targetPort), cidr, why)] : []),
  ];
}

/**
 * From the internal load balancer's node in one zone to the targets in another; and from consumers to the node: AWS does not say
 * whether a network ACL sees their connections.
 */
function fromInternalFrontDoor(direction: "in" | "out", app: string, settings: NaclSettings): NaclRule[] {
  const why = "the internal load balancer's connections to targets, and its health checks";
  return [
    ...(direction === "in"
      ? [tcp(101, "in", port(settings.servicePort), ANYWHERE, "connections to internal load balancers")]
      : []),
    ...(direction === "in" && consumersUseIpv6(settings)
      ? [tcp(103, "in", port(settings.servicePort), ANYWHERE_V6, "consumers' connections by IPv6")]
      : []),
    ...toTargets(102, 107, direction, app, why, settings),
    ...toChecks(112, direction, app, "health checks of the internal load balancer", settings),
  ];
}

const consumersUseIpv6 = ({ hasInternalFrontDoor, internalFrontDoorHasIpv6 = false }: NaclSettings): boolean =>
  hasInternalFrontDoor && internalFrontDoorHasIpv6;

function toChecks(
  number: number,
  direction: "in" | "out",
  cidr: string,
  why: string,
  { healthCheckPort, targetPorts, servicePort }: NaclSettings,
): NaclRule[] {
  // Stated beside the same port of another backend too, so that this one's coming or going leaves it as it is.
  const stated = healthCheckPort === servicePort && targetPorts.includes(servicePort);
  if (healthCheckPort === undefined || stated) return [];
  return [tcp(number, direction, port(healthCheckPort), cidr, why)];
}

const CONFIGURED = "configured destinations of the service's own connections";

/** Ports from 1024 are open outwards for answers already. */
function egressRules(settings: NaclSettings): NaclRule[] {
  const ports = settings.egress.filter(({ cidr = ANYWHERE }) => !isV6(cidr)).map(({ port: to }) => to);
  return ports.some(isPrivileged) ? [tcp(200, "out", PRIVILEGED, ANYWHERE, CONFIGURED)] : [];
}

/** By IPv6 nothing but answers comes in, and no port is open outwards that no destination has. */
function ipv6EgressRules(settings: NaclSettings): NaclRule[] {
  const ports = settings.egress.filter(({ cidr = ANYWHERE }) => isV6(cidr)).map(({ port: to }) => to);
  return [
    tcp(123, "in", EPHEMERAL, ANYWHERE_V6, "answers to the service's own connections by IPv6"),
    tcp(113, "out", HTTPS, ANYWHERE_V6, "HTTPS by IPv6"),
    ...(ports.some(isPrivileged) ? [tcp(201, "out", PRIVILEGED, ANYWHERE_V6, CONFIGURED)] : []),
    ...(ports.some((to) => to >= EPHEMERAL.from) ? [tcp(202, "out", EPHEMERAL, ANYWHERE_V6, CONFIGURED)] : []),
  ];
}

const PRIVILEGED = { from: 1, to: 1023 } as const;

const isPrivileged = (to: number): boolean => to < EPHEMERAL.from && to !== HTTPS.from;
