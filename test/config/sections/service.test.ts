import { flag, formMistake, ruleMistake, wholeNumber } from "../../support/mistakes";

const DOMAIN = "a domain name in lower case";
const RANGE = "a range such as 198.51.100.0/24";

describe("config: the form of options", () => {
  formMistake("options", undefined, "a list, not empty, each one of nlb", "add it");
  formMistake("options", "nlb", "a list, not empty, each one of nlb", "give a list");
  formMistake("options", [], "a list, not empty, each one of nlb", "give a list");
  formMistake("options[0]", "nbl", "one of nlb", "write nlb");
  formMistake("options[0]", "kubernetes", "one of nlb", "choose one of these options");
});

describe("config: the form of service", () => {
  formMistake("service", undefined, "a mapping with the keys port, targetPort, alsoListens", "add it");
  formMistake("service", "tcp", "a mapping with the keys port, targetPort, alsoListens", "give a mapping");
  formMistake(
    "service.port",
    undefined,
    "a whole number from 1 to 65535",
    "write the number of a TCP port, such as 5000",
  );
  wholeNumber("service.port", 1, 65535, "port");
  wholeNumber("service.targetPort", 1, 65535, "port");
  for (const name of ["TCP.example.com", "tcp.example.com.", "example", "tcp_.example.com", "-tcp.example.com", ""])
    formMistake("service.hostname", name, DOMAIN, "write labels of letters, digits and hyphens");
  formMistake("service.hostname", `${"a".repeat(64)}.example.com`, DOMAIN, "write labels");
  formMistake("service.hostname", `${"a.".repeat(125)}com.eu`, DOMAIN, "write labels");
  formMistake("service.allowedClients", [], `a list, not empty, each ${RANGE}`, "give a list");
  formMistake("service.allowedClients", "0.0.0.0/0", `a list, not empty, each ${RANGE}`, "give a list");
  for (const range of ["198.51.100.0/33", "300.1.1.1/8", "::/129", "198.51.100.0/024", 10])
    formMistake("service.allowedClients[0]", range, RANGE, "one address is a /32");
  formMistake("service.allowedClients[0]", "198.51.100.9/24", RANGE, "write 198.51.100.0/24");
  wholeNumber("service.idleTimeoutSeconds", 60, 6000, "seconds");
  wholeNumber("service.deregistrationDelaySeconds", 0, 3600, "seconds");
  wholeNumber("service.unhealthyDrainingSeconds", 0, 360000, "seconds");
  flag("service.terminateConnectionsOnDeregistration");
  flag("service.crossZone");
  flag("service.zonalShift");
  flag("service.terminateUnhealthyConnections");
  flag("service.preserveClientIp");
  flag("service.proxyProtocol");
  flag("service.stickiness");
  flag("service.ipv6");
  formMistake("service.dnsClientRouting", "zone", "one of anyAvailabilityZone", "choose one of these words");
  formMistake("service.dnsClientRouting", "anyAvailabilityZones", "one of any", "write anyAvailabilityZone");
});

describe("config: the form of health checks", () => {
  const HTTP = { given: { "service.healthCheck": { protocol: "HTTP", port: 8080 } } };
  formMistake("service.healthCheck", "TCP", "a mapping with the keys protocol, port, path", "give a mapping");
  formMistake("service.healthCheck.protocol", "http", "one of TCP, HTTP, HTTPS", "write HTTP");
  formMistake("service.healthCheck.protocol", "UDP", "one of TCP, HTTP, HTTPS", "choose one of these words");
  wholeNumber("service.healthCheck.port", 1, 65535, "port");
  for (const path of ["healthz", "/a b", `/${"x".repeat(1024)}`, ""])
    formMistake("service.healthCheck.path", path, "a path that begins with a slash", "write it as in a URL", HTTP);
  for (const matcher of ["600", "20", "200-", "200 204", "200-299-300", "200,,204", 200])
    formMistake("service.healthCheck.matcher", matcher, "status codes from 200 to 599", "quote it", HTTP);
  wholeNumber("service.healthCheck.intervalSeconds", 5, 300, "seconds");
  wholeNumber("service.healthCheck.timeoutSeconds", 2, 120, "seconds");
  wholeNumber("service.healthCheck.healthyThreshold", 2, 10, "checks");
  wholeNumber("service.healthCheck.unhealthyThreshold", 2, 10, "checks");
  wholeNumber("service.targetHealth.dnsFailoverMinimumTargets", 1, 1000, "targets");
  wholeNumber("service.targetHealth.failOpenBelowTargets", 1, 1000, "targets");
});

