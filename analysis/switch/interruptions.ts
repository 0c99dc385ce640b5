import type { ResourceChange } from "../../graph/compare";
import type { Graph } from "../../graph/graph";
import { comparisonOf } from "./comparison/comparison";
import type { Interruption, InterruptionRule } from "./comparison/interruption";
import { delegations, movedNames, removedNames } from "./rules/dns";
import { changedAnswers, evaluatedTargetGroups } from "./rules/dnsAnswers";
import { signatures } from "./rules/dnssec";
import { changedEgress, closedDestinations } from "./rules/egress";
import { changedPorts, emptyTargetGroups, refusedClients, removedLoadBalancers } from "./rules/frontDoors";
import {
  acceleratorListeners,
  coldTargetGroups,
  fewerFamilies,
  leftRegions,
  movedEndpointPorts,
  preservedAddresses,
  replacedAccelerators,
} from "./rules/globalAccelerator";
import { lostKeys } from "./rules/keys";
import { deletedLogs } from "./rules/logs";
import { changedInspection, closedNames, deniedClients } from "./rules/networkFirewall";
import { changedRules, engineOptions, foreignFirewalls } from "./rules/networkFirewallPolicy";
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
import { boundedRoles, replacedFlowLogs, replacedProfiles } from "./rules/roles";
import { rulesMeanwhile } from "./rules/securityGroups";
import { privateNames } from "./rules/serviceDiscovery";
import { closedPorts, fewerTargets, leftTargetGroups, targetSettings } from "./rules/targets";
import { changedProtocols, raisedVersions } from "./rules/tls";
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
  changedPorts,
  changedProtocols,
  raisedVersions,
  emptyTargetGroups,
  leftTargetGroups,
  closedPorts,
  targetSettings,
  fewerTargets,
  refusedClients,
  deniedClients,
  changedInspection,
  engineOptions,
  changedRules,
  foreignFirewalls,
  deletedLogs,
  removedNames,
  movedNames,
  zonesById,
  recordsTwice,
  changedAnswers,
  evaluatedTargetGroups,
  signatures,
  delegations,
  privateNames,
  changedEgress,
  closedDestinations,
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
  replacedFlowLogs,
  boundedRoles,
];
