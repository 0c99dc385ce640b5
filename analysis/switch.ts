import type { Change } from "../graph/compare";
import type { Graph } from "../graph/graph";
import { refusedFamilies } from "./acceleratorRules";
import { addressFates, namesOf, type AddressFate, type PublishedId } from "./fates";
import { comparisonOf } from "./comparison";
import { interruptions, type Interruption } from "./interruptions";
import { connectedServices, ipv6TakenBack, type Connected } from "./linkRefusals";
import { twoZones } from "./linkRules";
import { newSwitches } from "./nameRules";
import { refusedProtocols } from "./protocolRules";

/**
 * `none`: no connection fails or is cut. `brief`: open connections are cut, new ones are accepted. `outage`: new connections fail
 * for a time. `refused`: an address would be lost, the engine refuses to delete what is protected, or AWS refuses what the update asks for.
 */
export type Verdict = "none" | "brief" | "outage" | "refused";

/** What an update means to those who use the service. */
export interface Switch {
  verdict: Verdict;
  /** The verdict apart from refusals. */
  interruption: Exclude<Verdict, "refused">;
  /** Why it is refused, one reason each. */
  refusals: string[];
  addresses: AddressFate[];
  interruptions: Interruption[];
}

/** What the config that the stack has now says, and its graph does not. */
export interface Said {
  /** Gives created addresses their ids. */
  published?: readonly PublishedId[];
  connected?: readonly Connected[];
}

/** `allowedLosses`: names of addresses (see `namesOf`) whose loss is accepted. */
export function switchOf(
  from: Graph,
  to: Graph,
  changes: readonly Change[],
  allowedLosses: readonly string[] = [],
  { published = [], connected = [] }: Said = {},
): Switch {
  const comparison = comparisonOf(from, to, changes);
  const fates = addressFates(from, to, changes, published);
  const found = interruptions(from, to, changes);
  const lost = losses(fates, allowedLosses);
  // A lost address that is protected as well is told once.
  const others = changes.filter(({ name }) => !lost.some((fate) => fate.name === name));
  const refusals = [
    ...lossRefusals(lost),
    ...protections(others),
    ...firewallGuards(to, changes),
    ...refusedFamilies(comparison),
    ...twoZones(comparison),
    ...connectedServices(comparison, connected),
    ...ipv6TakenBack(comparison),
    ...refusedProtocols(comparison),
    ...newSwitches(comparison),
  ];
  const interruption = worst(found);
  const verdict = refusals.length > 0 ? "refused" : interruption;
  return { verdict, interruption, refusals, addresses: fates, interruptions: found };
}

function worst(found: readonly Interruption[]): Switch["interruption"] {
  const severities = found.map(({ severity }) => severity);
  return (["outage", "brief"] as const).find((each) => severities.includes(each)) ?? "none";
}

/** The addresses that would be lost without leave. */
export function losses(fates: readonly AddressFate[], allowedLosses: readonly string[]): AddressFate[] {
  return fates.filter((fate) => fate.lost && !namesOf(fate).some((name) => allowedLosses.includes(name)));
}

function lossRefusals(lost: readonly AddressFate[]): string[] {
  return lost.map((fate) => {
    const [place = ""] = namesOf(fate);
    return `the address ${place} would be lost: ${fate.note ?? ""}`;
  });
}

/**
 * What AWS refuses of a firewall because the firewall says so. An update may take such a protection away and change what it protected,
 * so what counts is what the firewall says after it.
 */
const FIREWALL_GUARDS = [
  {
    flag: "subnetChangeProtection",
    input: "subnetMappings",
    setting: "subnetChange",
    what: "endpoints in other zones",
  },
  {
    flag: "firewallPolicyChangeProtection",
    input: "firewallPolicyArn",
    setting: "policyChange",
    what: "another policy",
  },
] as const;

function firewallGuards(to: Graph, changes: readonly Change[]): string[] {
  const firewalls = new Map(to.resources.map((node) => [node.urn, node]));
  return changes
    .filter(({ type, action }) => type === "aws:networkfirewall/firewall:Firewall" && action === "update")
    .flatMap(({ urn, name, inputs }) =>
      FIREWALL_GUARDS.filter(
        ({ flag, input }) =>
          firewalls.get(urn)?.inputs[flag] === true && inputs.some(({ path }) => path.split(".")[0] === input),
      ).map(
        ({ setting, what }) =>
          `${name} would get ${what}, which networkFirewall.protection.${setting} makes AWS refuse`,
      ),
    );
}

function protections(changes: readonly Change[]): string[] {
  return changes
    .filter(({ refused }) => refused)
    .map(
      ({ name, action }) => `${name} is protected, and this would ${action === "replace" ? "replace" : "remove"} it`,
    );
}
