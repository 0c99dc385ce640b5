import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findings, pathFaults } from "../../analysis";
import { type Graph, type ResourceNode } from "../../graph/graph";
import { policies } from "../../policy/policies";
import { firstPreview, graphOf, update, violations } from "../support/engine";
import { reference } from "../support/graphs";
import { BASE, ROOT, type Raw, SHAPES, find, recordConfig, recordStack } from "../support/recording";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const ACCELERATOR_LISTENER = "aws:globalaccelerator/listener:Listener";
const RECORD = "aws:route53/record:Record";
const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const PRINCIPAL = "arn:aws:iam::210987654321:root";

const TOPIC = { topicArns: ["arn:aws:sns:eu-west-1:123456789012:alarms"] };

const edited = (graph: Graph, node: ResourceNode, inputs: Raw, depends: Record<string, string[]> = {}): Graph => ({
  ...graph,
  resources: graph.resources.map((each) =>
    each === node ? { ...each, inputs, propertyDependencies: { ...each.propertyDependencies, ...depends } } : each,
  ),
});

/** With one resource more, beside another and like it. */
const added = (graph: Graph, like: ResourceNode, name: string, inputs: Raw, type: string = like.type): Graph => ({
  ...graph,
  resources: [...graph.resources, { ...like, type, name, urn: `${like.urn}-${name}`, inputs }],
});

const mappings = ({ inputs }: ResourceNode) => inputs["subnetMappings"] as Record<string, unknown>[];

interface Violation {
  what: string;
  policy: string;
  /** Default: `BASE`. */
  raw?: Raw;
  /** Default: as it is recorded. */
  breaks?: (graph: Graph) => Graph;
  text: string;
  /** Logical name of the resource that it is told of; of the stack where two have the name. */
  at: string;
}

const INSPECTED: Raw = {
  ...BASE,
  options: ["networkFirewall"],
  networkFirewall: {},
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } },
};

const FRONT = "front-eu-west-1";
const listeners = (name: string, open: string) =>
  `${name} listens on ${open}: the service's ports, of TCP or TLS, are the same at each load balancer, and any other is another way in. ` +
  "Take out the listener that is not the service's.";
const open = (what: string) =>
  `fleet-eu-west-1-sg lets in ${what}, past the load balancers. ` +
  "Let in the security groups of load balancers alone; to look around on an instance take Session Manager.";
const plain = (what: string) => `${what}. Encrypt it, by a key of AWS or of your own.`;

