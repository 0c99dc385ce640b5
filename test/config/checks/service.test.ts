import { type Expected, mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";

const CHECK = "service.healthCheck";

describe("config: rules of options and clients", () => {
  ruleMistake("an option twice", { options: ["nlb", "nlb"] }, [
    "options[1]",
    "nlb",
    "each option once",
    "remove the repetition",
  ]);
  ruleMistake(
    "a client range twice, and a third time",
    { "service.allowedClients": ["10.0.0.0/8", "198.51.100.0/24", "10.0.0.0/8", "10.0.0.0/8"] },
    ["service.allowedClients[2]", "10.0.0.0/8", "each range once", "remove the repetition"],
    ["service.allowedClients[3]", "10.0.0.0/8", "each range once", "remove the repetition"],
  );
  noMistake("client ranges of which one lies in the other", {
    "service.allowedClients": ["10.0.0.0/8", "10.0.0.0/16"],
  });
});

describe("config: rules of the public name", () => {
  ruleMistake("dns without a name", { "service.hostname": undefined }, [
    "service.hostname",
    undefined,
    "a name in the zone example.com",
    "add the service's public name, or remove the section dns",
  ]);
  ruleMistake("a name without dns", { dns: undefined }, [
    "service.hostname",
    "tcp.example.com",
    "a name in the zone of the section dns",
    "add dns: { zone: … }, or remove the hostname",
  ]);
  for (const name of ["tcp.example.org", "tcp-example.com", "tcp.example.com.eu"])
    ruleMistake(`${name} in the zone example.com`, { "service.hostname": name }, [
      "service.hostname",
      name,
      "example.com or a name that ends in .example.com",
      "choose a name in the zone, or the zone of the name",
    ]);
  noMistake("neither name nor dns", { "service.hostname": undefined, dns: undefined });
  noMistake("the name of the zone itself", { "service.hostname": "example.com" });
  noMistake("a name of many labels in the zone", { "service.hostname": "a.b.c.example.com" });
});

describe("config: rules of health checks", () => {
  for (const protocol of ["HTTP", "HTTPS"])
    for (const port of [undefined, 5000, 5001])
      noMistake(`${protocol} checks of one's own workload on ${port ?? "the port of the traffic"}`, {
        "instances.workload": { kind: "userData", userData: "x" },
        [CHECK]: { protocol, ...(port !== undefined && { port }), path: "/", matcher: "200" },
      });
  for (const [key, value] of [
    ["path", "/healthz"],
    ["matcher", "200"],
  ] as const)
    ruleMistake(`a ${key} for TCP checks`, { [CHECK]: { [key]: value } }, [
      `${CHECK}.${key}`,
      value,
      "nothing, where the check speaks TCP",
      "remove it, or set protocol: HTTP",
    ]);
  noMistake("TCP checks on the service port", { [CHECK]: { protocol: "TCP", port: 5000 } });

  ruleMistake("a timeout as long as the interval", { [CHECK]: { timeoutSeconds: 30, intervalSeconds: 30 } }, [
    `${CHECK}.timeoutSeconds`,
    30,
    "less than the interval, 30 seconds",
    "shorten the timeout or lengthen the interval",
  ]);
  ruleMistake("a timeout as long as the default interval", { [CHECK]: { timeoutSeconds: 10 } }, [
    `${CHECK}.timeoutSeconds`,
    10,
    "less than the interval, 10 seconds",
    "shorten the timeout or lengthen the interval",
  ]);
  noMistake("a timeout one second shorter than the interval", { [CHECK]: { timeoutSeconds: 29, intervalSeconds: 30 } });
  noMistake("the shortest interval without a timeout", { [CHECK]: { intervalSeconds: 5 } });
  ruleMistake("HTTPS checks of the echo server", { [CHECK]: { protocol: "HTTPS", port: 8443 } }, [
    `${CHECK}.protocol`,
    "HTTPS",
    "TCP or HTTP, with the echo workload",
    "bring a workload that speaks TLS",
  ]);
  noMistake("HTTP checks of the echo server", { [CHECK]: { protocol: "HTTP", port: 8080 } });
  for (const port of [undefined, 5000])
    ruleMistake(
      `HTTP checks of the echo server on ${port ?? "the port of the traffic"}`,
      { [CHECK]: { protocol: "HTTP", ...(port !== undefined && { port }) } },
      [
        `${CHECK}.port`,
        port,
        "a port other than 5000, where the echo workload sends back what it gets",
        "give the check a port of its own, or check by TCP",
      ],
    );
});

describe("config: rules of health checks that begin with a PROXY header", () => {
  const http = { [CHECK]: { protocol: "HTTP", port: 8080 } };
  const own = { "instances.workload": { kind: "userData", userData: "x" } };
  const unread = [
    `${CHECK}.protocol`,
    "HTTP",
    "TCP, with the echo workload and a PROXY header, which health checks begin with, too",
    "check by TCP, remove proxyProtocol, or bring a workload that reads the header",
  ] as const;
  ruleMistake("HTTP of the echo server", { ...http, "service.proxyProtocol": true }, unread);
  ruleMistake(
    "HTTP of the echo server, with the header for consumers alone",
    {
      ...http,
      options: ["privateLink"],
      "privateLink.proxyProtocol": true,
      "service.hostname": undefined,
      dns: undefined,
    },
    unread,
  );
  noMistake("HTTP of one's own workload, which may read the header", {
    ...http,
    ...own,
    "service.proxyProtocol": true,
  });
  noMistake("TCP of the echo server", { "service.proxyProtocol": true });
  noMistake("HTTP, with the header of a front door that is not there", {
    ...http,
    options: ["privateLink"],
    "service.proxyProtocol": true,
    "privateLink.proxyProtocol": false,
    "service.hostname": undefined,
    dns: undefined,
  });
});

describe("config: rules of connections to targets that become unhealthy", () => {
  const draining = { "service.unhealthyDrainingSeconds": 60 };
  ruleMistake("closing them with both crossZone and zonalShift", { "service.terminateUnhealthyConnections": true }, [
    "service.terminateUnhealthyConnections",
    true,
    "false, with both service.crossZone and service.zonalShift",
    "remove it, or switch one of the two off",
  ]);
  const accelerated = {
    options: ["globalAccelerator"],
    globalAccelerator: { crossZone: true },
    "service.crossZone": false,
    "service.terminateUnhealthyConnections": true,
  };
  ruleMistake("closing them where the accelerator's load balancers cross zones", accelerated, [
    "service.terminateUnhealthyConnections",
    true,
    "false, with both globalAccelerator.crossZone and service.zonalShift",
    "remove it, or switch one of the two off",
  ]);
  noMistake("closing them where nothing stands behind the accelerator", { ...accelerated, options: ["nlb"] });
  noMistake("closing them behind an accelerator whose load balancers cross no zones", {
    ...accelerated,
    globalAccelerator: {},
  });
  ruleMistake(
    "closing them at once and after a while",
    { ...draining, "service.crossZone": false, "service.terminateUnhealthyConnections": true },
    [
      "service.unhealthyDrainingSeconds",
      60,
      "0, where connections to unhealthy targets are closed at once",
      "set terminateUnhealthyConnections: false",
    ],
  );
  for (const more of [{}, { "service.crossZone": false }, { "service.zonalShift": false }])
    noMistake(`keeping them a while by default: ${JSON.stringify(more)}`, { ...draining, ...more });
  noMistake("closing them without zonalShift", {
    "service.zonalShift": false,
    "service.terminateUnhealthyConnections": true,
  });
});

describe("config: rules of what counts as healthy", () => {
  ruleMistake(
    "more healthy addresses than the smallest region has",
    { "regions.eu-west-2": { zones: ["a", "b"], cidr: "10.1.0.0/16" }, "dns.healthCheck.minimumHealthyAddresses": 3 },
    ["dns.healthCheck.minimumHealthyAddresses", 3, "up to 2, the addresses of eu-west-2", "lower it, or add zones"],
  );
  noMistake("all addresses of the region", { "dns.healthCheck.minimumHealthyAddresses": 3 });

  // Elastic Load Balancing refuses a DNS threshold under the routing one, so that a zone leaves DNS first.
  // Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health.html
  mistakesAt(
    "fewer targets for DNS than for failing open",
    { "service.targetHealth": { dnsFailoverMinimumTargets: 1, failOpenBelowTargets: 2 } },
    ["service.targetHealth.failOpenBelowTargets"],
  );

  const LEAST = "service.targetHealth.dnsFailoverMinimumTargets";
  const beyond = (value: number, allowed: string, section = "instances"): Expected => [
    LEAST,
    value,
    allowed,
    `lower it, or raise ${section}.max`,
  ];
  ruleMistake(
    "more healthy targets than there are, over all zones",
    { [LEAST]: 7 },
    beyond(7, "up to 6, the most instances that eu-west-1 can have"),
  );
  noMistake("as many as there are, over all zones", { [LEAST]: 6 });
  ruleMistake(
    "more than a zone has, where each counts its own",
    { [LEAST]: 3, "service.crossZone": false, "instances.max": 8 },
    beyond(
      3,
      "up to 2, the most instances that a zone of eu-west-1 can have, as each of 3 zones counts its own of the 8 instances",
    ),
  );
  noMistake("as many as a zone has", { [LEAST]: 2, "service.crossZone": false });
  ruleMistake(
    "more than a zone has, for consumers alone",
    { options: ["privateLink"], [LEAST]: 3, "service.crossZone": false },
    beyond(
      3,
      "up to 2, the most instances that a zone of eu-west-1 can have, as each of 3 zones counts its own of the 6 instances",
    ),
  );
  noMistake("one, where a zone may be without any", { "service.crossZone": false, instances: { max: 2 } });
  ruleMistake(
    "more than a zone has for the accelerator's load balancer, whose zones count their own",
    {
      [LEAST]: 3,
      options: ["globalAccelerator"],
      globalAccelerator: {},
      dns: undefined,
      "service.hostname": undefined,
    },
    beyond(3, "up to 2, the most instances that a zone of eu-west-1 can have"),
  );
  const both = { options: ["nlb", "ecs"], "ecs.max": 4, [LEAST]: 5 };
  ruleMistake(
    "more than there are of one of two backends",
    { ...both, weights: { instances: 50, tasks: 50 } },
    beyond(5, "up to 4, the most tasks that eu-west-1 can have", "ecs"),
  );
  noMistake("the same where that one gets no connections", { ...both, weights: { instances: 100, tasks: 0 } });
});
