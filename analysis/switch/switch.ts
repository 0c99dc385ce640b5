import type { ResourceChange } from "../../graph/resourceChange";
import type { Graph } from "../../graph/graph";
import { TYPES } from "../inventory/resourceTypes";
import type { PublishedId } from "../inventory/published";
import { type AddressChange, addressChanges, addressNames } from "./addressChanges";
import { type ByHand, byHand } from "./byHand";
import { type Comparison, type ConnectedConsumer, comparisonOf } from "./comparison/comparison";
import type { Interruption } from "./comparison/interruption";
import { interruptions } from "./interruptions";
import { takenPorts } from "./rules/frontDoors";
import { refusedFamilies } from "./rules/globalAccelerator";
import { keptDeploymentAlarms } from "./rules/keptSettings";
import { removedIpv6Ranges } from "./rules/network";
import { leftFirewallZones } from "./rules/networkFirewallZones";
import { twoZones } from "./rules/privateLinkConsumers";
import { connectedServices } from "./rules/privateLinkService";
import { deletionProtections } from "./rules/protection";
import { newRoutingControls } from "./rules/routingControls";
import { doubledRules } from "./rules/securityGroups";
import { refusedHealthChecks } from "./rules/targetSettings";
import { refusedProtocols } from "./rules/tls";
import { doubledWays } from "./rules/ways";
import { closedAutoshifts, refusedZonalShifts } from "./rules/zonalShift";

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
  addresses: AddressChange[];
  interruptions: Interruption[];
  byHand: ByHand[];
}

/** What the config that the stack has now says, and its graph does not. */
export interface CurrentConfig {
  /** Gives created addresses their ids. */
  published?: readonly PublishedId[];
  connected?: readonly ConnectedConsumer[];
}

/** `allowedLosses`: names of addresses (see `namesOf`) whose loss is accepted. */
export function switchOf(
  from: Graph,
  to: Graph,
  changes: readonly ResourceChange[],
  allowedLosses: readonly string[] = [],
  { published = [], connected = [] }: CurrentConfig = {},
): Switch {
  const comparison = comparisonOf(from, to, changes);
  const addresses = addressChanges(from, to, changes, published);
  const found = interruptions(from, to, changes);
  const lost = losses(addresses, allowedLosses);
  // A lost address that is protected as well is reported once.
  const others = changes.filter(({ name }) => !lost.some((address) => address.name === name));
  const refusals = [
    ...lossRefusals(lost),
    ...protections(others),
    ...firewallProtections(to, changes),
    ...taken(comparison),
    ...refusedFamilies(comparison),
    ...twoZones(comparison),
    ...connectedServices(comparison, connected),
    ...removedIpv6Ranges(comparison),
    ...doubledWays(comparison),
    ...refusedProtocols(comparison),
    ...refusedHealthChecks(comparison),
    ...keptDeploymentAlarms(comparison),
    ...newRoutingControls(comparison),
    ...leftFirewallZones(comparison),
    ...refusedZonalShifts(comparison),
    ...closedAutoshifts(comparison),
    ...deletionProtections(comparison),
  ];
  const interruption = worst(found);
  const verdict = refusals.length > 0 ? "refused" : interruption;
  return {
    verdict,
    interruption,
    refusals,
    addresses,
    interruptions: found,
    byHand: byHand(from, to, changes, connected),
  };
}

/** Where a port changes hands, so do the rules of its clients, which then go without saying. */
function taken(comparison: Comparison): string[] {
  const ports = takenPorts(comparison);
  return ports.length > 0 ? ports : doubledRules(comparison);
}

function worst(found: readonly Interruption[]): Switch["interruption"] {
  const severities = found.map(({ severity }) => severity);
  return (["outage", "brief"] as const).find((each) => severities.includes(each)) ?? "none";
}

/** The addresses that would be lost without leave. */
export function losses(addresses: readonly AddressChange[], allowedLosses: readonly string[]): AddressChange[] {
  return addresses.filter(
    (address) => address.lost && !addressNames(address).some((name) => allowedLosses.includes(name)),
  );
}

function lossRefusals(lost: readonly AddressChange[]): string[] {
  return lost.map((address) => {
    const [place = ""] = addressNames(address);
    return `the address ${place} would be lost: ${address.note ?? ""}`;
  });
}

/**
 * What AWS refuses of a firewall because the firewall says so. An update may take such a protection away and change what it protected,
 * so what counts is what the firewall says after it.
 */
const FIREWALL_PROTECTIONS = [
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

function firewallProtections(to: Graph, changes: readonly ResourceChange[]): string[] {
  const firewalls = new Map(to.resources.map((node) => [node.urn, node]));
  return changes
    .filter(({ type, action }) => type === TYPES.firewall && action === "update")
    .flatMap(({ urn, name, inputs }) =>
      FIREWALL_PROTECTIONS.filter(
        ({ flag, input }) =>
          firewalls.get(urn)?.inputs[flag] === true && inputs.some(({ path }) => path.split(".")[0] === input),
      ).map(
        ({ setting, what }) =>
          `${name} would get ${what}, which networkFirewall.protection.${setting} makes AWS refuse`,
      ),
    );
}

function protections(changes: readonly ResourceChange[]): string[] {
  return changes
    .filter(({ refused }) => refused)
    .map(
      ({ name, action }) => `${name} is protected, and this would ${action === "replace" ? "replace" : "remove"} it`,
    );
}
