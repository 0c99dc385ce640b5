import { expect } from "chai";
import { type StackConfig, validate } from "../../../config";
import { firewallRuleSettings } from "../../../config/firewallRuleSettings";
import { type Graph, record } from "../../../graph";
import type { Expand, Expansion } from "../../../graph/remote/expansion";
import { EXPANSIONS } from "../../../graph/remote/expansions";
import program from "../../../index";
import type { RuleGroupPlan } from "../../../plan/networkFirewall/ruleGroupPlan";
import { ruleGroups } from "../../../plan/networkFirewall/ruleGroups";
import {
  BASE,
  FIREWALL,
  type Raw,
  SHAPES,
  dependenciesOf,
  failureOf,
  find,
  inputs,
  inputsOf,
  nameOf,
  ofType,
  recordConfig,
  recordFirewall,
  engineConfig,
} from "../../support/recording";

const NAME = "firewall-eu-west-1";
const VPC = `${NAME}-vpc`;
/** Where its zones are settled. */
const SETTLED = { firewall: { zones: ["a", "b", "c"] } };
const SETTLED_VPC = `${NAME}-vpc-abc`;
const FIREWALL_TYPE = "aws:networkfirewall/firewall:Firewall";
const POLICY = "aws:networkfirewall/firewallPolicy:FirewallPolicy";
const GROUP = "aws:networkfirewall/ruleGroup:RuleGroup";
const AWSX_VPC = "awsx:ec2:Vpc";
const KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000001";

const HEALTH_CHECKERS =
  "arn:aws:ec2:eu-west-1:aws:prefix-list/${PrefixList:com.amazonaws.eu-west-1.route53-healthchecks.id}";

const named = (name: string) => ({ Name: `ha-tcp-test-${name}` });
const mapping = (zone: string) => ({ subnetId: `\${Subnet:${NAME}-firewall-${zone}.id}`, ipAddressType: "IPV4" });
const settledMapping = (place: number, vpc = SETTLED_VPC) => ({
  subnetId: `\${Subnet:${vpc}-firewall-${place}.id}`,
  ipAddressType: "IPV4",
});
const inspected = (region: Raw, rest: Raw = {}): Raw => ({
  ...BASE,
  options: ["networkFirewall"],
  ...rest,
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single", ...region } },
});

async function mappings(raw: Raw): Promise<unknown> {
  return find(await recordConfig(raw), FIREWALL_TYPE, NAME).inputs["subnetMappings"];
}

/** Records with what awsx gives back of a VPC changed. */
async function withVpc<T>(change: (expansion: Expansion) => Expansion, body: () => Promise<T>): Promise<T> {
  const table = EXPANSIONS as Record<string, Expand>;
  const original = table[AWSX_VPC]!;
  table[AWSX_VPC] = (component) => change(original(component));
  try {
    return await body();
  } finally {
    table[AWSX_VPC] = original;
  }
}

const subnetsOf = ({ outputs }: Expansion) => outputs["subnets"] as unknown[];

