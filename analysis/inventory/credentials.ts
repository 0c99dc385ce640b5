import type { GraphIndex } from "../../graph/graph";
import { isZoneProvider, providerSetting } from "./accounts";

/** Whose credentials a stack is made with. A value that is encrypted reads `[secret]`. */
export interface CredentialsSummary {
  /** The only accounts that they may be of. */
  accounts?: string[];
  /** Accounts that they must not be of. */
  otherThan?: string[];
  profile?: string;
  /** ARNs of the roles that are assumed, one after another. */
  roles?: string[];
}

/** What the providers are told of it, which is the same in each but those of zones in other accounts; undefined where that is nothing. */
export function credentials(index: GraphIndex): CredentialsSummary | undefined {
  const provider = index.ofType("pulumi:providers:aws").find((node) => !isZoneProvider(node));
  if (!provider) return undefined;
  const accounts = providerSetting(provider, "allowedAccountIds") as string[] | undefined;
  const otherThan = providerSetting(provider, "forbiddenAccountIds") as string[] | undefined;
  const profile = provider.inputs["profile"] as string | undefined;
  const [byRole, byToken] = ["assumeRoles", "assumeRoleWithWebIdentity"].map((key) => providerSetting(provider, key));
  const roles = rolesIn(byRole) ?? rolesIn(byToken);
  const said = {
    ...(accounts && { accounts }),
    ...(otherThan && { otherThan }),
    ...(profile !== undefined && { profile }),
    ...(roles && { roles }),
  };
  return Object.keys(said).length === 0 ? undefined : said;
}

function rolesIn(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const all = Array.isArray(value) ? value : [value];
  return all.map((each) => (typeof each === "string" ? each : String((each as { roleArn?: unknown }).roleArn)));
}
