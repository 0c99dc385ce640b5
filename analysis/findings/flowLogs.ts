import { type GraphIndex } from "../../graph/graph";
import { TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/* What an owner of VPCs should know of their flow logs. */

/** VPCs made here whose traffic nobody can look up afterwards. */
export function unloggedVpcs(index: GraphIndex): Finding[] {
  const logged = new Set(index.ofType(TYPES.flowLog).map(({ inputs }) => index.resolve(inputs["vpcId"])));
  const unlogged = index.ofType(TYPES.vpc).filter((vpc) => !vpc.external && !logged.has(vpc));
  if (unlogged.length === 0) return [];
  return [
    {
      severity: "warning",
      rule: "unlogged-vpcs",
      text: `${unlogged.map(({ name }) => name).join(", ")} ${unlogged.length === 1 ? "has" : "have"} no flow logs: nobody can tell afterwards who connected, or who was rejected.`,
      fix: "Set network.flowLogs.destination to cloudWatch, s3 or firehose.",
      resources: unlogged.map(({ name }) => name),
    },
  ];
}

/** What is asked of CloudWatch cannot be asked of a bucket or a stream. */
export function unaskedFlowLogs(index: GraphIndex): Finding[] {
  const elsewhere = index
    .ofType(TYPES.flowLog)
    .filter(({ inputs }) => inputs["logDestinationType"] !== "cloud-watch-logs");
  if (elsewhere.length === 0) return [];
  return [
    {
      severity: "note",
      rule: "unasked-flow-logs",
      text: "Flow logs do not go to CloudWatch: there are no saved queries over them, no metric of rejected clients and no alarm on it.",
      fix: "none, where something else reads them; or network.flowLogs.destination: { kind: cloudWatch }.",
      resources: elsewhere.map(({ name }) => name),
    },
  ];
}
