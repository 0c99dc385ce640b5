import type { InputChange } from "../../../graph/resourceChange";
import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType, frontDoorPairs } from "../comparison/comparison";
import { DURATIONS, type Duration } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

interface TargetSetting {
  rule: string;
  severity: Interruption["severity"];
  /** Of the target group. */
  paths: readonly string[];
  who: (group: string) => string;
  what: (changed: readonly InputChange[]) => string;
  duration: Duration;
}

/** Settings of a target group that reach the targets at once, whether they are ready for them or not. */
const TARGET_SETTINGS: readonly TargetSetting[] = [
  {
    rule: "proxy-protocol",
    severity: "outage",
    paths: ["proxyProtocolV2"],
    who: (group) => `connections to the targets of ${group}`,
    what: ([header]) =>
      `they begin ${header?.after === true ? "with" : "without"} a proxy protocol header from one moment to the next`,
    duration: DURATIONS.renewed,
  },
  {
    rule: "client-ip",
    severity: "brief",
    paths: ["preserveClientIp"],
    who: (group) => `connections open to the targets of ${group}`,
    what: () => "new ones come from another address, to which the rules of the network are changed at once",
    duration: DURATIONS.clientIp,
  },
  {
    rule: "health-check",
    severity: "outage",
    // What a target must answer, rather than how often it is checked.
    paths: ["healthCheck.port", "healthCheck.protocol", "healthCheck.path", "healthCheck.matcher"],
    who: (group) => `connections to the targets of ${group}, unless these answer the new check already`,
    what: (changed) =>
      `another ${changed.map(({ path }) => path.split(".").at(-1) ?? path).join(", ")} is checked at once, and what does not answer is unhealthy and stopped`,
    duration: DURATIONS.renewed,
  },
];

export function targetSettings(comparison: Comparison): Interruption[] {
  const weighted = new Set(
    frontDoorPairs(comparison).flatMap(({ after }) =>
      after.flatMap(({ targetGroup, weight }) => (weight > 0 ? targetGroup : [])),
    ),
  );
  return changesOfType(comparison, TYPES.targetGroup, "update")
    .filter(({ name }) => weighted.has(name))
    .flatMap(({ name, inputs }) =>
      TARGET_SETTINGS.flatMap(({ rule, severity, paths, who, what, duration }): Interruption[] => {
        const changed = inputs.filter(({ path }) => paths.includes(path));
        if (changed.length === 0) return [];
        return [{ rule, severity, who: who(name), what: what(changed), ...timed(duration), resources: [name] }];
      }),
    );
}

/**
 * The provider keeps the success codes and the path of a check over HTTP when it becomes one over TCP, and refuses them there.
 * Source: resourceTargetGroupCustomizeDiff in internal/service/elbv2/target_group.go of the provider
 */
export function refusedHealthChecks(comparison: Comparison): string[] {
  return changesOfType(comparison, TYPES.targetGroup, "update").flatMap(({ name, inputs }) => {
    const protocol = inputs.find(({ path }) => path === "healthCheck.protocol");
    if (protocol?.after !== "TCP") return [];
    return [
      `${name} would go from checks over ${String(protocol.before)} to checks over TCP, with the success codes of before, which the ` +
        "provider refuses: change it by hand first (aws elbv2 modify-target-group --target-group-arn ARN --health-check-protocol TCP), " +
        "then update with pulumi up --refresh",
    ];
  });
}
