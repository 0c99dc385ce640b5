import { noMistake, ruleMistake } from "../../support/mistakes";

const ALSO = "service.alsoListens";
const MQTTS = { name: "mqtts", port: 8883 };
const CERTIFICATES = {
  "regions.eu-west-1.certificates": [
    "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-000000000001",
  ],
};
const ACCELERATED = { options: ["globalAccelerator"], globalAccelerator: {} };
const OPEN = { options: ["globalAccelerator"], globalAccelerator: { preserveClientIp: false } };
const ALREADY = "on which the load balancers listen already";
const BRIDGE = { options: ["ecs"], ecs: { networkMode: "bridge" } };
const HTTP = { protocol: "HTTP", port: 8080 };
const OWN_WORKLOAD = { "instances.workload": { kind: "userData", userData: "x" } };

const also = (...ports: object[]) => ({ [ALSO]: ports });
const many = (count: number, targetPort?: number) =>
  also(...Array.from({ length: count }, (_, index) => ({ name: `p${index}`, port: 6000 + index, targetPort })));

describe("config: rules of further ports", () => {
  noMistake("one, another way in every respect", {
    ...also({ ...MQTTS, targetPort: 1883, tls: {}, allowedClients: ["203.0.113.0/24"], healthCheck: { ...HTTP } }),
    ...CERTIFICATES,
  });
  noMistake("two that lead to the service's own port of the targets", {
    "service.targetPort": 1883,
    ...also(MQTTS, { name: "old", port: 1884, targetPort: 1883 }),
  });
  ruleMistake("a name twice", also(MQTTS, { name: "mqtts", port: 8884 }), [
    `${ALSO}[1].name`,
    "mqtts",
    "a name that no other port has",
    "rename it",
  ]);
  ruleMistake("the service's own port", also({ name: "own", port: 5000 }), [
    `${ALSO}[0].port`,
    5000,
    ALREADY,
    "choose another, or remove it",
  ]);
  ruleMistake("a port twice", also(MQTTS, { name: "again", port: 8883 }), [
    `${ALSO}[1].port`,
    8883,
    "a port that no other entry has",
    "choose another, or remove it",
  ]);
  ruleMistake(
    "the port of the load balancers behind the accelerator",
    { ...ACCELERATED, globalAccelerator: { endpointPort: 8883 }, ...also(MQTTS) },
    [`${ALSO}[0].port`, 8883, ALREADY, "choose another, or remove it"],
  );
  noMistake("as many as a load balancer listens on", many(49, 5000));
  ruleMistake("one more", many(50, 5000), [ALSO, "50 ports", "49 ports or fewer", "leave some out"]);
  noMistake("as many as an accelerator listens on", { ...ACCELERATED, ...many(9, 5000) });
  ruleMistake("one more, behind an accelerator", { ...ACCELERATED, ...many(10, 5000) }, [
    ALSO,
    "10 ports",
    "9 ports or fewer",
    "leave some out",
  ]);
  noMistake("as many ports of tasks as a service of ECS registers", { options: ["ecs"], ...many(4) });
  ruleMistake("one more, of tasks", { options: ["ecs"], ...many(5) }, [
    ALSO,
    "6 ports of the targets at one load balancer, with a target group each: 6",
    "5 or fewer there",
    "lead several ports to one targetPort",
  ]);
  ruleMistake("of tasks behind two load balancers", { options: ["ecs", "privateLink"], ...many(2) }, [
    ALSO,
    "3 ports of the targets at 2 load balancers, with a target group each: 6",
    "2 or fewer there",
    "leave some out",
  ]);
  ruleMistake("a range of clients twice", also({ ...MQTTS, allowedClients: ["10.0.0.0/8", "10.0.0.0/8"] }), [
    `${ALSO}[0].allowedClients[1]`,
    "10.0.0.0/8",
    "each range once",
    "remove the repetition",
  ]);
});

