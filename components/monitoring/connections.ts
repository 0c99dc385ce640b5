import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { REJECTED_CLIENTS } from "../../plan/monitoring/connections";
import type { QueryPlan } from "../../plan/monitoring/queries";
import { metricNamespace, physicalName } from "../shared";

export interface FlowLogQueries {
  groupName: pulumi.Input<string>;
  /** Saved for whoever asks. */
  queries: readonly QueryPlan[];
  /** The records of clients that are rejected, where there are any. */
  rejectedClients?: string;
}

/** Saved queries, in a folder for each stack and region, and the metric of clients that are rejected. */
export function createFlowLogQueries(name: string, args: FlowLogQueries, parent: pulumi.ComponentResource): void {
  const { groupName, queries } = args;
  for (const { key, query } of queries)
    new aws.cloudwatch.QueryDefinition(
      `${name}-query-${key}`,
      { name: `${physicalName(name)}/${key}`, logGroupNames: [groupName], queryString: query },
      { parent },
    );
  createRejectedClients(name, args, parent);
}

function createRejectedClients(
  name: string,
  { groupName, rejectedClients }: FlowLogQueries,
  parent: pulumi.ComponentResource,
): void {
  if (rejectedClients === undefined) return;
  const { namespace, metricName } = REJECTED_CLIENTS;
  new aws.cloudwatch.LogMetricFilter(
    `${name}-rejected-clients`,
    {
      logGroupName: groupName,
      pattern: rejectedClients,
      metricTransformation: {
        namespace: metricNamespace(namespace),
        name: metricName,
        value: "1",
        defaultValue: "0",
        unit: "Count",
      },
    },
    { parent },
  );
}