describe("NetworkFirewall: its own VPC", () => {
  /** Of each zone: the subnet with its range, and what it has. */
  const subnetsIn = (graph: Graph) =>
    ofType(graph, "aws:ec2/subnet:Subnet")
      .filter(({ name }) => name.startsWith(NAME))
      .map(({ inputs: given }) => [given["availabilityZone"], given["cidrBlock"]])
      .sort();

  it("is written out: an isolated subnet in each zone of the service, with a route table of its own", async () => {
    const graph = await recordConfig(inspected({ zones: ["c", "a"], natZone: "a" }));
    const own = ofType(graph, "aws:ec2/vpc:Vpc").filter(({ name }) => name === VPC);
    expect(own.map(({ inputs: given }) => given)).to.deep.equal([
      { cidrBlock: "192.168.255.0/25", enableDnsSupport: true, enableDnsHostnames: true, tags: named(NAME) },
    ]);
    const inVpc = Object.fromEntries(
      graph.resources
        .filter(({ type, name }) => /:(Subnet|RouteTable|RouteTableAssociation)$/.test(type) && name.startsWith(NAME))
        .map(({ name, inputs: given }) => [name, given]),
    );
    const vpcId = `\${Vpc:${VPC}.id}`;
    const ofZone = (zone: string, cidrBlock: string) => {
      const name = `${NAME}-firewall-${zone}`;
      return {
        [name]: {
          vpcId,
          availabilityZone: `eu-west-1${zone}`,
          cidrBlock,
          mapPublicIpOnLaunch: false,
          tags: { ...named(name), Tier: "firewall" },
        },
        [`${name}-rt`]: { vpcId, tags: named(name) },
        [`${name}-rta`]: { subnetId: `\${Subnet:${name}.id}`, routeTableId: `\${RouteTable:${name}-rt.id}` },
      };
    };
    expect(inVpc).to.deep.equal({ ...ofZone("a", "192.168.255.0/28"), ...ofZone("c", "192.168.255.32/28") });
  });

  it("has larger slots in a larger range", async () => {
    const graph = await recordConfig(inspected({ firewall: { cidr: "192.168.4.0/24" } }));
    expect(subnetsIn(graph)).to.deep.equal([
      ["eu-west-1a", "192.168.4.0/27"],
      ["eu-west-1b", "192.168.4.32/27"],
    ]);
  });

  it("has a subnet in no zone that the region's list leaves out: an account may not have it", async () => {
    for (const [region, zones] of [
      ["us-east-1", ["a", "b", "f"]],
      ["ap-northeast-1", ["a", "c", "d"]],
      ["us-west-1", ["a", "c"]],
    ] as const) {
      const graph = await recordConfig({
        ...BASE,
        options: ["networkFirewall"],
        regions: { [region]: { zones: [...zones], cidr: "10.20.0.0/16", natZone: "a", nat: "single" } },
      });
      const used = ofType(graph, "aws:ec2/subnet:Subnet").map(({ inputs: given }) => given["availabilityZone"]);
      expect([...new Set(used)].sort()).to.deep.equal(zones.map((zone) => `${region}${zone}`));
    }
  });

  it("has nothing in it but subnets, their route tables without a route, and a security group that is closed", async () => {
    const graph = await recordFirewall();
    const vpcId = `\${Vpc:${VPC}.id}`;
    const inside = graph.resources.filter(({ inputs: given }) => given["vpcId"] === vpcId);
    expect(inside.map(({ type }) => type.split(":").at(-1)).sort()).to.deep.equal([
      "DefaultSecurityGroup",
      "Firewall",
      "FlowLog",
      "RouteTable",
      "Subnet",
    ]);
    expect(ofType(graph, "aws:ec2/route:Route")).to.deep.equal([]);
    expect(inputs(graph, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")).to.deep.equal({
      [`${NAME}-default-sg`]: { vpcId, ingress: [], egress: [], tags: named(`${NAME}-default`) },
    });
  });
});

