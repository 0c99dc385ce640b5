import { GraphIndex, type Graph } from "../../../graph/graph";
import { METRIC_ALARM } from "../alarms";
import { TYPES } from "../resourceTypes";

const LISTENER_CERTIFICATE = "aws:lb/listenerCertificate:ListenerCertificate";

/** A certificate that listeners show to clients. */
export interface CertificateRow {
  region: string;
  arn: string;
  /** It is for clients that name no server, or one that no certificate has. The others are for the names that clients ask for. */
  isDefault: boolean;
  /** Days before its end at which an alarm rings, the most first; empty where none does. */
  alarmDays: number[];
}

/** By region, the default first. Names and ways of validation are ACM's alone to tell: no plan knows them. */
export function certificateRows(graph: Graph): CertificateRow[] {
  const index = GraphIndex.of(graph);
  const used = [
    ...index.ofType(TYPES.listener).map((node) => ({ node, isDefault: true })),
    ...index.ofType(LISTENER_CERTIFICATE).map((node) => ({ node, isDefault: false })),
  ].flatMap(({ node, isDefault }) => {
    const arn = node.inputs["certificateArn"];
    return typeof arn === "string" ? [{ region: index.regionOf(node) ?? "", arn, isDefault }] : [];
  });
  // A certificate that is the default of one listener may be a further one of another.
  const once = new Map([...used].reverse().map((row) => [row.arn, row]));
  return [...once.values()]
    .map((row) => ({ ...row, alarmDays: alarmDays(index, row.arn) }))
    .sort((one, other) => order(one).localeCompare(order(other)));
}

const order = ({ region, isDefault, arn }: CertificateRow): string => [region, isDefault ? 0 : 1, arn].join(" ");

const alarmDays = (index: GraphIndex, arn: string): number[] =>
  index
    .ofType(METRIC_ALARM)
    .filter(({ inputs }) => inputs["metricName"] === "DaysToExpiry")
    .filter(({ inputs }) => (inputs["dimensions"] as { CertificateArn?: unknown }).CertificateArn === arn)
    .map(({ inputs }) => Number(inputs["threshold"]))
    .sort((one, other) => other - one);
