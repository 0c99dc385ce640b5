import fc from "fast-check";
import type { RawConfig } from "./raw";
import { some, whole } from "./sections";

type Monitoring = NonNullable<RawConfig["monitoring"]>;

const ID = "01234567-89ab-cdef-0123-456789abcdef";

const subscribers = (regions: readonly string[]) =>
  some({
    emails: fc.subarray(["pager@example.com", "team@example.com"]),
    https: fc.subarray(["https://events.example.com/0123"]),
    topicArns: fc.shuffledSubarray(
      regions.flatMap((region) => ["alarms", "on_call-1"].map((name) => `arn:aws:sns:${region}:123456789012:${name}`)),
    ),
  });

const grades = fc.shuffledSubarray<"page" | "ticket">(["page", "ticket"], { minLength: 1 });

const monitoringIn = (regions: readonly string[]): fc.Arbitrary<Monitoring> =>
  some<Monitoring>({
    notify: some({
      page: subscribers(regions),
      ticket: subscribers(regions),
      slack: grades.map((heard) => [{ name: "ops", workspaceId: "T07EA", channelId: "C07EZ", grades: heard }]),
      teams: fc.constant([{ name: "office", tenantId: ID, teamId: ID, channelId: "19%3ab6%40thread.tacv2" }]),
    }),
    runbook: fc.constantFrom("https://wiki.example.com/runbook", "runbook.md"),
    thresholds: some({
      atMaximumMinutes: whole(5, 1440),
      belowMinimumMinutes: whole(5, 1440),
      firewallDroppedPackets: whole(0, 10 ** 9),
      firewallEndpointDroppedPackets: whole(0, 10 ** 9),
      firewallStrayPackets: whole(0, 10 ** 9),
      hostsMissingMinutes: whole(5, 1440),
      taskCpuPercent: whole(1, 100),
      taskMemoryPercent: whole(1, 100),
    }),
  });

/** The same with who hears of alarms and when they ring, or without. */
export function withMonitoring(config: RawConfig): fc.Arbitrary<RawConfig> {
  const serving = Object.entries(config.regions).flatMap(([name, { zones }]) => (zones.length > 0 ? [name] : []));
  const regions = [...new Set([...serving, ...(config.dns && config.service.hostname ? ["us-east-1"] : [])])];
  const told = monitoringIn(regions).map((monitoring) => ({
    ...config,
    monitoring: { ...config.monitoring, ...monitoring },
  }));
  return fc.oneof({ weight: 2, arbitrary: fc.constant(config) }, { weight: 1, arbitrary: told });
}
