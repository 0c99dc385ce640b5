import { type ZoneLetter, zoneName } from "../regions";
import { sortedEntries } from "../sortedEntries";
import type { AlarmPlan, Series } from "./alarm";

/** The public names, by what Route 53 checks. */
export interface WatchedDns<V> {
  hostname: string;
  /** By region: its health check and that of each address. */
  regions: Readonly<Record<string, WatchedRegionChecks<V>>>;
  /** The health check of an accelerator that the names lead to. */
  accelerator?: V;
  /** The zones that are signed, by which of the names they hold. */
  signedZones: Readonly<Partial<Record<"first" | "second", { zone: string; id: V }>>>;
}

interface WatchedRegionChecks<V> {
  check: V;
  /** Whether each address answers. A zone that is shifted away is none that does not: that would page at each practice run. */
  addresses: Readonly<Partial<Record<ZoneLetter, V>>>;
  /** Whether DNS answers with it only when another is lost. */
  standby: boolean;
}

const dnsRegionKey = (region: string): string => `dns-${region}`;
const DNS_ACCELERATOR = "dns-accelerator";

/** All health checks that decide what the names are answered with. */
export const decidingChecks = ({ regions, accelerator }: WatchedDns<unknown>): string[] => [
  ...Object.keys(regions).sort().map(dnsRegionKey),
  ...(accelerator === undefined ? [] : [DNS_ACCELERATOR]),
];

/** In us-east-1, where Route 53 has its metrics. Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html */
export function dnsAlarms<V>(dns: WatchedDns<V>): AlarmPlan<V>[] {
  const regions = sortedEntries(dns.regions);
  return [
    ...regions.flatMap(([region, checks]) => regionAlarms(region, checks)),
    ...(dns.accelerator === undefined
      ? []
      : [
          checkAlarm(dns.accelerator, {
            key: DNS_ACCELERATOR,
            entry: "dns-accelerator-unhealthy",
            subject: dns.hostname,
          }),
        ]),
    ...Object.entries(dns.signedZones).flatMap(([which, signed]) => dnssecAlarms(which, signed)),
  ];
}

function regionAlarms<V>(region: string, { check, addresses, standby }: WatchedRegionChecks<V>): AlarmPlan<V>[] {
  const zones = (Object.keys(addresses) as ZoneLetter[]).sort();
  const common = { grade: standby ? "ticket" : "page", afterRegion: region } as const;
  return [
    checkAlarm(check, {
      ...common,
      key: dnsRegionKey(region),
      entry: standby ? "dns-standby-not-ready" : "dns-region-unhealthy",
      subject: region,
    }),
    ...zones.flatMap((zone) => {
      const address = addresses[zone];
      const about = {
        key: `dns-${region}-${zone}`,
        entry: "dns-address-unreachable",
        subject: zoneName(region, zone),
      } as const;
      return address === undefined ? [] : [checkAlarm(address, { ...common, ...about })];
    }),
  ];
}

function checkAlarm<V>(
  check: V,
  about: Pick<AlarmPlan, "key" | "entry" | "subject"> & Partial<Pick<AlarmPlan, "grade" | "afterRegion">>,
): AlarmPlan<V> {
  return {
    grade: "page",
    ...about,
    part: "dns",
    watch: {
      kind: "metric",
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: check },
      statistic: "Minimum",
    },
    comparison: "LessThanThreshold",
    threshold: 1,
    periodSeconds: 60,
    of: 1,
    // A check reports as long as there is one; a new one has no value for a minute or two, and would ring as the service that is down.
    missing: "missing",
  };
}

/** How often a signed zone has a value of these metrics, whose only useful statistic is the sum. Source: as below. */
const DNSSEC_PERIOD_SECONDS = 4 * 3600;

/** What tells that the signatures of a zone are in danger. Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html */
function dnssecAlarms<V>(which: string, { zone, id: hostedZoneId }: { zone: string; id: V }): AlarmPlan<V>[] {
  const series = (metricName: "DNSSECInternalFailure" | "DNSSECKeySigningKeysNeedingAction"): Series<V> => ({
    namespace: "AWS/Route53",
    metricName,
    dimensions: { HostedZoneId: hostedZoneId },
    statistic: "Sum",
  });
  const common = {
    part: "dns",
    grade: "page",
    subject: zone,
    comparison: "GreaterThanThreshold",
    threshold: 0,
    periodSeconds: DNSSEC_PERIOD_SECONDS,
    of: 1,
    // A value that comes a little late changes nothing.
    missing: "ignore",
  } as const;
  return [
    {
      ...common,
      key: `dnssec-${which}-internal-failure`,
      entry: "dnssec-internal-failure",
      watch: { kind: "metric", ...series("DNSSECInternalFailure") },
    },
    {
      ...common,
      key: `dnssec-${which}-key-action`,
      entry: "dnssec-key-action",
      watch: { kind: "metric", ...series("DNSSECKeySigningKeysNeedingAction") },
    },
  ];
}