describe("config: rules of the checks of further ports", () => {
  ruleMistake("a path for checks over TCP", also({ ...MQTTS, healthCheck: { path: "/" } }), [
    `${ALSO}[0].healthCheck.path`,
    "/",
    "nothing, where the check speaks TCP",
    "set protocol: HTTP",
  ]);
  ruleMistake(
    "two checks of one port of the targets, the service's own",
    { ...OWN_WORKLOAD, ...also({ ...MQTTS, targetPort: 5000, healthCheck: HTTP }) },
    [
      `${ALSO}[0].healthCheck`,
      HTTP,
      "the check of service.healthCheck, as both lead to port 5000 of the targets",
      "say the same in both",
    ],
  );
  ruleMistake(
    "two checks of one port of the targets, another",
    also(
      { ...MQTTS, targetPort: 1883, healthCheck: { intervalSeconds: 20 } },
      { name: "old", port: 1883, healthCheck: {} },
    ),
    [`${ALSO}[1].healthCheck`, {}, "the check of service.alsoListens[0].healthCheck", "remove it"],
  );
  noMistake("one check of one port of the targets", {
    ...also({ ...MQTTS, targetPort: 1883, healthCheck: { intervalSeconds: 20 } }, { name: "old", port: 1883 }),
  });
  ruleMistake(
    "over HTTP, where the echo server sends back what it gets",
    also({ ...MQTTS, healthCheck: { protocol: "HTTP", port: 5000 } }),
    [`${ALSO}[0].healthCheck.port`, 5000, "a port other than 5000 and 8883", "give the check a port of its own"],
  );
});

describe("config: rules of TLS on further ports", () => {
  ruleMistake("without a certificate", also({ ...MQTTS, tls: {} }), [
    "regions.eu-west-1.certificates",
    [],
    "one certificate of eu-west-1 or more",
    "name the ARN of a certificate",
  ]);
  noMistake("beside TCP with an idle timeout, which it has not", {
    ...also({ ...MQTTS, tls: {} }),
    ...CERTIFICATES,
    "service.idleTimeoutSeconds": 600,
  });
  ruleMistake(
    "behind an accelerator that preserves addresses",
    { ...ACCELERATED, ...also({ ...MQTTS, tls: {} }), ...CERTIFICATES },
    [
      `${ALSO}[0].tls`,
      {},
      "nothing, where the accelerator preserves client addresses",
      "set globalAccelerator.preserveClientIp: false",
    ],
  );
  noMistake("behind one that does not", { ...OPEN, ...also({ ...MQTTS, tls: {} }), ...CERTIFICATES });
});

describe("config: rules of who may connect to further ports, behind an accelerator", () => {
  const office = also({ ...MQTTS, allowedClients: ["203.0.113.0/24"] });
  ruleMistake("that hides addresses", { ...OPEN, ...office }, [
    `${ALSO}[0].allowedClients`,
    ["203.0.113.0/24"],
    "everyone (0.0.0.0/0), where the accelerator hides the addresses",
    "set globalAccelerator.preserveClientIp: true",
  ]);
  ruleMistake(
    "with IPv6",
    { ...ACCELERATED, globalAccelerator: { ipAddressType: "dualstack" }, "network.ipv6": true, ...office },
    [`${ALSO}[0].allowedClients`, ["203.0.113.0/24"], "globalAccelerator.allowedClientsIpv6", "name the IPv6 ranges"],
  );
});

describe("config: rules of where targets listen", () => {
  noMistake("sshd's port before another of the targets", { "service.port": 22, "service.targetPort": 8022 });
  ruleMistake("sshd's port of instances", { "service.targetPort": 22 }, [
    "service.targetPort",
    22,
    "a port other than 22",
    "choose another port",
  ]);
  ruleMistake("sshd's port of instances, of a further port", also({ name: "sftp", port: 22 }), [
    `${ALSO}[0].port`,
    22,
    "a port other than 22",
    "or another targetPort for it",
  ]);
  ruleMistake("on the bridge, a port of the host", { ...BRIDGE, ...also({ name: "docker", port: 2375 }) }, [
    `${ALSO}[0].port`,
    2375,
    "on the bridge none of 22",
    "set networkMode: awsvpc",
  ]);
  ruleMistake(
    "on the bridge, the container's port mapped twice",
    { ...BRIDGE, "ecs.containerPort": 8883, ...also(MQTTS) },
    ["ecs.containerPort", 8883, "it would be mapped to 5000 and to itself", "lead the entry to another targetPort"],
  );
  ruleMistake(
    "an alias that asks for all target groups",
    { "dns.healthCheck": { followZones: false }, ...also(MQTTS) },
    ["dns.healthCheck.followZones", false, "where targets have several ports", "remove it"],
  );
});
