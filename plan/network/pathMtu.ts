/**
 * What a router says of a packet that is too large for the way ahead: "fragmentation needed" of ICMP, "packet too big" of ICMPv6. Who
 * does not hear it sends the same packet again until the connection is given up.
 * Source: docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html, Path MTU Discovery
 */
export const PACKET_TOO_LARGE = { icmp: { type: 3, code: 4 }, icmpv6: { type: 2, code: 0 } } as const;
