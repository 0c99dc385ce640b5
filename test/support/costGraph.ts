import type { Graph, ResourceNode } from "../../graph/graph";
import { type Traffic, trafficOfLoad } from "../../plan/traffic";
import { bare } from "./graphs";

/** By type, name and inputs. */
export type Resource = readonly [type: string, name: string, inputs: Record<string, unknown>];

/** Resources of one region. */
export function costGraph(region: string, ...resources: readonly Resource[]): Graph {
  const provider: ResourceNode = { ...bare("pulumi:providers:aws", "aws"), inputs: { region } };
  const nodes = resources.map(([type, name, inputs]) => ({ ...bare(type, name), provider: provider.urn, inputs }));
  return { project: "ha-tcp", stack: "test", resources: [provider, ...nodes], invokes: [], outputs: {} };
}

/** Nobody connects, and nothing is said to be assumed. */
export const QUIET: Traffic = {
  ...trafficOfLoad("small"),
  newConnectionsPerSecond: 0,
  openConnections: 0,
  gbInPerMonth: 0,
  gbOutPerMonth: 0,
  egressGbInPerMonth: 0,
  egressGbOutPerMonth: 0,
};
