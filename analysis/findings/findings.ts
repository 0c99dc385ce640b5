import { type Graph, GraphIndex } from "../../graph/graph";
import { anyAccount, parkedAddresses, pooledAddresses, unprotectedAddresses } from "./addresses";
import { regionLeftWithZone, tightZones, unevenZones, unheardShifts } from "./autoshift";
import { constrainedZones, endpointsByZone, regionsToEnable, typesByZone } from "./availability";
import { proxiedChecks, spotPools, sshPorts, unroutedDestinations, vainRollbacks, warmBackends } from "./backends";
import {
  decidingBackends,
  delegation,
  noName,
  obeyedRoutingControls,
  uncheckedNames,
  unwatchedSignatures,
} from "./dns";
import { plainStores } from "./encryption";
import { unknownServices } from "./endpoints";
import { assumedNetworks } from "./existingVpcs";
import { openHosts } from "./exposure";
import type { Finding, FindingRule } from "./finding";
import { unaskedFlowLogs, unloggedVpcs } from "./flowLogs";
import { otherListeners, singleZoneFronts, unfixedAddresses } from "./frontDoors";
import {
  collidingConnections,
  silentConnections,
  standbyRegions,
  togetherHealthy,
  translatedClients,
} from "./globalAccelerator";
import { shortGraces } from "./graces";
import { costTags, sharedContacts, shieldSubscription, unseenAttacks } from "./guard";
import { fewInterfaces, hostlessZones, tightMemory, unknownHosts } from "./hosts";
import { foreignImages, foreignSecrets } from "./images";
import { ipv6Egress, ipv6OfTasks } from "./ipv6Egress";
import { autoScalingRoles, loggedZones, regionalAudits, unencryptedInsights } from "./keysAndAudit";
import { measuredFromWithin } from "./latency";
import { silentAlarms } from "./monitoring";
import {
  bypassedZones,
  neededNames,
  parkedZones,
  unknownRoom,
  unloggedDrops,
  unprotectedFirewall,
  unseenEndpoints,
  zonesToHave,
} from "./networkFirewall";
import {
  acrossRegions,
  assumedZones,
  closedService,
  foreignNetworks,
  openService,
  privateLinkConnections,
  singleZoneConsumers,
  uninspectedPrivateLink,
  unprovenName,
} from "./privateLink";
import { overlappingClients, shutOutConsumers } from "./privateLinkClients";
import { addressQuota, natAddressQuota, networkAclQuota, securityGroupQuota, vpcQuota, wayQuotas } from "./quotas";
import { emptyZones, fewZones, noNat, sharedNat } from "./regions";
import { reachableHosts, unreachableRights, wideRights } from "./roles";
import { stickiness } from "./stickiness";
import { blackholeWays, overlappingWays, singleWays, uninspectedWays, waitingWays } from "./ways";

/** All findings, warnings first. */
export function findings(graph: Graph): Finding[] {
  const index = GraphIndex.of(graph);
  return RULES.flatMap((rule) => rule(index)).sort((one, other) => rank(one) - rank(other));
}

const rank = ({ severity }: Finding): number => (severity === "warning" ? 0 : 1);

const RULES: readonly FindingRule[] = [
  addressQuota,
  natAddressQuota,
  vpcQuota,
  securityGroupQuota,
  networkAclQuota,
  wayQuotas,
  unprotectedAddresses,
  anyAccount,
  parkedAddresses,
  pooledAddresses,
  sharedNat,
  noNat,
  ipv6Egress,
  ipv6OfTasks,
  fewZones,
  emptyZones,
  singleZoneFronts,
  unfixedAddresses,
  otherListeners,
  stickiness,
  openHosts,
  wideRights,
  unreachableRights,
  reachableHosts,
  regionsToEnable,
  constrainedZones,
  typesByZone,
  endpointsByZone,
  unknownServices,
  warmBackends,
  unroutedDestinations,
  blackholeWays,
  uninspectedWays,
  waitingWays,
  overlappingWays,
  singleWays,
  proxiedChecks,
  sshPorts,
  decidingBackends,
  delegation,
  obeyedRoutingControls,
  noName,
  uncheckedNames,
  unwatchedSignatures,
  silentAlarms,
  plainStores,
  unloggedVpcs,
  unaskedFlowLogs,
  spotPools,
  vainRollbacks,
  foreignImages,
  foreignSecrets,
  shortGraces,
  tightMemory,
  fewInterfaces,
  hostlessZones,
  unknownHosts,
  bypassedZones,
  unseenEndpoints,
  unloggedDrops,
  unknownRoom,
  neededNames,
  parkedZones,
  unprotectedFirewall,
  zonesToHave,
  uninspectedPrivateLink,
  openService,
  closedService,
  shutOutConsumers,
  unprovenName,
  singleZoneConsumers,
  privateLinkConnections,
  acrossRegions,
  overlappingClients,
  foreignNetworks,
  assumedZones,
  assumedNetworks,
  togetherHealthy,
  collidingConnections,
  translatedClients,
  standbyRegions,
  silentConnections,
  measuredFromWithin,
  autoScalingRoles,
  unencryptedInsights,
  loggedZones,
  regionalAudits,
  shieldSubscription,
  unseenAttacks,
  sharedContacts,
  costTags,
  tightZones,
  unevenZones,
  regionLeftWithZone,
  unheardShifts,
];
