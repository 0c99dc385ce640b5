import { mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";

const R = "regions.eu-west-1";
const id = (tier: string, zone: string) => `subnet-${tier}0000000000000${zone}`;
const front = { a: id("0a0", "a"), b: id("0a0", "b"), c: id("0a0", "c") };
const app = { a: id("0b0", "a"), b: id("0b0", "b"), c: id("0b0", "c") };
const VPC = { id: "vpc-0a1b2c3d4e5f60718", front, app };
const existing = (settings: object = {}, others: Record<string, unknown> = {}) => ({
  [R]: { zones: ["a", "b", "c"], cidr: "10.0.0.0/16", nat: "existing", vpc: VPC, ...settings },
  ...others,
});
const ROUTES = "existing or none, where the VPC exists: a NAT gateway needs routes, which are the owner's";

describe("config: rules of a VPC that exists", () => {
  noMistake("one with subnets of both tiers in each zone", existing());
  noMistake("one without a way out", existing({ nat: "none" }));
  noMistake("a small range", existing({ cidr: "10.0.0.0/27" }));
  noMistake("no front subnets where there is no public load balancer", {
    ...existing({ vpc: { ...VPC, front: {} } }),
    options: ["privateLink"],
  });
  noMistake(
    "endpoints made here where nothing leads out",
    existing({ nat: "none", vpc: { ...VPC, interfaceEndpoints: "created" } }),
  );
  // Nothing but its addresses is left of it.
  noMistake(
    "whatever subnets a parked region has",
    existing(
      {},
      {
        "regions.eu-west-2": {
          zones: [],
          cidr: "10.1.0.0/16",
          nat: "existing",
          parkedAddresses: ["a"],
          vpc: { ...VPC, id: "vpc-00000001", front: {}, app: {} },
        },
      },
    ),
  );

  ruleMistake("a NAT gateway for each zone, as is the default", existing({ nat: undefined }), [
    `${R}.nat`,
    "perZone",
    ROUTES,
    "set nat: existing where",
  ]);
  ruleMistake("one NAT gateway", existing({ nat: "single" }), [`${R}.nat`, "single", ROUTES, "set nat: existing"]);
  ruleMistake("the routes of nobody's VPC", { [`${R}.nat`]: "existing" }, [
    `${R}.nat`,
    "existing",
    "none, single or perZone, where the VPC is made here",
    "choose one of these, or name a VPC that exists under vpc",
  ]);
  ruleMistake(
    "no subnet in a zone",
    existing({ vpc: { ...VPC, front: { a: front.a }, app: { a: app.a, c: app.c } } }),
    [
      `${R}.vpc.front`,
      { a: front.a },
      "a subnet for each zone of the region's list: a, b, c",
      "add b: subnet-…, c: subnet-…",
    ],
    [
      `${R}.vpc.app`,
      { a: app.a, c: app.c },
      "a subnet for each zone of the region's list: a, b, c",
      "add b: subnet-…,",
    ],
  );
  ruleMistake(
    "a subnet of a zone that is not used",
    existing({ zones: ["a", "b"] }),
    [`${R}.vpc.front.c`, front.c, "subnets for the zones of the region's list: a, b", "remove it, or add its zone"],
    [`${R}.vpc.app.c`, app.c, "subnets for the zones of the region's list: a, b", "remove it, or add its zone"],
  );
  ruleMistake("a subnet in two places", existing({ vpc: { ...VPC, app: { ...app, b: front.a } } }), [
    `${R}.vpc.app.b`,
    front.a,
    "a subnet that stands here once: it lies in one zone, and is public or private",
    "it is at regions.eu-west-1.vpc.front.a already",
  ]);
  ruleMistake(
    "a VPC in two regions",
    existing(
      {},
      {
        "regions.eu-west-2": {
          zones: ["a", "b"],
          cidr: "10.1.0.0/16",
          nat: "none",
          vpc: {
            id: VPC.id,
            front: { a: "subnet-00000001", b: "subnet-00000002" },
            app: { a: "subnet-00000003", b: "subnet-00000004" },
          },
        },
      },
    ),
    ["regions.eu-west-2.vpc.id", VPC.id, "a VPC that stands here once", "it is at regions.eu-west-1.vpc.id already"],
  );
  ruleMistake("a firewall before it", existing({}, { options: ["networkFirewall"] }), [
    `${R}.vpc`,
    VPC.id,
    "nothing, with option networkFirewall: inspection is by the routes of the front subnets and of the internet gateway",
    "leave out vpc, or networkFirewall",
  ]);
  ruleMistake("endpoints made here beside a way out", existing({ vpc: { ...VPC, interfaceEndpoints: "created" } }), [
    `${R}.vpc.interfaceEndpoints`,
    "created",
    "existing, where nat is not none and network.endpoints has no interface endpoint for the region",
    "remove it, list some under network.endpoints, or set nat: none",
  ]);
  noMistake(
    "endpoints made here beside a way out, where they are listed",
    existing({ vpc: { ...VPC, interfaceEndpoints: "created" } }, { "network.endpoints": { kms: {} } }),
  );
  mistakesAt(
    "listed endpoints that are none of the region's",
    existing(
      { vpc: { ...VPC, interfaceEndpoints: "created" } },
      { "network.endpoints": { dynamodb: {}, kms: { zones: { "eu-west-1": [] } } } },
    ),
    [`${R}.vpc.interfaceEndpoints`, "network.endpoints.dynamodb"],
  );
  ruleMistake("listed endpoints where the VPC has its own", existing({}, { "network.endpoints": { kms: {} } }), [
    "network.endpoints.kms",
    "kms",
    "nothing, where the VPC of every region exists",
    "remove it, or set regions.eu-west-1.vpc.interfaceEndpoints: created",
  ]);
  const OWN = { "regions.eu-west-2": { zones: ["a", "b"], cidr: "10.1.0.0/16" } };
  noMistake("endpoints for the other region", existing({}, { ...OWN, "network.endpoints": { dynamodb: {}, kms: {} } }));
  ruleMistake(
    "zones of endpoints where the VPC has its own",
    existing({}, { ...OWN, "network.endpoints": { kms: { zones: { "eu-west-1": ["a"] } } } }),
    [
      "network.endpoints.kms.zones.eu-west-1",
      ["a"],
      "nothing, or an empty list: the VPC of eu-west-1 exists, and its endpoints are its owner's",
      "set regions.eu-west-1.vpc.interfaceEndpoints: created",
    ],
  );
  const LONG = { "network.flowLogs.retentionDays": 365 };
  noMistake("flow logs for another region alone", existing({}, { ...OWN, ...LONG }));
  noMistake("flow logs made here", existing({ vpc: { ...VPC, flowLogs: "created" } }, LONG));
  mistakesAt("flow logs where they are all the owners'", existing({}, LONG), ["network.flowLogs"]);
  ruleMistake(
    "flow logs made here, and none",
    existing({ vpc: { ...VPC, flowLogs: "created" } }, { "network.flowLogs": { destination: { kind: "none" } } }),
    [
      `${R}.vpc.flowLogs`,
      "created",
      "existing, with network.flowLogs.destination: { kind: none }",
      "name another destination",
    ],
  );
  const EIP = "eipalloc-0123456789abcdef0";
  ruleMistake("an address of a NAT gateway", existing({ egressAddresses: { a: EIP } }), [
    `${R}.egressAddresses.a`,
    EIP,
    "no zone: NAT gateways are the owner's, as regions.eu-west-1.vpc exists",
    "list the zone under parkedEgressAddresses",
  ]);
  ruleMistake("more addresses for one", existing({ secondaryEgressAddresses: { a: { second: "created" } } }), [
    `${R}.secondaryEgressAddresses.a.second`,
    "created",
    "parked: NAT gateways are the owner's, as regions.eu-west-1.vpc exists",
    "write parked, or leave out vpc",
  ]);
  noMistake(
    "a pool, and parked addresses of former NAT gateways",
    existing({
      addressPool: { kind: "byoip", id: "ipv4pool-ec2-0123456789abcdef0" },
      parkedEgressAddresses: ["a"],
      secondaryEgressAddresses: { a: { second: "parked" } },
    }),
  );
  ruleMistake("an image from elsewhere without a way out", existing({ nat: "none" }, { options: ["ecs"] }), [
    `${R}.nat`,
    "none",
    "existing, where the image comes from outside the region",
    "set nat, or",
  ]);
  ruleMistake("connections out by IPv6, as they are asked for first", existing({}, { "network.ipv6Egress": true }), [
    "network.ipv6Egress",
    true,
    "false, where the VPC of eu-west-1 exists",
    "remove it, or regions.eu-west-1.vpc",
  ]);
  ruleMistake(
    "clients by IPv6, as they are asked for first",
    existing({}, { "service.ipv6": true, "service.allowedClients": ["0.0.0.0/0", "::/0"] }),
    ["service.ipv6", true, "false, where the VPC of eu-west-1 exists", "remove it, or regions.eu-west-1.vpc"],
  );
  ruleMistake(
    "a consumer in the service's own VPC",
    existing(
      {},
      {
        options: ["nlb", "privateLink"],
        "privateLink.consumers": [
          {
            name: "orders",
            region: "eu-west-1",
            privateDns: "none",
            vpc: {
              kind: "existing",
              id: VPC.id,
              cidr: "10.9.0.0/16",
              subnets: { a: "subnet-00000001", b: "subnet-00000002" },
            },
          },
        ],
      },
    ),
    [
      "privateLink.consumers[0].vpc.id",
      VPC.id,
      "another VPC than regions.eu-west-1.vpc, where the service itself is",
      "name the VPC of the consumer's clients",
    ],
  );
  ruleMistake("buckets for an endpoint that is the owner's", existing({}, { "network.s3Buckets": ["team-files"] }), [
    "network.s3Buckets",
    ["team-files"],
    "nothing, where the VPC of every region exists",
    "ask the VPC's owner",
  ]);
  ruleMistake("clients by IPv6", existing({}, { "network.ipv6": "public" }), [
    "network.ipv6",
    "public",
    "true or false, where eu-west-1 stands in a VPC that exists",
    "set it to true where the app subnets have ranges of IPv6, else to false; or leave out regions.eu-west-1.vpc",
  ]);
  ruleMistake("a range that no VPC has", existing({ cidr: "10.0.0.0/29" }), [
    `${R}.cidr`,
    "10.0.0.0/29",
    "a range from /16 to /28, as AWS has them for a VPC",
    "write the range of the VPC that its subnets here lie in",
  ]);
  // What follows from a wrong field is not told beside it.
  mistakesAt("a VPC without an id", existing({ vpc: { front, app } }), [`${R}.vpc.id`]);
  mistakesAt("a VPC without app subnets", existing({ vpc: { id: VPC.id, front } }), [`${R}.vpc.app`]);
  mistakesAt("a wrong id of a subnet", existing({ vpc: { ...VPC, app: { ...app, a: "sn-1" } } }), [`${R}.vpc.app.a`]);
});