describe("config: the form of further ports", () => {
  const ALSO = "service.alsoListens";
  const given = { [ALSO]: [{ name: "mqtts", port: 8883 }] };
  formMistake(ALSO, { mqtts: 8883 }, "a list", "give a list");
  formMistake(`${ALSO}[0]`, 8883, "a mapping with the keys name, port", "give a mapping", { given });
  formMistake(`${ALSO}[0].name`, undefined, "1 to 16 lower-case letters", "choose a short name", { given });
  for (const name of ["MQTT", "8883", "-x", "m".repeat(17), "a_b"])
    formMistake(`${ALSO}[0].name`, name, "1 to 16 lower-case letters", "choose a short name", { given });
  formMistake(
    `${ALSO}[0].port`,
    undefined,
    "a whole number from 1 to 65535",
    "write the number of a TCP port, such as 5000",
    {
      given,
    },
  );
  wholeNumber(`${ALSO}[0].targetPort`, 1, 65535, "port", given);
  formMistake(`${ALSO}[0].allowedClients`, [], `a list, not empty, each ${RANGE}`, "give a list", { given });
  formMistake(`${ALSO}[0].healthCheck.protocol`, "UDP", "one of TCP, HTTP, HTTPS", "choose one of these words", {
    given,
  });
  formMistake(`${ALSO}[0].udp`, true, "the keys name, port, targetPort", "remove", { given });
});

describe("config: the form of dns", () => {
  formMistake(
    "dns",
    "example.com",
    "a mapping with the keys zone, hostedZoneId, assumeRoleArn, create, ",
    "give a mapping",
  );
  formMistake("dns.zone", undefined, DOMAIN, "write labels");
  formMistake("dns.zone", "Example.com", DOMAIN, "write labels");
  flag("dns.create");
  formMistake("dns.healthCheck.intervalSeconds", 20, "10 or 30", "10 for fast failover, 30 for the lower price");
  formMistake("dns.healthCheck.intervalSeconds", "10", "10 or 30", "10 for fast failover");
  wholeNumber("dns.healthCheck.failureThreshold", 1, 10, "checks");
  wholeNumber("dns.healthCheck.minimumHealthyAddresses", 1, 8, "addresses");
});

describe("config: the form of network, tags and flags", () => {
  formMistake("network.flowLogs.traffic", "all", "one of ALL, ACCEPT, REJECT", "write ALL");
  formMistake("network.flowLogs.traffic", "none", "one of ALL, ACCEPT, REJECT", "choose one of these words");
  formMistake("network.flowLogs.retentionDays", 8, "one of 1, 3, 5, 7, 14, 30", "choose one of the periods");
  formMistake("network.flowLogs.retentionDays", "30", "2922, 3288, 3653", "choose one of the periods");
  formMistake("network.flowLogs.intervalSeconds", 300, "60 or 600", "60 for detail, 600 for the lower price");
  formMistake("network.s3Buckets", "own", "a list, each the name of a general purpose bucket", "give a list");
  for (const bucket of [
    "s3://own",
    "Own",
    "ab",
    "own-",
    `a${"b".repeat(63)}`,
    "192.168.5.4",
    "xn--own",
    "amzn-s3-demo-own",
    "own-s3alias",
    "own--use1-az4--x-s3",
  ])
    formMistake(
      "network.s3Buckets[0]",
      bucket,
      "the name of a general purpose bucket",
      "write the name alone: no s3://",
    );
  formMistake("tags", ["Team"], "a mapping", "give a mapping");
  formMistake("tags.Team", 7, "up to 256 letters, digits, spaces", "quote it, so that it stays a text");
  formMistake("tags.Team", "x".repeat(257), "up to 256 letters", "quote it");
  formMistake("tags.Team", "a;b", "up to 256 letters", "quote it");
  for (const key of ["aws:team", "a;b", "x".repeat(129)])
    formMistake(`tags.${key}`, "x", "1 to 128 letters, digits, spaces", "rename the tag");
  formMistake("tags.AWS:team", "x", "not beginning with aws:", "rename the tag");
  ruleMistake("a tag of AWS in capitals", { "tags.AWS:team": "x" }, [
    "tags.AWS:team",
    "x",
    "not beginning with aws:",
    "rename the tag",
  ]);
  for (const account of ["12345678901", "1234567890123", "12345678901x", 12345678901, true])
    formMistake("account", account, "the 12 digits of an account's id", "in quotes");
  flag("protect");
  flag("production");
});
