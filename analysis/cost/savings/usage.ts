import type { Region } from "../../../plan/regions";
import { TYPES } from "../../inventory/resourceTypes";
import { priceOf, unitPrice } from "../prices";
import { capacityUnits } from "../rules/loadBalancers";
import { flowLogGb } from "../rules/logs";
import { MONTH_HOURS } from "../types";
import { WORTH_TELLING } from "./network";
import { type SavingRule, usd } from "./saving";

/** Ten minutes in place of one: long connections are written down a tenth as often. */
const LONG_INTERVAL = 600;

export const flowLogInterval: SavingRule = (context) =>
  context.index.ofType(TYPES.flowLog).flatMap((node) => {
    const region = context.regionOf(node);
    const toS3 = node.inputs["logDestinationType"] === "s3";
    const price = priceOf(region as Region, toS3 ? "logs.vended.s3.gb" : "logs.vended.gb");
    if (!price || node.inputs["maxAggregationInterval"] === LONG_INTERVAL) return [];
    const seldom = { ...node, inputs: { ...node.inputs, maxAggregationInterval: LONG_INTERVAL } };
    const month = (flowLogGb(node, context) - flowLogGb(seldom, context)) * unitPrice(price);
    if (month < WORTH_TELLING) return [];
    return [
      {
        rule: "flow-log-interval",
        region,
        text: `${node.name} writes each open connection down every ${String(node.inputs["maxAggregationInterval"])} seconds: ${usd(month)} a month more than every ten minutes.`,
        fix: "Set network.flowLogs.intervalSeconds: 600, where alarms on rejected clients may come ten minutes later.",
        month,
        resources: [node.name],
        source: "docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html, Aggregation interval",
      },
    ];
  });

/** What S3 takes for half the price, nobody asks by the saved queries. */
export const flowLogsInCloudWatch: SavingRule = (context) =>
  context.index.ofType(TYPES.flowLog).flatMap((node) => {
    const region = context.regionOf(node) as Region;
    const [here, there] = [priceOf(region, "logs.vended.gb"), priceOf(region, "logs.vended.s3.gb")];
    if (!here || !there || node.inputs["logDestinationType"] !== "cloud-watch-logs") return [];
    const gb = flowLogGb(node, context);
    const month = gb * (unitPrice(here) - unitPrice(there));
    if (month < WORTH_TELLING) return [];
    return [
      {
        rule: "flow-logs-in-cloudwatch",
        region,
        text: `${node.name} writes ${Math.round(gb).toLocaleString("en-US")} GB to CloudWatch for ${usd(gb * unitPrice(here))} a month; to S3 they would cost ${usd(gb * unitPrice(there))}.`,
        fix: "Set network.flowLogs.destination: { kind: s3 }, where nobody needs the saved queries and the alarm on rejected clients.",
        month,
        resources: [node.name],
        source: "aws.amazon.com/cloudwatch/pricing, Vended logs",
      },
    ];
  });

/** A capacity unit holds 800 new connections a second that are passed on, and 50 that are decrypted. */
export const tlsUnits: SavingRule = (context, cost) =>
  context.loadBalancers().flatMap((node) => {
    const line = cost.lines.find(
      ({ resource, type, item }) => resource === node.name && type === node.type && item.startsWith("TLS capacity"),
    );
    if (!line) return [];
    const tcp = capacityUnits(context.loadOf(node), "TCP").units * MONTH_HOURS * line.price;
    const month = line.month - tcp;
    if (month < WORTH_TELLING) return [];
    return [
      {
        rule: "tls-at-the-load-balancer",
        region: context.regionOf(node),
        text: `${node.name} decrypts for ${usd(line.month, [line])} a month in capacity units; passing TLS on to the targets would take ${usd(tcp, [line])}.`,
        fix: "Listen on TCP and let the targets speak TLS, where their certificates are not those of ACM.",
        month,
        resources: [node.name],
        source: "aws.amazon.com/elasticloadbalancing/pricing, NLCU",
      },
    ];
  });