describe("NetworkFirewall: its own VPC, where the zones are settled", () => {
  it("is asked of awsx: isolated subnets in all zones of the list, in slots by the zones' letters", async () => {
    const node = find(await recordConfig(inspected(SETTLED)), AWSX_VPC, SETTLED_VPC);
    expect(node).to.include({ remote: true, custom: false });
    expect(node.inputs).to.deep.equal({
      cidrBlock: "192.168.255.0/25",
      availabilityZoneNames: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      natGateways: { strategy: "None" },
      subnetStrategy: "Auto",
      subnetNameTagStrategy: "AvailabilityZone",
      subnetSpecs: [
        {
          type: "Isolated",
          name: "firewall",
          cidrBlocks: ["192.168.255.0/28", "192.168.255.16/28", "192.168.255.32/28"],
          tags: { Tier: "firewall" },
        },
      ],
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: named(NAME),
    });
  });

  const SLOTS = ["192.168.255.0/28", "192.168.255.16/28", "192.168.255.32/28"];
  const LAYOUTS: readonly [title: string, firewall: Raw, zones: string, cidrs: string[]][] = [
    ["the zones that are named, in the order of their letters", { zones: ["c", "a", "b"] }, "abc", SLOTS],
    ["another name with other zones, and each zone its slot", { zones: ["c", "a"] }, "ac", [SLOTS[0]!, SLOTS[2]!]],
    [
      "larger slots in a larger range",
      { cidr: "192.168.4.0/24", zones: ["a", "b", "c"] },
      "abc",
      ["192.168.4.0/27", "192.168.4.32/27", "192.168.4.64/27"],
    ],
  ];
  for (const [title, firewall, zones, cidrBlocks] of LAYOUTS)
    it(`has ${title}`, async () => {
      const graph = await recordConfig(inspected({ zones: ["a", "c"], natZone: "a", firewall }));
      const [vpc, ...others] = ofType(graph, AWSX_VPC);
      expect(others).to.deep.equal([]);
      expect(vpc!.name).to.equal(`${NAME}-vpc-${zones}`);
      expect(vpc!.inputs).to.deep.include({
        cidrBlock: firewall["cidr"] ?? "192.168.255.0/25",
        availabilityZoneNames: Array.from(zones, (zone) => `eu-west-1${zone}`),
        subnetSpecs: [{ type: "Isolated", name: "firewall", cidrBlocks, tags: { Tier: "firewall" } }],
      });
    });

  it("has nothing in it but subnets, the gateway that awsx makes, and a security group that is closed", async () => {
    const graph = await recordFirewall({ vpc: { cidr: "192.168.255.0/25", settledZones: ["a", "b", "c"] } });
    const inside = graph.resources.filter(({ type, urn }) => urn.includes(`$${AWSX_VPC}$`) && type.startsWith("aws:"));
    const kinds = inside.map(({ type }) => type.split(":").at(-1) ?? "");
    const count = (kind: string) => kinds.filter((each) => each === kind).length;
    expect([...new Set(kinds)].sort()).to.deep.equal([
      "InternetGateway",
      "RouteTable",
      "RouteTableAssociation",
      "Subnet",
      "Vpc",
    ]);
    expect([count("Vpc"), count("InternetGateway"), count("Subnet"), count("RouteTable")]).to.deep.equal([1, 1, 3, 3]);
    expect(ofType(graph, "aws:ec2/route:Route")).to.deep.equal([]);
    expect(inputs(graph, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")).to.deep.equal({
      [`${NAME}-default-sg`]: {
        vpcId: `\${Vpc:${SETTLED_VPC}.id}`,
        ingress: [],
        egress: [],
        tags: named(`${NAME}-default`),
      },
    });
  });
});

