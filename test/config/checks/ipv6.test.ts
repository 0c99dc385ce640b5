import { formMistake, mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";

const BOTH = ["0.0.0.0/0", "::/0"];
const IPV6 = { "service.ipv6": true, "service.allowedClients": BOTH, "network.ipv6": "public" };
const PUBLISHED = "regions.eu-west-1.publishedIpv6";
const ADDRESS = "2a05:d018:1a:808::1f";

describe("config: the form of IPv6", () => {
  formMistake("network.ipv6", "internet", "true, false or public", "write one of these words");
  formMistake(`${PUBLISHED}.a`, "203.0.113.7", "an IPv6 address", "without a prefix length", { given: IPV6 });
  formMistake(`${PUBLISHED}.a`, `${ADDRESS}/128`, "an IPv6 address", "without a prefix length", { given: IPV6 });
});

describe("config: rules of clients that come by IPv6", () => {
  noMistake("both families", IPV6);
  noMistake("subnets without clients", { "network.ipv6": "public" });
  for (const ipv6 of [false, true])
    ruleMistake(`front subnets without IPv6 (network.ipv6: ${ipv6})`, { ...IPV6, "network.ipv6": ipv6 }, [
      "service.ipv6",
      true,
      "false, where the front subnets have no IPv6 addresses",
      "set network.ipv6: public",
    ]);
  ruleMistake(
    "no public load balancer",
    {
      ...IPV6,
      options: ["privateLink"],
      privateLink: { allowedPrincipals: ["arn:aws:iam::111122223333:root"] },
      dns: undefined,
      "service.hostname": undefined,
      "privateLink.allowedClients": ["10.70.0.0/16"],
    },
    ["service.ipv6", true, "false, without a public load balancer", "leave network.ipv6 as it is"],
  );
  ruleMistake("a firewall", { ...IPV6, options: ["networkFirewall"] }, [
    "service.ipv6",
    true,
    "false, with option networkFirewall, which inspects IPv4 alone",
    "take networkFirewall out of the options",
  ]);
  ruleMistake(
    "a VPC that exists",
    {
      ...IPV6,
      "regions.eu-west-1.nat": "existing",
      "regions.eu-west-1.vpc": {
        id: "vpc-0123456789abcdef0",
        front: { a: "subnet-0000000000000000a", b: "subnet-0000000000000000b", c: "subnet-0000000000000000c" },
        app: { a: "subnet-0000000000000001a", b: "subnet-0000000000000001b", c: "subnet-0000000000000001c" },
      },
    },
    ["service.ipv6", true, "false, where the VPC of eu-west-1 exists", "remove it, or regions.eu-west-1.vpc"],
    [
      "network.ipv6",
      "public",
      "true or false, where eu-west-1 stands in a VPC that exists",
      "leave out regions.eu-west-1.vpc",
    ],
  );
  const accelerated = (ipAddressType: string) => ({
    ...IPV6,
    options: ["nlb", "globalAccelerator"],
    globalAccelerator: { ipAddressType },
  });
  ruleMistake("an accelerator of IPv4 under the same name", accelerated("ipv4"), [
    "service.ipv6",
    true,
    "false, where the name leads to an accelerator without IPv6 addresses",
    "set globalAccelerator.ipAddressType: dualstack",
  ]);
  noMistake("an accelerator of both", accelerated("dualstack"));
  ruleMistake("nobody by IPv6", { ...IPV6, "service.allowedClients": ["198.51.100.0/24"] }, [
    "service.allowedClients",
    ["198.51.100.0/24"],
    "ranges of IPv6, too, with service.ipv6",
    "or ::/0 for everyone",
  ]);
  ruleMistake("IPv6 clients without addresses for them", { "service.allowedClients": BOTH }, [
    "service.allowedClients[1]",
    "::/0",
    "ranges of IPv4, without service.ipv6",
    "or set service.ipv6: true",
  ]);
  const further = (allowedClients: string[]) => [{ name: "other", port: 1883, allowedClients }];
  mistakesAt("nobody by IPv6 on another port", { ...IPV6, "service.alsoListens": further(["198.51.100.0/24"]) }, [
    "service.alsoListens[0].allowedClients",
  ]);
  mistakesAt("IPv6 clients of another port without addresses", { "service.alsoListens": further(["::/0"]) }, [
    "service.alsoListens[0].allowedClients[0]",
  ]);
});

describe("config: rules of published IPv6 addresses", () => {
  noMistake("one of a zone", { ...IPV6, [PUBLISHED]: { a: ADDRESS } });
  ruleMistake("one of another zone", { ...IPV6, [PUBLISHED]: { d: ADDRESS } }, [
    `${PUBLISHED}.d`,
    ADDRESS,
    "addresses of the zones a, b, c",
    "keep d among the zones",
  ]);
  ruleMistake("one without clients by IPv6", { [PUBLISHED]: { a: ADDRESS } }, [
    `${PUBLISHED}.a`,
    ADDRESS,
    "nothing, where the public load balancer has no IPv6 addresses",
    "set service.ipv6: true",
  ]);
});
