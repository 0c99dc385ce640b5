import type { GraphIndex, ResourceNode } from "../../graph/graph";

/** Whether a provider is of a hosted zone in another account. */
export const isZoneProvider = ({ name }: ResourceNode): boolean => name.startsWith("aws-dns");

/** The role in another account that a resource is made by; undefined where it is of the stack's own. */
export function assumedRole(index: GraphIndex, { provider }: ResourceNode): string | undefined {
  const node = index.get(provider);
  // A stack's own credentials may come by roles, too: those are every provider's.
  if (!node || !isZoneProvider(node)) return undefined;
  // The engine takes what a provider is told as text.
  const { assumeRoles } = node.inputs;
  const isRead = typeof assumeRoles === "string" && assumeRoles.startsWith("[{");
  const roles = (isRead ? JSON.parse(assumeRoles) : []) as { roleArn?: unknown }[];
  const arn = roles.at(-1)?.roleArn;
  return typeof arn === "string" ? arn : undefined;
}