describe("NetworkFirewall: the firewall", () => {
  it("is written out", async () => {
    expect(inputs(await recordConfig(inspected({})), FIREWALL_TYPE)).to.deep.equal({
      [NAME]: {
        vpcId: `\${Vpc:${VPC}.id}`,
        subnetMappings: [mapping("a"), mapping("b")],
        firewallPolicyArn: `\${FirewallPolicy:${NAME}-policy.arn}`,
        deleteProtection: false,
        firewallPolicyChangeProtection: false,
        subnetChangeProtection: false,
        tags: named(NAME),
      },
    });
  });

  it("has the subnets of the service's zones, found by zone, whatever the order of either list", async () => {
    const orders = [
      ["a", "c"],
      ["c", "a"],
    ].flatMap((zones) =>
      [
        ["a", "b", "c"],
        ["c", "b", "a"],
        ["b", "c", "a"],
      ].map((own) => ({ zones, natZone: "a", firewall: { zones: own } })),
    );
    for (const region of orders)
      expect(await mappings(inspected(region)), JSON.stringify(region)).to.deep.equal([
        settledMapping(1),
        settledMapping(3),
      ]);
  });

  it("finds its subnets by zone in whatever order awsx gives them", async () => {
    const mixed = (expansion: Expansion): Expansion => {
      const [a, b, c] = subnetsOf(expansion);
      return { ...expansion, outputs: { ...expansion.outputs, subnets: [b, c, a] } };
    };
    const raw = inspected({ zones: ["c", "a"], natZone: "a", ...SETTLED });
    const config = engineConfig(raw);
    const graph = await withVpc(mixed, () => record({ program, project: "ha-tcp", stack: "test", config }));
    expect(find(graph, FIREWALL_TYPE, NAME).inputs["subnetMappings"]).to.deep.equal([
      settledMapping(1),
      settledMapping(3),
    ]);
  });

  it("says so where the VPC has no subnet in a zone", async () => {
    const less = (expansion: Expansion): Expansion => ({
      ...expansion,
      outputs: { ...expansion.outputs, subnets: subnetsOf(expansion).slice(0, 2) },
    });
    const config = engineConfig(inspected({ zones: ["a", "c"], natZone: "a", ...SETTLED }));
    const run = () => record({ program, project: "ha-tcp", stack: "test", config });
    expect((await withVpc(less, () => failureOf(run()))).message).to.include(
      "the firewall's VPC has no subnet in eu-west-1c",
    );
  });

  const PROTECTIONS = [
    ["deletion", "deleteProtection"],
    ["policyChange", "firewallPolicyChangeProtection"],
    ["subnetChange", "subnetChangeProtection"],
  ] as const;
  for (const [setting, property] of PROTECTIONS)
    it(`refuses what protection.${setting} says, and nothing else`, async () => {
      const graph = await recordFirewall({ protection: { ...FIREWALL.protection, [setting]: true } });
      const { inputs: given, protect } = find(graph, FIREWALL_TYPE, NAME);
      for (const [, each] of PROTECTIONS) expect(given[each], each).to.equal(each === property);
      expect(protect).to.equal(setting === "deletion");
      const others = graph.resources.filter((node) => node.protect && node.type !== FIREWALL_TYPE);
      expect(others.map(({ urn }) => urn)).to.deep.equal([]);
    });

  it("tells others its ARN", async () => {
    const { outputs } = find(await recordFirewall(), "ha-tcp:index:NetworkFirewall", NAME);
    expect(outputs).to.deep.equal({ firewallArn: `\${Firewall:${NAME}.arn}` });
  });
});

/** Neither in the order of their priorities nor in that of their names. */
const PLANS: readonly RuleGroupPlan[] = [
  {
    key: "service",
    priority: 60_000,
    capacity: 200,
    variables: { FRONT: ["10.20.136.0/21", "10.20.128.0/21"], CLIENTS: ["203.0.113.0/24"] },
    references: ["ROUTE53"],
    rules: "pass tcp @ROUTE53 any -> $FRONT 5000 (sid:1;)\ndrop tcp any any -> any any (sid:2;)",
    why: "clients to the service port",
  },
  {
    key: "denied",
    priority: 100,
    capacity: 20,
    variables: {},
    references: [],
    rules: "drop ip any any -> any any (sid:3;)",
    why: "no",
  },
  {
    key: "own-team",
    priority: 1020,
    capacity: 50,
    variables: {},
    references: [],
    rules: "alert ip any any -> any any (sid:4;)",
    why: "t",
  },
];

