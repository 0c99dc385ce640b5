import type { ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, updated } from "../comparison/comparison";
import type { Interruption } from "../comparison/interruption";

/**
 * What AWS keeps when it is no longer written: the provider reads it as one of its own choice, or sends nothing.
 * Source: "stickiness" in internal/service/elbv2/target_group.go and "alpn_policy" in …/listener.go of the provider
 */
const KEPT_SETTINGS = [
  {
    type: TYPES.targetGroup,
    input: "stickiness",
    isOn: (value: unknown) => (value as { enabled?: boolean } | undefined)?.enabled === true,
    stays: "sends connections from one address to the same target as before",
    write: "service.stickiness: false",
  },
  {
    type: TYPES.listener,
    input: "alpnPolicy",
    isOn: (value: unknown) => value !== undefined && value !== "None",
    stays: "negotiates the same protocols (ALPN) as before",
    write: "alpn: None under tls",
  },
] as const;

/** Settings that the config takes back and that stay nevertheless. */
export function keptSettings(comparison: Comparison): Interruption[] {
  return KEPT_SETTINGS.flatMap(({ type, input, isOn, stays, write }) =>
    updated(comparison, type)
      .filter(({ change }) => change.action !== "replace")
      .filter(({ before, after }) => isOn(before.inputs[input]) && after.inputs[input] === undefined)
      // A listener that leaves TLS is told of otherwise.
      .filter(({ before, after }) => before.inputs["protocol"] === after.inputs["protocol"])
      .map(({ after }) => ({
        rule: "kept-setting",
        severity: "none",
        who: "whoever takes the setting out of the stack file",
        what: `${after.name} ${stays}: AWS keeps what is no longer written. Write ${write} instead`,
        duration: "until somebody does it",
        source: "github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/elbv2",
        lasting: false,
        resources: [after.name],
      })),
  );
}

/**
 * The provider leaves a service's alarms as they are where nothing is said of them any more.
 * Source: the schema of alarms in internal/service/ecs/service.go of the provider (SuppressMissingOptionalConfigurationBlock)
 */
export const keptDeploymentAlarms = (comparison: Comparison): string[] =>
  updated(comparison, TYPES.ecsService)
    .filter(({ change }) => change.action === "update")
    .filter(({ before, after }) => asksAlarms(before) && after.inputs["alarms"] === undefined)
    .map(
      ({ after: { name } }) =>
        `${name} would go on asking its alarms, of which some are deleted: the provider leaves them as they are when nothing is said of ` +
        "them; say ecs.deployment.alarms.enabled: false first, and take the section out afterwards",
    );

const asksAlarms = ({ inputs }: ResourceNode): boolean =>
  (inputs["alarms"] as { enable?: boolean } | undefined)?.enable === true;
