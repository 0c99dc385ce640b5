import type { GraphIndex, ResourceNode } from "../../graph/graph";

/** Whether a provider is of a hosted zone in another account. */
export const isZoneProvider = ({ name }: ResourceNode): boolean => name.startsWith("aws-dns");

/** The role in another account that a resource is made by; undefined where it is of the stack's own. */
export function assumedRole(index: GraphIndex, { provider }: ResourceNode): string | undefined {
  const node = index.get(provider);
  // A stack's own credentials may come by roles, too: those are every provider's.
  if (!node || !isZoneProvider(node)) return undefined;
  const roles = providerSetting(node, "assumeRoles");
  const { roleArn } = (Array.isArray(roles) ? (roles as { roleArn?: unknown }[]) : []).at(-1) ?? {};
  return typeof roleArn === "string" ? roleArn : undefined;
}

/** What a provider is told. The SDK hands it everything but text as JSON; what is encrypted reads `[secret]`. */
export function providerSetting({ inputs }: ResourceNode, key: string): unknown {
  const value = inputs[key];
  return typeof value === "string" && /^[[{"]/.test(value) && !value.startsWith("[secret]") ? JSON.parse(value) : value;
}