describe("NetworkFirewall: rule groups and the policy", () => {
  it("has a rule group for each of the plan, as the plan says", async () => {
    const common = (key: string) => ({
      type: "STATEFUL",
      tags: named(`${NAME}-${key}`),
    });
    const options = { statefulRuleOptions: { ruleOrder: "STRICT_ORDER" } };
    expect(inputs(await recordFirewall({ ruleGroups: PLANS }), GROUP)).to.deep.equal({
      [`${NAME}-service`]: {
        ...common("service"),
        description: "clients to the service port",
        capacity: 200,
        ruleGroup: {
          rulesSource: { rulesString: PLANS[0]!.rules },
          ruleVariables: {
            ipSets: [
              { key: "CLIENTS", ipSet: { definitions: ["203.0.113.0/24"] } },
              { key: "FRONT", ipSet: { definitions: ["10.20.128.0/21", "10.20.136.0/21"] } },
            ],
          },
          referenceSets: {
            ipSetReferences: [{ key: "ROUTE53", ipSetReferences: [{ referenceArn: HEALTH_CHECKERS }] }],
          },
          ...options,
        },
      },
      [`${NAME}-denied`]: {
        ...common("denied"),
        description: "no",
        capacity: 20,
        ruleGroup: { rulesSource: { rulesString: PLANS[1]!.rules }, ...options },
      },
      [`${NAME}-own-team`]: {
        ...common("own-team"),
        description: "t",
        capacity: 50,
        ruleGroup: { rulesSource: { rulesString: PLANS[2]!.rules }, ...options },
      },
    });
  });

  it("has a policy that looks at them by their priorities and drops the rest", async () => {
    const args = { ruleGroups: PLANS, homeRanges: ["10.21.0.0/16", "10.20.0.0/16"], tcpIdleTimeoutSeconds: 900 };
    const graph = await recordFirewall(args);
    const reference = (key: string, priority: number) => ({
      priority,
      resourceArn: `\${RuleGroup:${NAME}-${key}.arn}`,
    });
    expect(inputs(graph, POLICY)).to.deep.equal({
      [`${NAME}-policy`]: {
        firewallPolicy: {
          statelessDefaultActions: ["aws:forward_to_sfe"],
          statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
          statefulEngineOptions: {
            ruleOrder: "STRICT_ORDER",
            streamExceptionPolicy: "CONTINUE",
            flowTimeouts: { tcpIdleTimeoutSeconds: 900 },
          },
          statefulDefaultActions: ["aws:drop_strict", "aws:alert_strict"],
          statefulRuleGroupReferences: [
            reference("denied", 100),
            reference("own-team", 1020),
            reference("service", 60_000),
          ],
          policyVariables: {
            ruleVariables: [{ key: "HOME_NET", ipSet: { definitions: ["10.20.0.0/16", "10.21.0.0/16"] } }],
          },
        },
        tags: named(`${NAME}-policy`),
      },
    });
    expect(dependenciesOf(find(graph, POLICY, `${NAME}-policy`))).to.deep.equal(
      ["denied", "own-team", "service"].map((key) => `${NAME}-${key}`),
    );
  });

  const FIREWALL_SHAPES = ["everything inspected", "inspected with rules of one's own"];
  for (const shape of FIREWALL_SHAPES)
    it(`are those that the config comes to: ${shape}`, async () => {
      const raw = SHAPES[shape]!;
      const { config } = validate({ ...raw }) as { config: StackConfig };
      const settings = config.regions["eu-west-1"]!;
      const plans = ruleGroups(firewallRuleSettings(config, settings));
      const graph = await recordConfig(raw);
      const groups = ofType(graph, GROUP).map(({ name, inputs: given }) => {
        const { rulesSource, ruleVariables, referenceSets } = given["ruleGroup"] as {
          rulesSource: { rulesString: string };
          ruleVariables?: { ipSets: { key: string; ipSet: { definitions: string[] } }[] };
          referenceSets?: { ipSetReferences: { key: string }[] };
        };
        const variables = (ruleVariables?.ipSets ?? []).map(({ key, ipSet }) => [key, ipSet.definitions] as const);
        const references = (referenceSets?.ipSetReferences ?? []).map(({ key }) => key);
        return { name, ...given, rules: rulesSource.rulesString, variables: new Map(variables), references };
      });
      expect(groups).to.have.length(plans.length);
      for (const { key, capacity, why, rules, variables, references } of plans) {
        const ranges = Object.entries(variables).map(([name, each]) => [name, [...each].sort()] as const);
        expect(groups.find(({ name }) => name === `${NAME}-${key}`)).to.deep.include({
          capacity,
          description: why,
          rules,
          variables: new Map(ranges),
          references,
        });
      }
      const { statefulRuleGroupReferences } = find(graph, POLICY, `${NAME}-policy`).inputs["firewallPolicy"] as {
        statefulRuleGroupReferences: unknown[];
      };
      expect(statefulRuleGroupReferences).to.deep.equal(
        plans.map(({ key, priority }) => ({ priority, resourceArn: `\${RuleGroup:${NAME}-${key}.arn}` })),
      );
    });

  const KNOWN_CLIENTS = { port: 5000, hostname: "tcp.example.com", allowedClients: ["203.0.113.0/24"] };
  const DNS = { zone: "example.com" };
  const checkings: readonly [title: string, rest: Raw, refers: boolean][] = [
    ["known clients and checks", { service: KNOWN_CLIENTS, dns: DNS }, true],
    ["known clients alone", { service: { ...KNOWN_CLIENTS, hostname: undefined } }, false],
    [
      "any client, and checks among them",
      { service: { ...KNOWN_CLIENTS, allowedClients: undefined }, dns: DNS },
      false,
    ],
  ];
  for (const [title, rest, refers] of checkings)
    it(`${refers ? "let Route 53's health checkers in by the list that AWS keeps" : "need no list of AWS's"}: ${title}`, async () => {
      const graph = await recordConfig(inspected({}, rest));
      const { referenceSets } = find(graph, GROUP, `${NAME}-service`).inputs["ruleGroup"] as {
        referenceSets?: unknown;
      };
      expect(referenceSets).to.deep.equal(
        refers
          ? { ipSetReferences: [{ key: "ROUTE53", ipSetReferences: [{ referenceArn: HEALTH_CHECKERS }] }] }
          : undefined,
      );
    });

  for (const shape of [...FIREWALL_SHAPES, "two inspected regions, one by a firewall that exists"])
    it(`have a range in every variable: rules on an empty one let nobody in: ${shape}`, async () => {
      const groups = ofType(await recordConfig(SHAPES[shape]!), GROUP);
      expect(groups).not.to.be.empty;
      const empty = groups.flatMap(({ name, inputs: given }) => {
        const { ruleVariables } = given["ruleGroup"] as {
          ruleVariables?: { ipSets: { key: string; ipSet: { definitions: unknown[] } }[] };
        };
        const ipSets = ruleVariables?.ipSets ?? [];
        return ipSets.filter(({ ipSet }) => ipSet.definitions.length === 0).map(({ key }) => `${name} ${key}`);
      });
      expect(empty).to.deep.equal([]);
    });

  const TIMEOUTS: readonly [idle: number | undefined, expected: number][] = [
    [undefined, 360],
    [60, 360],
    [361, 361],
    [6000, 6000],
  ];
  for (const [idleTimeoutSeconds, expected] of TIMEOUTS)
    it(`forget no connection before the load balancer (${idleTimeoutSeconds ?? "default"}) or a NAT gateway does`, async () => {
      const graph = await recordConfig(inspected({}, { service: { port: 5000, idleTimeoutSeconds } }));
      const { statefulEngineOptions } = find(graph, POLICY, `${NAME}-policy`).inputs["firewallPolicy"] as {
        statefulEngineOptions: unknown;
      };
      expect(statefulEngineOptions).to.deep.equal({
        ruleOrder: "STRICT_ORDER",
        streamExceptionPolicy: "CONTINUE",
        flowTimeouts: { tcpIdleTimeoutSeconds: expected },
      });
    });

  it("call HOME_NET what the region has", async () => {
    const graph = await recordConfig(SHAPES["two inspected regions, one by a firewall that exists"]!);
    const { policyVariables } = find(graph, POLICY, "firewall-eu-central-1-policy").inputs["firewallPolicy"] as {
      policyVariables: unknown;
    };
    expect(policyVariables).to.deep.equal({
      ruleVariables: [{ key: "HOME_NET", ipSet: { definitions: ["10.21.0.0/16"] } }],
    });
  });
});