const VIOLATIONS: readonly Violation[] = [
  {
    what: "addresses that nothing protects",
    policy: "kept-addresses",
    text:
      "3 created addresses are not protected: a destroy, or a zone taken out, releases them for good. " +
      "Set ha-tcp:protect: true once anybody has them on an allow list.",
    at: "addresses-eu-west-1-a",
  },
  {
    what: "credentials of any account, beside what is protected",
    policy: "known-account",
    raw: { ...BASE, protect: true },
    text:
      "Credentials of any account are taken: with those of another, an update would forget all addresses, protected or not, and make new ones. " +
      'Set ha-tcp:account to the account\'s id, in quotes: "123456789012".',
    at: "aws-eu-west-1",
  },
  {
    what: "a load balancer in one zone",
    policy: "front-zones",
    breaks: (graph) => {
      const node = find(graph, LOAD_BALANCER, FRONT);
      const subnet = find(graph, "aws:ec2/subnet:Subnet", "network-eu-west-1-front-a");
      const eip = find(graph, "aws:ec2/eip:Eip", "addresses-eu-west-1-a");
      const depends = { subnetMappings: [subnet.urn, eip.urn] };
      return edited(graph, node, { ...node.inputs, subnetMappings: mappings(node).slice(0, 1) }, depends);
    },
    text: "front-eu-west-1 is in one zone, eu-west-1a: it is lost with that zone. Give it a subnet in another zone.",
    at: FRONT,
  },
  {
    what: "an address that AWS chooses",
    policy: "front-zones",
    breaks: (graph) => {
      const node = find(graph, LOAD_BALANCER, FRONT);
      const [first = {}, ...others] = mappings(node);
      return edited(graph, node, { ...node.inputs, subnetMappings: [{ subnetId: first["subnetId"] }, ...others] });
    },
    text:
      "front-eu-west-1 has an address of AWS's choice in eu-west-1a: it goes with the load balancer, and whoever has it on an allow list " +
      "with it. Give each of its zones an Elastic IP.",
    at: FRONT,
  },
  {
    what: "a second listener",
    policy: "one-listener",
    breaks: (graph) => {
      const like = find(graph, LISTENER, `${FRONT}-listener`);
      return added(graph, like, "admin", { ...like.inputs, port: 8080 });
    },
    text: listeners(FRONT, "TCP 5000 and TCP 8080"),
    at: `${FRONT}-listener`,
  },
  {
    what: "a second listener of an accelerator",
    policy: "one-listener",
    raw: { ...BASE, options: ["globalAccelerator"], globalAccelerator: {} },
    breaks: (graph) => {
      const like = find(graph, ACCELERATOR_LISTENER, "accelerator-listener");
      return added(graph, like, "other", { ...like.inputs, portRanges: [{ fromPort: 443, toPort: 443 }] });
    },
    text: listeners("anycast", "TCP 443 and TCP 5000"),
    at: "accelerator-listener",
  },
  {
    what: "a listener of UDP too",
    policy: "one-listener",
    breaks: (graph) => {
      const node = find(graph, LISTENER, `${FRONT}-listener`);
      return edited(graph, node, { ...node.inputs, protocol: "TCP_UDP" });
    },
    text: listeners(FRONT, "TCP_UDP 5000"),
    at: `${FRONT}-listener`,
  },
  {
    what: "a way back through the endpoint of another zone",
    policy: "whole-paths",
    raw: INSPECTED,
    breaks: (graph) => {
      const node = find(graph, ROUTE, "network-eu-west-1-front-a-default");
      const other = find(graph, ASSOCIATION, "network-eu-west-1-inspection-b-endpoint");
      const inputs = { ...node.inputs, vpcEndpointId: reference(other, "endpointId") };
      return edited(graph, node, inputs, { vpcEndpointId: [other.urn] });
    },
    text:
      "asymmetric at network-eu-west-1-front-a-default: there through network-eu-west-1-inspection-a-endpoint, " +
      "back through network-eu-west-1-inspection-b-endpoint (eu-west-1a). npm run plan shows the whole path.",
    at: "network-eu-west-1-front-a-default",
  },
  {
    what: "a zone taken off the firewall on purpose",
    policy: "inspected-zones",
    raw: {
      ...INSPECTED,
      regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", firewall: { bypassZones: ["a"] } } },
    },
    text:
      "Nothing passes the firewall in eu-west-1a: packets go round it, in and out. " +
      "Take the zones out of regions.*.firewall.bypassZones once they shall be inspected.",
    at: "network-eu-west-1-inspection-a-endpoint",
  },
  {
    what: "an endpoint service that is open to everybody",
    policy: "named-consumers",
    raw: {
      ...BASE,
      options: ["privateLink"],
      privateLink: { allowedPrincipals: ["*"], allowAnyPrincipal: true, enforceSecurityGroup: false },
    },
    text:
      "Everybody in AWS can ask to connect to link-eu-west-1-service: whoever is accepted is in. " +
      "Name the accounts in privateLink.allowedPrincipals.",
    at: "link-eu-west-1-service",
  },
  {
    what: "an endpoint service that says so itself",
    policy: "named-consumers",
    raw: {
      ...BASE,
      options: ["privateLink"],
      privateLink: { allowedPrincipals: [PRINCIPAL], enforceSecurityGroup: false },
    },
    breaks: (graph) => {
      const node = find(graph, "aws:ec2/vpcEndpointService:VpcEndpointService", "link-eu-west-1-service");
      return edited(graph, node, { ...node.inputs, allowedPrincipals: ["*"] });
    },
    text:
      "Everybody in AWS can ask to connect to link-eu-west-1-service: whoever is accepted is in. " +
      "Name the accounts in privateLink.allowedPrincipals.",
    at: "link-eu-west-1-service",
  },
  {
    what: "a name that is answered whether it is healthy or not",
    policy: "checked-names",
    raw: { ...BASE, service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } },
    breaks: (graph) => {
      const node = find(graph, RECORD, "dns-alias");
      const aliases = (node.inputs["aliases"] as Raw[]).map((each) => ({ ...each, evaluateTargetHealth: false }));
      return edited(graph, node, { ...node.inputs, aliases });
    },
    text:
      "tcp.example.com is answered by dns-alias whether what it leads to is healthy or not. " +
      "Give the record a health check, or have its alias evaluate the health of its target.",
    at: "dns-alias",
  },
  {
    what: "instances that are open to the internet",
    policy: "closed-hosts",
    breaks: (graph) => {
      const like = find(graph, RULE, "fleet-eu-west-1-from-front-service");
      const { referencedSecurityGroupId: _, ...inputs } = like.inputs;
      return added(graph, like, "ssh", { ...inputs, cidrIpv4: "0.0.0.0/0", fromPort: 22, toPort: 22 });
    },
    text: open("0.0.0.0/0 on TCP 22"),
    at: "fleet-eu-west-1-sg",
  },
  {
    what: "instances that a group of others reaches",
    policy: "closed-hosts",
    breaks: (graph) => {
      const like = find(graph, RULE, "fleet-eu-west-1-from-front-service");
      return added(graph, like, "bastions", { ...like.inputs, referencedSecurityGroupId: "sg-0123456789abcdef0" });
    },
    text: open("another security group on TCP 5000"),
    at: "fleet-eu-west-1-sg",
  },
  {
    what: "instances that are open to the internet by a rule of the older kind",
    policy: "closed-hosts",
    breaks: (graph) => {
      const like = find(graph, RULE, "fleet-eu-west-1-from-front-service");
      const { securityGroupId } = like.inputs;
      const ports = { protocol: "tcp", fromPort: 22, toPort: 22 };
      const inputs = {
        type: "ingress",
        securityGroupId,
        ...ports,
        cidrBlocks: ["0.0.0.0/0"],
        ipv6CidrBlocks: ["::/0"],
      };
      return added(graph, like, "ssh", inputs, "aws:ec2/securityGroupRule:SecurityGroupRule");
    },
    text: open("0.0.0.0/0 on TCP 22, ::/0 on TCP 22"),
    at: "fleet-eu-west-1-sg",
  },
  {
    what: "instances with public addresses",
    policy: "closed-hosts",
    breaks: (graph) => {
      const node = find(graph, TEMPLATE, "fleet-eu-west-1-template");
      const [first = {}] = node.inputs["networkInterfaces"] as Raw[];
      const networkInterfaces = [{ ...first, associatePublicIpAddress: "true" }];
      return edited(graph, node, { ...node.inputs, networkInterfaces });
    },
    text:
      "fleet-eu-west-1-asg has public addresses: whoever its security group lets in needs no load balancer. " +
      "Launch it without public addresses.",
    at: "fleet-eu-west-1-asg",
  },
  {
    what: "an instance with a public address, beside all that is made here",
    policy: "closed-hosts",
    breaks: (graph) => {
      const like = find(graph, GROUP, "fleet-eu-west-1-sg");
      const inputs = { associatePublicIpAddress: true, vpcSecurityGroupIds: [] };
      return added(graph, like, "bastion", inputs, "aws:ec2/instance:Instance");
    },
    text: "bastion has public addresses: whoever its security group lets in needs no load balancer. Launch it without public addresses.",
    at: "bastion",
  },
  {
    what: "an alarm that nobody hears, beside those that are made here",
    policy: "heard-alarms",
    raw: { ...BASE, monitoring: { notify: { page: TOPIC, ticket: TOPIC } } },
    breaks: (graph) => added(graph, find(graph, LOGS, "network-eu-west-1-flow-logs"), "own", {}, ALARM),
    text:
      "Nobody hears of an alarm in eu-west-1: own. " +
      "Say in monitoring.notify.page who is woken, and in monitoring.notify.ticket who is told for the next working day.",
    at: "own",
  },
  {
    what: "an alarm in a region that the graph does not know",
    policy: "heard-alarms",
    raw: { ...BASE, monitoring: { notify: { page: TOPIC, ticket: TOPIC } } },
    breaks: (graph) => {
      const { provider: _, ...like } = find(graph, LOGS, "network-eu-west-1-flow-logs");
      return added(graph, like, "own", {}, ALARM);
    },
    text:
      "Nobody hears of an alarm: own. " +
      "Say in monitoring.notify.page who is woken, and in monitoring.notify.ticket who is told for the next working day.",
    at: "own",
  },
  {
    what: "an instance beside all templates, with a volume that is not encrypted",
    policy: "encrypted-stores",
    breaks: (graph) => {
      const inputs = { rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ deviceName: "/dev/sdb" }] };
      return added(graph, find(graph, GROUP, "fleet-eu-west-1-sg"), "bastion", inputs, "aws:ec2/instance:Instance");
    },
    text: plain("bastion does not say that all its volumes are encrypted"),
    at: "bastion",
  },
  {
    what: "a volume that is not encrypted",
    policy: "encrypted-stores",
    breaks: (graph) => {
      const node = find(graph, TEMPLATE, "fleet-eu-west-1-template");
      const blockDeviceMappings = [{ deviceName: "/dev/xvda", ebs: { encrypted: "false" } }];
      return edited(graph, node, { ...node.inputs, blockDeviceMappings });
    },
    text: plain("fleet-eu-west-1-template does not encrypt /dev/xvda"),
    at: "fleet-eu-west-1-template",
  },
  ...(
    [
      ["a volume of which nothing is said", TEMPLATE, {}, "does not say that volumes are encrypted"],
      ["a volume beside all templates", "aws:ebs/volume:Volume", { size: 8 }, "is not encrypted"],
      ["a topic without a key", "aws:sns/topic:Topic", {}, "has no key"],
      ["a bucket without encryption", "aws:s3/bucket:Bucket", {}, "says nothing of its encryption"],
    ] as const
  ).map(([what, type, inputs, text]): Violation => ({
    what,
    policy: "encrypted-stores",
    breaks: (graph) => added(graph, find(graph, LOGS, "network-eu-west-1-flow-logs"), "store", inputs, type),
    text: plain(`store ${text}`),
    at: "store",
  })),
  {
    what: "logs without the key that others of the region have",
    policy: "encrypted-stores",
    breaks: (graph) => {
      const like = find(graph, LOGS, "network-eu-west-1-flow-logs");
      return added(graph, like, "secret-logs", { kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/0a1b" });
    },
    text: plain("network-eu-west-1-flow-logs has no key, while other log groups of its region have"),
    at: "network-eu-west-1-flow-logs",
  },
];

/** What is told of a graph in its plan: what is found, and what is to do about it. */
const told = (graph: Graph): string[] => [
  ...findings(graph).map(({ text, fix }) => `${text} ${fix}`),
  ...pathFaults(graph).map(({ rule, resource, text }) => `${rule} at ${resource}: ${text}`),
];

describe("The policy pack", () => {
  for (const { what, policy, raw = BASE, breaks = (graph: Graph) => graph, text, at } of VIOLATIONS)
    it(`${policy}: ${what}, in a preview, in an update and in the plan`, async () => {
      const graph = breaks(await recordConfig(raw));
      const [only, ...others] = graph.resources.filter(({ name, custom }) => custom && name === at);
      const urn = others.length === 0 ? only?.urn : undefined;
      for (const shown of [firstPreview(graph), update(graph)])
        expect(violations(shown, policy)[policy], policy).to.deep.equal([{ text, urn }]);
      expect(
        told(graph).some((each) => text.startsWith(each.split(" (")[0] ?? "")),
        "in the plan",
      ).to.equal(true);
    });

  it("has a violation of each of its policies here", () => {
    expect([...new Set(VIOLATIONS.map(({ policy }) => policy))]).to.have.members(policies().map(({ name }) => name));
  });

  const levels = Object.fromEntries(policies().map(({ name, enforcementLevel }) => [name, enforcementLevel]));
  const stricter = JSON.parse(readFileSync(join(ROOT, "policy/prod.json"), "utf8")) as Record<string, string>;

  it("has its policies and their levels in docs/guard.md, and no others in policy/prod.json", () => {
    const rows = readFileSync(join(ROOT, "docs/guard.md"), "utf8").matchAll(/^\| `([a-z-]+)` .*\| (\w+) +\|$/gm);
    expect(Object.fromEntries([...rows].map(([, name, level]) => [name, level]))).to.deep.equal(levels);
    expect(levels).to.include.keys(Object.keys(stricter));
  });

  for (const stack of ["dev", "prod", "examples/own-addresses.yaml", "examples/failover.yaml"])
    it(`finds nothing in ${stack} but what is advised`, async () => {
      const graph = await recordStack(stack);
      const own = { ...levels, ...(stack === "prod" && stricter) };
      for (const shown of [firstPreview(graph), update(graph)])
        expect(Object.keys(violations(shown)).filter((name) => own[name] !== "advisory")).to.deep.equal([]);
    });

  for (const shape of ["everything inspected", "both backends", "an accelerator of two regions"])
    it(`follows the same paths in a preview as in a plan: ${shape}`, async () => {
      const [known, preview] = [
        await recordConfig(SHAPES[shape]!),
        await recordConfig(SHAPES[shape]!, { preview: true }),
      ];
      const without = (graph: Graph): Graph => ({ ...graph, invokes: [] });
      expect(pathFaults(graphOf(firstPreview(preview)))).to.deep.equal([]);
      for (const shown of [firstPreview(preview), update(known)])
        expect(told(graphOf(shown))).to.deep.equal(told(without(known)));
    });

  it("says nothing of consumers whose zones a preview does not know", async () => {
    const preview = await recordConfig(SHAPES["PrivateLink to tasks in two regions, inspected elsewhere"]!, {
      preview: true,
    });
    expect(pathFaults(graphOf(firstPreview(preview))).map(({ kinds }) => kinds)).to.include.deep.members([
      ["consumer"],
    ]);
    expect(violations(firstPreview(preview), "whole-paths")).not.to.have.property("whole-paths");
  });
});
