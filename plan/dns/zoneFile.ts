/** An address of a name, and whose it is: `eu-west-1 a`. */
export interface ZoneFileAddress {
  /** A of IPv4, AAAA of IPv6. */
  type: "A" | "AAAA";
  address: string;
  comment: string;
}

export interface ZoneFile {
  zone: string;
  hostname: string;
  ttlSeconds: number;
  addresses: readonly ZoneFileAddress[];
  /** Whether Route 53 signs the zone. */
  signed: boolean;
}

/**
 * The record set of a name as a DNS provider of another company can load it (RFC 1035, section 5): the addresses that are answered with
 * in good times. SOA and NS records are that provider's own.
 */
export function zoneFile({ zone, hostname, ttlSeconds, addresses, signed }: ZoneFile): string {
  const owner = hostname === zone ? "@" : hostname.slice(0, -zone.length - 1);
  return [
    `; ${hostname}, for a second DNS provider. Nothing here follows the health of a region or an address.`,
    // Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html ("multi-vendor configurations are not supported")
    ...(signed ? ["; Route 53 signs the zone: beside it, answers of another provider are refused as forged."] : []),
    `$ORIGIN ${zone}.`,
    ...addresses.map(({ type, address, comment }) => `${owner} ${ttlSeconds} IN ${type} ${address} ; ${comment}`),
    "",
  ].join("\n");
}