describe("NetworkFirewall: its key", () => {
  const KEY = "aws:kms/key:Key";
  const ALIAS = "aws:kms/alias:Alias";
  const ENCRYPTED = [FIREWALL_TYPE, POLICY, GROUP];
  const kinds: readonly [key: typeof FIREWALL.key, encryption: unknown][] = [
    [{ kind: "aws" }, undefined],
    [
      { kind: "own", arn: KEY_ARN },
      { type: "CUSTOMER_KMS", keyId: KEY_ARN },
    ],
    [{ kind: "created" }, { type: "CUSTOMER_KMS", keyId: `\${Key:${NAME}-key.arn}` }],
  ];
  for (const [key, encryption] of kinds)
    it(`${key.kind}: encrypts firewall, policy and rule groups alike`, async () => {
      const graph = await recordFirewall({ key, ruleGroups: PLANS });
      const encrypted = graph.resources.filter(({ type }) => ENCRYPTED.includes(type));
      expect(encrypted).to.have.length(5);
      for (const { name, inputs: given } of encrypted)
        expect(given["encryptionConfiguration"], name).to.deep.equal(encryption);
      expect(ofType(graph, KEY)).to.have.length(key.kind === "created" ? 1 : 0);
      expect(ofType(graph, ALIAS)).to.have.length(key.kind === "created" ? 1 : 0);
    });

  it("is made with rotation, a name, and the account's administrators over it", async () => {
    const graph = await recordFirewall({ key: { kind: "created" } });
    expect(inputsOf(find(graph, KEY, `${NAME}-key`))).to.deep.equal({
      description: `Encrypts ${NAME}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Administrators",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::123456789012:root" },
            Action: ["kms:*"],
            Resource: ["*"],
          },
        ],
      },
      tags: named(`${NAME}-key`),
    });
    expect(inputsOf(find(graph, ALIAS, `${NAME}-key-alias`))).to.deep.equal({
      name: `alias/ha-tcp-test-${NAME}`,
      targetKeyId: `\${Key:${NAME}-key.id}`,
    });
  });

  const CHOICES: readonly [title: string, section: Raw, firewall: Raw, keyId: string | undefined][] = [
    ["of AWS by default", {}, {}, undefined],
    ["of the stack's own, where the config asks for it", { customerManagedKey: true }, {}, `\${Key:${NAME}-key.arn}`],
    ["that exists, where the region names one", { customerManagedKey: true }, { kmsKeyArn: KEY_ARN }, KEY_ARN],
  ];
  for (const [title, networkFirewall, firewall, keyId] of CHOICES)
    it(`is one ${title}`, async () => {
      const graph = await recordConfig(inspected({ firewall }, { networkFirewall }));
      expect(find(graph, FIREWALL_TYPE, NAME).inputs["encryptionConfiguration"]).to.deep.equal(
        keyId === undefined ? undefined : { type: "CUSTOMER_KMS", keyId },
      );
    });
});

describe("NetworkFirewall: its place", () => {
  it("has everything directly in it, with the region's provider, but what awsx makes", async () => {
    const graph = await recordFirewall({ key: { kind: "created" }, ruleGroups: PLANS });
    const component = find(graph, "ha-tcp:index:NetworkFirewall", NAME);
    const own = graph.resources.filter(({ type, urn }) => type.startsWith("aws:") && !urn.includes(`$${AWSX_VPC}$`));
    expect(own.length).to.be.at.least(14);
    for (const { urn, parent, provider } of own) {
      expect(parent, urn).to.equal(component.urn);
      expect(nameOf(provider ?? ""), urn).to.equal("aws-eu-west-1");
    }
  });

  it("has no firewall where the region's exists, and one where the other region's does not", async () => {
    const graph = await recordConfig(SHAPES["two inspected regions, one by a firewall that exists"]!);
    expect(ofType(graph, "ha-tcp:index:NetworkFirewall").map(({ name }) => name)).to.deep.equal([
      "firewall-eu-central-1",
    ]);
    const named = graph.resources.filter(({ name }) => name.startsWith("firewall-"));
    expect(named.length).to.be.greaterThan(10);
    expect(named.filter(({ name }) => !name.startsWith("firewall-eu-central-1"))).to.deep.equal([]);
    const rest = graph.resources.filter(({ type }) => /networkfirewall\/|kms\/|awsx:/.test(type));
    const inIreland = rest.filter(({ name }) => name.includes("eu-west-1")).map(({ name }) => name);
    expect(inIreland.sort()).to.deep.equal(
      ["a", "b", "c"].map((zone) => `network-eu-west-1-inspection-${zone}-endpoint`),
    );
  });
});
