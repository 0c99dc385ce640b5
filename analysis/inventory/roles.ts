import type { GraphIndex } from "../../graph/graph";

export const ROLE_TYPES = {
  role: "aws:iam/role:Role",
  policy: "aws:iam/rolePolicy:RolePolicy",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  profile: "aws:iam/instanceProfile:InstanceProfile",
} as const;

/** What roles are like, where the stack file says it. */
export interface RoleSummary {
  /** ARN of a policy. */
  boundary?: string;
  path?: string;
  namePrefix?: string;
}

/** What holds for all roles that are made alike; undefined where that is nothing. */
export function roleSummary(index: GraphIndex): RoleSummary | undefined {
  const roles = index.ofType(ROLE_TYPES.role).map(({ inputs }) => inputs);
  const [{ permissionsBoundary: boundary, path } = {}] = roles;
  const prefixes = roles.flatMap(({ namePrefix }) => (typeof namePrefix === "string" ? [namePrefix] : []));
  const said = {
    ...(typeof boundary === "string" && { boundary }),
    ...(typeof path === "string" && { path }),
    ...(prefixes.length > 0 && { namePrefix: commonStart(prefixes) }),
  };
  return Object.keys(said).length === 0 ? undefined : said;
}

/** `acme-fleet-` and `acme-tasks-` give `acme-`; one alone gives itself. */
function commonStart([first = "", ...others]: readonly string[]): string {
  const differs = Array.from(first).findIndex((letter, at) => others.some((other) => other[at] !== letter));
  return differs < 0 ? first : first.slice(0, differs);
}

/** A statement of a role's inline policy, as IAM reads it. */
export interface RoleStatement {
  /** Logical name of the policy. */
  policy: string;
  region: string;
  effect: string;
  actions: string[];
  resources: string[];
  conditional: boolean;
}

/** Those of policies that are known; an encrypted one is not. */
export function roleStatements(index: GraphIndex): RoleStatement[] {
  return index.ofType(ROLE_TYPES.policy).flatMap((node) =>
    statementsIn(node.inputs["policy"]).map((statement) => ({
      policy: node.name,
      region: index.regionOf(node) ?? "",
      effect: String(statement["Effect"]),
      actions: listOf(statement["Action"]),
      resources: listOf(statement["Resource"]),
      conditional: statement["Condition"] !== undefined,
    })),
  );
}

const listOf = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));

function statementsIn(policy: unknown): Record<string, unknown>[] {
  if (typeof policy !== "string" || !policy.startsWith("{")) return [];
  const { Statement: all = [] } = JSON.parse(policy) as { Statement?: Record<string, unknown>[] };
  return all;
}
