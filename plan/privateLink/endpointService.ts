import type { ZoneLetter } from "../regions";

/** What consumers may connect by: `ipv4`, or both. */
export type AddressType = "ipv4" | "dualstack";

/** As the endpoint service says it. */
export const supportedAddressTypes = (type: AddressType): string[] =>
  type === "dualstack" ? ["ipv4", "ipv6"] : ["ipv4"];

/** How AWS wants a private DNS name proven. `name` is the record's first label; a few answers have the whole name. */
export interface NameConfiguration {
  name: string;
  value: string;
}

/**
 * The TXT record that proves a private DNS name. Source: docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 *
 * @throws RangeError where AWS asks for none.
 */
export function verificationRecord(dnsName: string, configurations: readonly NameConfiguration[]): NameConfiguration {
  const [first] = configurations;
  if (!first) throw new RangeError(`AWS names no record that would prove ${dnsName}`);
  const name = first.name.endsWith(`.${dnsName}`) ? first.name : `${first.name}.${dnsName}`;
  return { name, value: first.value };
}

/** A name of an endpoint, and the hosted zone it is in, for alias records. */
export interface DnsEntry {
  dnsName: string;
  hostedZoneId: string;
}

/**
 * The name that AWS answers with all healthy zones: the one without a zone in it, so the shortest of its own. AWS lists it first
 * and says nowhere that it does. Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 *
 * @throws RangeError for an endpoint without names.
 */
export function regionalDnsEntry(entries: readonly DnsEntry[]): DnsEntry {
  const own = entries.filter(({ dnsName }) => dnsName.endsWith(".vpce.amazonaws.com"));
  const [first] = (own.length > 0 ? [...own] : entries.slice(0, 1)).sort(
    (one, other) => one.dnsName.length - other.dnsName.length,
  );
  if (!first) throw new RangeError("the endpoint has no DNS name");
  return first;
}

/**
 * Zones in which no endpoint can connect to a service of another region.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
 */
export const ZONES_WITHOUT_CROSS_REGION: readonly string[] = [
  "use1-az3",
  "usw1-az2",
  "apne1-az3",
  "apne2-az2",
  "apne2-az4",
];

/**
 * The zones in which a consumer's endpoint can be: in the service's region those that both have, by their ids, as letters mean other
 * zones in other accounts; from another region all but a few. `own` is the consumer's: the id of each
 * zone that it has a subnet in, empty for a zone that its account has not.
 */
export function endpointZones(
  own: Partial<Record<ZoneLetter, string>>,
  service: { zoneIds: readonly string[]; crossRegion: boolean },
): ZoneLetter[] {
  const usable = (id: string) =>
    id !== "" && (service.crossRegion ? !ZONES_WITHOUT_CROSS_REGION.includes(id) : service.zoneIds.includes(id));
  return (Object.entries(own) as [ZoneLetter, string][])
    .filter(([, id]) => usable(id))
    .map(([zone]) => zone)
    .sort();
}

/** A principal as part of a logical name, no two alike: `111122223333-root`, `111122223333-role/team/x`; `*` is everyone. */
export function principalName(arn: string): string {
  return arn === EVERYONE ? "everyone" : arn.replace(/^arn:aws:iam::(\d{12}):/, "$1-");
}

/** The principal that stands for everybody in AWS. */
export const EVERYONE = "*";

/** The parts of an endpoint service's name: `com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0`. */
export function regionOfServiceName(name: string): string | undefined {
  return /^com\.amazonaws\.vpce\.([a-z0-9-]+)\.vpce-svc-/.exec(name)?.[1];
}
