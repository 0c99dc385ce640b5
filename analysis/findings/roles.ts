import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { GUARD_TYPES, TYPES } from "../inventory/resourceTypes";
import { ROLE_TYPES, roleStatements } from "../inventory/roles";
import type { Finding } from "./finding";

/** Managed policies of AWS that allow what a service of one's own does not need, nearly everything among them. */
const WIDE_POLICIES = ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"].map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);

const isWide = (action: string): boolean => action === "*" || action.endsWith(":*");

/** Roles that may do all of a service, or of all, to everything. The program's own statements name each action. */
export function wideRights(index: GraphIndex): Finding[] {
  const inline = roleStatements(index)
    .filter(({ effect, resources, conditional }) => effect === "Allow" && resources.includes("*") && !conditional)
    .flatMap(({ policy, actions }) =>
      actions.filter(isWide).map((action) => ({ name: policy, text: `${policy} allows ${action} on *` })),
    );
  const attached = index
    .ofType(ROLE_TYPES.attachment)
    .filter(({ inputs }) => WIDE_POLICIES.includes(String(inputs["policyArn"])))
    .map(({ name, inputs }) => ({
      name,
      text: `${name} attaches ${String(inputs["policyArn"]).split("/").at(-1) ?? ""}`,
    }));
  const all = [...inline, ...attached];
  if (all.length === 0) return [];
  return [
    {
      severity: "warning",
      rule: "wide-rights",
      text: `${all.map(({ text }) => text).join("; ")}: whoever gets into an instance or a task may do as much.`,
      fix: "Name the actions and the resources that the service needs, or bind them by a Condition.",
      resources: [...new Set(all.map(({ name }) => name))].sort(),
    },
  ];
}

/** How far answers of the metadata service go from what a template launches. */
const hopsOf = ({ inputs }: ResourceNode): number =>
  (inputs["metadataOptions"] as { httpPutResponseHopLimit?: number } | undefined)?.httpPutResponseHopLimit ?? 1;

const script = ({ inputs }: ResourceNode): string =>
  typeof inputs["userData"] === "string" ? Buffer.from(inputs["userData"], "base64").toString() : "";

/** Policies of a role beside those that the program gives an instance for itself. */
function rightsOf(index: GraphIndex, template: ResourceNode): string[] {
  const profile = index.resolve((template.inputs["iamInstanceProfile"] as { arn?: unknown } | undefined)?.arn);
  const role = index.resolve(profile?.inputs["role"]);
  // By whole names: a team's managed policy may be called alike, as `…-123456789012-team-agent`.
  const own = ["ssm", "image", "agent", "ready"].map((suffix) => profile?.name.replace(/profile$/, suffix));
  return [ROLE_TYPES.policy, ROLE_TYPES.attachment]
    .flatMap((type) => index.ofType(type))
    .filter(({ name, inputs }) => role !== undefined && index.resolve(inputs["role"]) === role && !own.includes(name))
    .map(({ name }) => name);
}

/**
 * A container on the instance's bridge is one hop further than the instance.
 * Source: docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html, considerations for containers
 */
export function unreachableRights(index: GraphIndex): Finding[] {
  return index.ofType(GUARD_TYPES.launchTemplate).flatMap((template): Finding[] => {
    const rights = rightsOf(index, template);
    if (rights.length === 0 || hopsOf(template) > 1 || !/^docker run /m.test(script(template))) return [];
    return [
      {
        severity: "warning",
        rule: "unreachable-rights",
        text: `The container on the instances of ${template.name} does not reach their role's credentials, so that it cannot do what the role may: ${rights.join(", ")}.`,
        fix: "Set instances.metadataHopLimit: 2.",
        resources: [template.name],
      },
    ];
  });
}

/** Tasks on the bridge that reach what their host's agent may. */
export function reachableHosts(index: GraphIndex): Finding[] {
  const tasks = index.ofType(TYPES.ecsService).length > 0;
  return index.ofType(GUARD_TYPES.launchTemplate).flatMap((template): Finding[] => {
    if (!tasks || hopsOf(template) === 1 || !script(template).includes("ECS_CLUSTER=")) return [];
    return [
      {
        severity: "warning",
        rule: "reachable-hosts",
        text: `Tasks on the bridge reach the credentials of the hosts of ${template.name}: they may speak to ECS as the agent of the host does.`,
        fix: "Leave ecs.hosts.metadataHopLimit at 1, and give the tasks rights of their own: ecs.taskPolicyStatements.",
        resources: [template.name],
      },
    ];
  });
}
