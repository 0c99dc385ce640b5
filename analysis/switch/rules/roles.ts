import { type ResourceNode } from "../../../graph/graph";
import { hostGroups } from "../../inventory/hosts";
import { GUARD_TYPES } from "../../inventory/resourceTypes";
import { ROLE_TYPES } from "../../inventory/roles";
import { type Comparison, changeAt, changesOfType, updated } from "../comparison/comparison";
import type { Interruption } from "../comparison/interruption";

const SOURCE = "docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html";

/** The launch templates that give a profile, by its logical name, to what they launch. */
const templatesOf = ({ from }: Comparison, profile: string): ResourceNode[] =>
  from
    .ofType(GUARD_TYPES.launchTemplate)
    .filter(
      ({ inputs }) =>
        from.resolve((inputs["iamInstanceProfile"] as { arn?: unknown } | undefined)?.arn)?.name === profile,
    );

/** Whether the group that a template is for is one of hosts, by the capacity provider that manages it. */
const launchesHosts = ({ from }: Comparison, template: ResourceNode): boolean =>
  [...hostGroups(from)].some(({ inputs }) => from.resolve(inputs["mixedInstancesPolicy"]) === template);

/** A profile that is replaced goes at the end of the update, and the instances that have it are renewed one after another. */
export function replacedProfiles(comparison: Comparison): Interruption[] {
  return changesOfType(comparison, ROLE_TYPES.profile, "replace").flatMap(({ name }) =>
    templatesOf(comparison, name).map((template): Interruption => {
      const hosts = launchesHosts(comparison, template);
      return {
        rule: "replaced-roles",
        severity: hosts ? "brief" : "none",
        who: hosts
          ? "clients of tasks on hosts that are not renewed yet"
          : "what instances that are not renewed yet do in AWS",
        what: hosts
          ? `the former role goes before all hosts of ${template.name} are renewed: ECS reaches the agents of the others no more, and their tasks end with them`
          : `the former role goes before all instances of ${template.name} are renewed: the others have no credentials, so that Session Manager does not reach them`,
        duration: "until the refresh has renewed them all, which goes on after the update",
        source: SOURCE,
        lasting: true,
        resources: [name],
      };
    }),
  );
}

/** A boundary that comes or changes counts at once, for what is running too. */
export function boundedRoles(comparison: Comparison): Interruption[] {
  const bounded = updated(comparison, ROLE_TYPES.role).flatMap(({ change }) => {
    const after = changeAt(change.inputs, "permissionsBoundary")?.after;
    return change.action === "update" && typeof after === "string" ? [{ name: change.name, after }] : [];
  });
  const [first] = bounded;
  if (!first) return [];
  return [
    {
      rule: "bounded-roles",
      severity: "none",
      who: "what the stack does in AWS by its roles",
      what: `what ${first.after} does not allow ends at once, also for what is running: tasks that start, flow logs, Session Manager`,
      duration: "at once",
      source: "docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
      lasting: true,
      resources: bounded.map(({ name }) => name).sort(),
    },
  ];
}
