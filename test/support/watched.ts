import { monitoringSection } from "../../config/sections/monitoring";
import type { WatchedFrontDoor } from "../../plan/monitoring/frontDoor/watched";
import type { LoggedConnections } from "../../plan/monitoring/queries";
import type { WatchedRegion } from "../../plan/monitoring/region";
import type { Thresholds } from "../../plan/monitoring/thresholds";

/** Those of a stack file that says nothing of them. */
export const THRESHOLDS: Thresholds = monitoringSection.parse({}).thresholds;

/** A load balancer before instances. */
export const frontDoor = (
  name: string,
  settings: Partial<WatchedFrontDoor<string>> = {},
): WatchedFrontDoor<string> => ({
  name,
  kind: "public",
  loadBalancer: `net/${name}`,
  targetGroups: { instances: `targetgroup/${name}-ec2` },
  weights: { instances: 100 },
  leastTargets: { instances: 2 },
  crossZone: true,
  tls: false,
  tcp: settings.tls !== true,
  furtherTargetGroups: [],
  ...settings,
});

/** Flow logs of what is accepted alone, which tell of nobody who is rejected. */
const CONNECTIONS: LoggedConnections = {
  traffic: "ACCEPT",
  loadBalancers: [],
  targets: { range: "10.20.0.0/17", ports: [5000] },
  allowedClients: ["0.0.0.0/0"],
};

/** A region of two zones that has nothing but what is given. */
export const watched = (settings: Partial<WatchedRegion<string>>): WatchedRegion<string> => ({
  region: "eu-west-1",
  zones: ["b", "a"],
  frontDoors: {},
  certificates: [],
  natGateways: {},
  connections: CONNECTIONS,
  ...settings,
});
