import { ANYWHERE } from "../cidrs";
import { ANSWER, EACH_PACKET, SIDS, chunks, rule, sorted } from "./rule";

/*
 * Names that TLS on port 443 may go to, by the server name that the client sends first. Of a connection whose beginning the firewall saw,
 * a greeting with another name or none is dropped, and so is what is not TLS. The rest passes by the rules after these: the handshake
 * of TCP, a greeting in several packets of which not all have come, and connections that were open before the firewall, whose name nobody
 * can know any more. The name is what the client says: this keeps the service from going astray, not an intruder who lies.
 *
 * A greeting has a JA4 fingerprint once all of it has come. Large ones come in several packets, those with post-quantum keys for instance.
 * Source: aws.github.io/aws-security-services-best-practices/guides/network-firewall (default deny rules)
 *
 * A domain list of AWS (rulesSourceList) is not used: it lets through what is not TLS, its ids begin at 1 in every group, and it would
 * have to be a group of its own between the rules that it depends on.
 * Source: docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-examples.html (domain list rules)
 */
export function domainRules(domains: readonly string[], closing: "drop" | "reject" = "drop"): string[] {
  const out = "$FRONT any -> any 443";
  const unlisted = "flowbits:isset,egress.opened; flowbits:isnotset,egress.known";
  return [
    rule(
      "alert",
      `tcp ${out}`,
      "A connection out begins",
      "flow:to_server; flags:S,CE; flowbits:set,egress.opened; noalert",
      SIDS.egress + 10,
    ),
    ...sorted(domains).map((domain, index) =>
      rule(
        "pass",
        `tls ${out}`,
        `TLS out to ${domain}`,
        `tls.sni; ${nameMatch(domain)}; flowbits:set,egress.known`,
        SIDS.domains + index,
      ),
    ),
    rule(
      closing,
      `tls ${out}`,
      "TLS out to a name that is not listed",
      `ssl_state:client_hello; ja4.hash; content:"_"; ${unlisted}`,
      SIDS.egress + 11,
    ),
    rule(
      closing,
      `tcp ${out}`,
      "Out to port 443, and not TLS",
      `app-layer-protocol:!tls; ${unlisted}`,
      SIDS.egress + 12,
    ),
  ];
}

/** `.example.com` is the name and all below it, `example.com` the name alone. */
function nameMatch(domain: string): string {
  const content = `content:"${domain}"`;
  return domain.startsWith(".")
    ? `dotprefix; ${content}; nocase; endswith`
    : `${content}; startswith; nocase; endswith`;
}

export function destinationRules(destinations: readonly { cidr: string; port: number }[]): string[] {
  const ports = [...new Set(destinations.map(({ port }) => port))].sort((one, other) => one - other);
  return ports
    .flatMap((port) => {
      const ranges = destinations.filter((each) => each.port === port).map(({ cidr }) => cidr);
      return chunks(sorted(ranges)).map((some) => ({
        port,
        address: some.includes(ANYWHERE) ? "any" : `[${some.join(",")}]`,
      }));
    })
    .flatMap(({ port, address }, index) =>
      outboundRules(address, port, `a configured destination on port ${port}`, SIDS.destinations + 2 * index),
    );
}

/**
 * What none before lets out is reset. AWS resets TCP alone; the rest is dropped in the end.
 * Source: docs.aws.amazon.com/network-firewall/latest/developerguide/rule-action.html
 */
export const rejection = (): string =>
  rule("reject", "tcp $FRONT any -> any any", "A connection out that is not open", EACH_PACKET, SIDS.egress + 20);

export function outboundRules(address: string, port: number, what: string, sid: number): string[] {
  return [
    rule("pass", `tcp $FRONT any -> ${address} ${port}`, `Out: ${what}`, EACH_PACKET, sid),
    rule("pass", `tcp ${address} ${port} -> $FRONT any`, `Answer from outside: ${what}`, ANSWER, sid + 1),
  ];
}
