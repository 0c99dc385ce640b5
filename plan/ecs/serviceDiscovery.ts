import { CONTAINER } from "./container";
import type { TaskVariant } from "./tasks";

/**
 * What Cloud Map answers with: the address of a task that has one of its own, else the host and the port of the task.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 */
export function discoveryRecord(variant: TaskVariant): { name: string; type: "A" | "SRV" } {
  return variant === "bridge" ? { name: `_${CONTAINER}._tcp`, type: "SRV" } : { name: CONTAINER, type: "A" };
}

/** Octets of one label of a name. Source: RFC 1035, section 2.3.4. */
const LONGEST_LABEL = 63;

/** `ha-tcp-dev.internal`. A namespace is one of its VPC alone, so that a long stack's name may be cut. */
export function defaultNamespace(project: string, stack: string): string {
  const label = `${project}-${stack}`.toLowerCase().replace(/[^a-z0-9-]/g, "-");
  return `${label.slice(0, LONGEST_LABEL).replace(/-+$/, "")}.internal`;
}
