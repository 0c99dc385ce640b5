import type { Change } from "../graph/compare";
import type { Graph } from "../graph/graph";
import {
  acceleratorListeners,
  coldTargetGroups,
  fewerFamilies,
  leftRegions,
  movedEndpointPorts,
  preservedAddresses,
} from "./acceleratorRules";
import { comparisonOf, type Interruption, type Rule } from "./comparison";
import { emptyTargetGroups, loadBalancers, ports, refusedClients } from "./doorRules";
import { closedDestinations, egress } from "./egressRules";
import {
  changedRules,
  closedNames,
  deletedLogs,
  deniedClients,
  engineOptions,
  foreignFirewalls,
  inspection,
} from "./inspectionRules";
import {
  consumerNames,
  endpointAddressTypes,
  endpointClients,
  endpointPorts,
  endpointZonesLeft,
  enforcedRules,
  fewerAddressTypes,
  fewerPrincipals,
  fewerRegions,
  otherConsumers,
  ownConsumers,
  privateDnsNames,
  zonesToEnable,
} from "./linkRules";
import { changedAnswers, delegations, movedNames, names, privateNames, signatures } from "./nameRules";
import { changedProtocols, raisedVersions } from "./protocolRules";
import { closedPorts, fewerTargets, leftTargetGroups, targetSettings } from "./targetRules";

export type { Interruption } from "./comparison";

/** All interruptions of an update, the worst first. */
export function interruptions(from: Graph, to: Graph, changes: readonly Change[]): Interruption[] {
  const comparison = comparisonOf(from, to, changes);
  return RULES.flatMap((rule) => rule(comparison)).sort((one, other) => rank(one) - rank(other));
}

const SEVERITIES: readonly Interruption["severity"][] = ["outage", "brief", "none"];
const rank = ({ severity }: Interruption): number => SEVERITIES.indexOf(severity);

const RULES: readonly Rule[] = [
  loadBalancers,
  ports,
  changedProtocols,
  raisedVersions,
  emptyTargetGroups,
  leftTargetGroups,
  closedPorts,
  targetSettings,
  fewerTargets,
  refusedClients,
  deniedClients,
  inspection,
  engineOptions,
  changedRules,
  foreignFirewalls,
  deletedLogs,
  names,
  movedNames,
  changedAnswers,
  signatures,
  delegations,
  privateNames,
  egress,
  closedDestinations,
  closedNames,
  otherConsumers,
  ownConsumers,
  endpointPorts,
  endpointClients,
  endpointAddressTypes,
  consumerNames,
  endpointZonesLeft,
  enforcedRules,
  fewerAddressTypes,
  privateDnsNames,
  zonesToEnable,
  fewerPrincipals,
  fewerRegions,
  acceleratorListeners,
  leftRegions,
  movedEndpointPorts,
  preservedAddresses,
  coldTargetGroups,
  fewerFamilies,
];
