import type { ResourceChange } from "../../graph/resourceChange";
import type { Graph } from "../../graph/graph";
import { comparisonOf } from "./comparison/comparison";
import type { Interruption, InterruptionRule } from "./comparison/interruption";
import { delegations, movedNames, removedNames } from "./rules/dns";
import { changedAnswers, evaluatedTargetGroups } from "./rules/dnsAnswers";
import { signatures } from "./rules/dnssec";
import { changedEgress, changedNatAddresses, closedDestinations } from "./rules/egress";
import { changedEndpoints } from "./rules/endpoints";
import {
  changedPorts,
  emptyTargetGroups,
  lostIpv6,
  refusedClients,
  removedLoadBalancers,
  removedPorts,
} from "./rules/frontDoors";
import {
  acceleratorListeners,
  coldTargetGroups,
  fewerFamilies,
  leftRegions,
  movedEndpointPorts,
  preservedAddresses,
  replacedAccelerators,
} from "./rules/globalAccelerator";
import { changedIpv6Egress, closedIpv6Destinations } from "./rules/ipv6Egress";
import { keptSettings } from "./rules/keptSettings";
import { lostKeys } from "./rules/keys";
import { deletedLogs, unloggedMeanwhile } from "./rules/logs";
import { changedInspection, closedNames, deniedClients } from "./rules/networkFirewall";
import { changedManagedGroups, changedRules, engineOptions, foreignFirewalls } from "./rules/networkFirewallPolicy";
import {
  consumerNames,
  endpointAddressTypes,
  endpointClients,
  endpointPorts,
  ownConsumers,
  removedClientSubnets,
  removedEndpointZones,
} from "./rules/privateLinkConsumers";
import {
  enforcedRules,
  fewerAddressTypes,
  fewerPrincipals,
  fewerRegions,
  otherConsumers,
  privateDnsNames,
  zonesToEnable,
} from "./rules/privateLinkService";
import { changedPrivateNames, hiddenNames, leftVpcs, unansweredNames } from "./rules/privateZones";
import { boundedRoles, replacedProfiles } from "./rules/roles";
import { rulesMeanwhile } from "./rules/securityGroups";
import { privateNames } from "./rules/serviceDiscovery";
import { closedPorts, newTargetPorts } from "./rules/targetPorts";
import { targetSettings } from "./rules/targetSettings";
import { endedLifetimes, fewerTargets, leftTargetGroups } from "./rules/targets";
import { changedProtocols, changedTargetProtocols, raisedVersions } from "./rules/tls";
import { changedWays } from "./rules/ways";
import { recordsTwice, zonesById } from "./rules/zonesById";

export type { Interruption } from "./comparison/interruption";

/** All interruptions of an update, the worst first. */
export function interruptions(from: Graph, to: Graph, changes: readonly ResourceChange[]): Interruption[] {
  const comparison = comparisonOf(from, to, changes);
  return RULES.flatMap((rule) => rule(comparison)).sort((one, other) => rank(one) - rank(other));
}

const SEVERITIES: readonly Interruption["severity"][] = ["outage", "brief", "none"];
const rank = ({ severity }: Interruption): number => SEVERITIES.indexOf(severity);

const RULES: readonly InterruptionRule[] = [
  removedLoadBalancers,
  lostIpv6,
  changedPorts,
  removedPorts,
  changedProtocols,
  changedTargetProtocols,
  raisedVersions,
  emptyTargetGroups,
  leftTargetGroups,
  closedPorts,
  newTargetPorts,
  targetSettings,
  endedLifetimes,
  fewerTargets,
  refusedClients,
  deniedClients,
  changedInspection,
  engineOptions,
  changedRules,
  changedManagedGroups,
  foreignFirewalls,
  deletedLogs,
  unloggedMeanwhile,
  removedNames,
  movedNames,
  zonesById,
  recordsTwice,
  changedAnswers,
  evaluatedTargetGroups,
  signatures,
  delegations,
  privateNames,
  changedPrivateNames,
  hiddenNames,
  leftVpcs,
  unansweredNames,
  changedEgress,
  changedNatAddresses,
  changedIpv6Egress,
  changedWays,
  closedDestinations,
  closedIpv6Destinations,
  changedEndpoints,
  closedNames,
  otherConsumers,
  ownConsumers,
  endpointPorts,
  endpointClients,
  endpointAddressTypes,
  consumerNames,
  removedEndpointZones,
  removedClientSubnets,
  enforcedRules,
  fewerAddressTypes,
  privateDnsNames,
  zonesToEnable,
  fewerPrincipals,
  fewerRegions,
  acceleratorListeners,
  replacedAccelerators,
  leftRegions,
  movedEndpointPorts,
  preservedAddresses,
  coldTargetGroups,
  fewerFamilies,
  rulesMeanwhile,
  lostKeys,
  replacedProfiles,
  boundedRoles,
  keptSettings,
];
