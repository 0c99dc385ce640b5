import * as pulumi from "@pulumi/pulumi";
import { OWN_NAMESPACE } from "../../plan/monitoring/metrics";
import { shortened } from "../../plan/names";

function stackName(name: string): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}-${name}`;
}

/**
 * A name that no other stack of the account has, where a physical name must be known before the resource is there. A stack's name may
 * have dots; the names of clusters and task families have letters, digits, hyphens and underscores.
 */
export function physicalName(name: string, limit = Infinity): string {
  return shortened(stackName(name).replace(/[^\w-]/g, "-"), limit);
}

/** A namespace of metrics that no other stack of the account has. Those of AWS are as they are. */
export const metricNamespace = (namespace: string): string =>
  namespace === OWN_NAMESPACE ? `${OWN_NAMESPACE}/${pulumi.getStack()}` : namespace;

/** The `Name` tag: what people see in the console. It may change freely, logical names may not. */
export function nameTag(name: string): { Name: string } {
  return { Name: stackName(name) };
}
