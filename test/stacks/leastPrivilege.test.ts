import { expect } from "chai";
import { type Graph, OFFLINE_ACCOUNT, type ResourceNode } from "../../graph";
import { isPrivate } from "../../plan/cidrs";
import { type Option, compose } from "../../plan/options";
import { type Raw, SHAPES, ofType, recordConfig } from "../support/recording";

interface Statement {
  Effect: string;
  Principal?: unknown;
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string>>;
}

interface Grant {
  node: ResourceNode;
  statement: Statement;
  actions: string[];
  resources: string[];
}

/** Every text in a value, however deep. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
}

/** Every statement of every policy document, wherever in the inputs it stands. */
function grants(graph: Graph): Grant[] {
  return graph.resources.flatMap((node) =>
    texts(node.inputs)
      .filter((text) => text.startsWith("{") && text.includes('"Statement"'))
      .flatMap((text) => (JSON.parse(text) as { Statement: Statement[] }).Statement)
      .map((statement) => ({
        node,
        statement,
        actions: [statement.Action].flat(),
        resources: [statement.Resource ?? []].flat(),
      })),
  );
}

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** A rule for "fragmentation needed", or "packet too big" of IPv6, and for nothing else. */
const isPathMtu = ({ inputs: { ipProtocol, fromPort, toPort } }: ResourceNode) =>
  (ipProtocol === "icmp" && fromPort === 3 && toPort === 4) ||
  (ipProtocol === "icmpv6" && fromPort === 2 && toPort === 0);
const KEY = "aws:kms/key:Key";
const LOG_DELIVERY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";

/** A key's policy that gives its own account less may leave a key that nobody can change any more. */
const administers = ({ node, statement, actions }: Grant) =>
  node.type === KEY &&
  actions.join() === "kms:*" &&
  JSON.stringify(statement.Principal) === JSON.stringify({ AWS: `arn:aws:iam::${OFFLINE_ACCOUNT}:root` });
const ours = ({ Condition }: Statement) => Condition?.["StringEquals"]?.["aws:PrincipalAccount"] === OFFLINE_ACCOUNT;

/** Of the hosts whose role a policy belongs to. */
const clusterOf = ({ name }: ResourceNode) => `\${Cluster:${name.replace(/-hosts-agent$/, "-cluster")}.arn}`;

/** Less than nothing cannot be granted: what is refused may be everything. */
const refuses = ({ statement }: Grant) => statement.Effect === "Deny";

/** Who may use `*` as a resource, and why it can be no narrower. */
const UNBOUND: readonly { why: string; holds: (grant: Grant) => boolean }[] = [
  {
    why: "the token of ECR is bound to no repository",
    holds: ({ actions }) => actions.length === 1 && actions[0] === "ecr:GetAuthorizationToken",
  },
  {
    why: "where ECS is to be reached is told to anyone, and lies in no cluster",
    holds: ({ actions }) => actions.length === 1 && actions[0] === "ecs:DiscoverPollEndpoint",
  },
  {
    why: "a host has a name only once it is there; it is bound to its cluster instead",
    holds: ({ node, actions, statement }) =>
      actions.join() === "ecs:Poll,ecs:StartTelemetrySession" &&
      JSON.stringify(statement.Condition) === JSON.stringify({ ArnEquals: { "ecs:cluster": clusterOf(node) } }),
  },
  {
    why: "the channels of ECS Exec are bound to no resource",
    holds: ({ node, actions }) =>
      node.name.endsWith("-task-exec") && actions.every((action) => /^ssmmessages:(Create|Open)/.test(action)),
  },
  {
    why: "an endpoint's policy bounds what roles allow, for this account alone",
    holds: ({ node, statement }) => node.type === ENDPOINT && ours(statement),
  },
  {
    why: "which group an instance is in is asked of all instances",
    holds: ({ node, actions }) =>
      node.name.endsWith("-ready") && actions.join() === "autoscaling:DescribeAutoScalingInstances",
  },
  {
    why: "a group has a name only once it is there; it is bound to its Name tag instead",
    holds: ({ node, actions, statement }) =>
      actions.join() === "autoscaling:CompleteLifecycleAction" &&
      JSON.stringify(statement.Condition) ===
        JSON.stringify({
          StringEquals: { "aws:ResourceTag/Name": `ha-tcp-test-${node.name.replace(/-ready$/, "")}` },
        }),
  },
  { why: "in a key's own policy it is the key", holds: administers },
  {
    why: "a canary asks for all buckets of the account, for the one of its reports",
    holds: ({ node, actions }) => node.name.endsWith("-rights") && actions.join() === "s3:ListAllMyBuckets",
  },
  {
    why: "metrics are no resource; they are bound to their namespace instead",
    holds: ({ actions, statement }) =>
      actions.join() === "cloudwatch:PutMetricData" &&
      ["CloudWatchSynthetics", "ha-tcp-latency"].includes(
        statement.Condition?.["StringEquals"]?.["cloudwatch:namespace"] ?? "",
      ),
  },
  {
    why: "a function's interfaces in a VPC have ids only once they are there",
    holds: ({ node, actions }) =>
      node.name === "latency-eu-north-1-rights" &&
      actions.every((action) => /^ec2:\w+NetworkInterfaces?$/.test(action)),
  },
];

/** A wildcard behind something that names one bucket, or one log group. */
const BOUNDED = [
  /^arn:aws:s3:::[a-z0-9.-]+\/\*$/,
  /^\$\{LogGroup:[^}]+\.arn\}:(log-stream:)?\*$/,
  /^\$\{Bucket:latency-[a-z0-9-]+-runs\.arn\}\/artifacts\/\*$/,
  new RegExp(`^arn:aws:logs:[a-z0-9-]+:${OFFLINE_ACCOUNT}:log-group:/aws/lambda/cwsyn-latency-[a-z0-9-]+\\*$`),
  new RegExp(`^\\$\\{Bucket:anycast-logs\\.arn\\}/[a-z/-]+/AWSLogs/${OFFLINE_ACCOUNT}/\\*$`),
];

const isService = (raw: Raw) => raw["kind"] !== "consumer";

const accelerator = (raw: Raw) => (raw["globalAccelerator"] ?? {}) as Raw;

/** The port of the accelerator's load balancers, which none of the other front doors has. */
const acceleratedPort = (raw: Raw) => accelerator(raw)["endpointPort"] ?? 5000;

/** The rules that open a port to everyone: one for each front door of each region, and one more by IPv6. */
function openRules(raw: Raw): number {
  if (!isService(raw) || "allowedClients" in (raw["service"] as object)) return 0;
  const { publicFrontDoor, acceleratedFrontDoor } = compose(raw["options"] as Option[]);
  const accelerated = accelerator(raw)["ipAddressType"] === "dualstack" ? 2 : 1;
  return (
    Object.keys(raw["regions"] as object).length *
    ((publicFrontDoor ? 1 : 0) + (acceleratedFrontDoor ? accelerated : 0))
  );
}

for (const [shape, raw] of Object.entries(SHAPES))
  describe(`Least privilege: ${shape}`, () => {
    it("no action is a wildcard, but those of a key's administrators on it, and what is refused", async () => {
      const all = grants(await recordConfig(raw));
      expect(all.length).to.be.at.least(isService(raw) ? 4 : 0);
      const others = all.filter((grant) => !administers(grant) && !refuses(grant));
      expect(others.flatMap(({ actions }) => actions).filter((action) => action.includes("*"))).to.deep.equal([]);
    });

    it("no resource is a wildcard but where it can be no narrower", async () => {
      const loose = grants(await recordConfig(raw))
        .filter((grant) => !refuses(grant) && !UNBOUND.some(({ holds }) => holds(grant)))
        .flatMap(({ node, resources }) =>
          resources
            .filter((resource) => resource.includes("*") && !BOUNDED.some((bounded) => bounded.test(resource)))
            .map((resource) => `${node.name}: ${resource}`),
        );
      expect(loose).to.deep.equal([]);
    });

    it("logs are delivered by the service that delivers them, for this account and region", async () => {
      const graph = await recordConfig(raw);
      for (const { node, statement, resources } of grants(graph).filter(
        ({ node: { type } }) => type === LOG_DELIVERY,
      )) {
        const region = /eu-[a-z]+-1/.exec(node.name)?.[0] ?? "";
        expect(statement.Principal, node.urn).to.deep.equal({ Service: "delivery.logs.amazonaws.com" });
        expect(statement.Condition, node.urn).to.deep.equal({
          StringEquals: { "aws:SourceAccount": OFFLINE_ACCOUNT },
          ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${OFFLINE_ACCOUNT}:*` },
        });
        expect(resources.length).to.be.greaterThan(0);
        for (const resource of resources)
          expect(resource).to.match(
            new RegExp(`^\\$\\{LogGroup:firewall-${region}-(alert|flow)-logs\\.arn\\}:log-stream:\\*$`),
          );
      }
    });

    it("a bucket is written to by the service that delivers logs, for this account; and nobody speaks to it in the clear", async () => {
      const graph = await recordConfig(raw);
      const policies = ofType(graph, BUCKET_POLICY);
      expect(policies).to.have.length(ofType(graph, "aws:s3/bucket:Bucket").length);
      for (const { node, statement, resources } of grants(graph).filter(({ node: each }) => policies.includes(each))) {
        const bucket = String(node.inputs["bucket"]).replace(/\.id\}$/, ".arn}");
        for (const resource of resources) expect(resource.startsWith(bucket), resource).to.equal(true);
        if (statement.Effect === "Deny") {
          expect(statement.Condition).to.deep.equal({ Bool: { "aws:SecureTransport": "false" } });
          expect(resources).to.deep.equal([bucket, `${bucket}/*`]);
          continue;
        }
        expect(statement.Principal, node.urn).to.deep.equal({ Service: "delivery.logs.amazonaws.com" });
        expect(statement.Condition?.["StringEquals"]?.["aws:SourceAccount"]).to.equal(OFFLINE_ACCOUNT);
      }
    });

    it("a role is taken by one service, and a policy without principal belongs to a role", async () => {
      for (const grant of grants(await recordConfig(raw))) {
        const { node, statement, actions } = grant;
        if (node.type === LOG_DELIVERY || node.type === BUCKET_POLICY || administers(grant)) continue;
        if (actions.includes("sts:AssumeRole"))
          expect(Object.keys(statement.Principal as object), node.urn).to.deep.equal(["Service"]);
        else if (node.type === ENDPOINT) expect(statement.Principal).to.equal("*");
        else expect(statement.Principal, node.urn).to.equal(undefined);
      }
    });

    it("only the port of a load balancer that clients on the internet come to is open to everyone", async () => {
      const graph = await recordConfig(raw);
      const ingress = ofType(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
      const open = ingress
        .filter((rule) => !isPathMtu(rule))
        .filter(({ inputs }) => inputs["cidrIpv4"] === "0.0.0.0/0" || inputs["cidrIpv6"] === "::/0");
      for (const { name, inputs } of open) {
        expect(inputs["securityGroupId"], name).to.match(/^\$\{SecurityGroup:(front|accel)-[a-z0-9-]+-sg\.id\}$/);
        const port = name.startsWith("accel-") ? acceleratedPort(raw) : 5000;
        expect(inputs, name).to.include({ ipProtocol: "tcp", fromPort: port, toPort: port });
      }
      expect(open).to.have.length(openRules(raw));
    });

    it("consumers' endpoints, and the load balancer they lead to, are open on the service port to private ranges alone", async () => {
      const graph = await recordConfig(raw);
      const rules = ofType(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(({ inputs }) =>
        /^\$\{SecurityGroup:(link|consumer)-/.test(String(inputs["securityGroupId"])),
      );
      const groups = ofType(graph, "aws:ec2/securityGroup:SecurityGroup").filter(({ name }) =>
        name.startsWith("consumer-"),
      );
      expect(rules.length).to.be.at.least(groups.length);
      for (const { name, inputs } of rules) {
        expect(inputs, name).to.include({ ipProtocol: "tcp", fromPort: 5000, toPort: 5000 });
        const { cidrIpv4, cidrIpv6 } = inputs;
        // No range of IPv6 is private; this one is the consumer's own.
        if (cidrIpv6 !== undefined) expect(cidrIpv6, name).to.equal("2001:db8:7::/56");
        else expect(isPrivate(String(cidrIpv4)), name).to.equal(true);
      }
    });

    it("only HTTPS goes out to everywhere", async () => {
      const egress = ofType(await recordConfig(raw), "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
      for (const { name, inputs } of egress.filter((rule) => rule.inputs["cidrIpv4"] === "0.0.0.0/0"))
        expect(inputs, name).to.include({ ipProtocol: "tcp", fromPort: 443, toPort: 443 });
      expect(egress.length > 0).to.equal(isService(raw));
    });

    it("every load balancer that the internet comes to hears of packets that are too large, and nothing else does", async () => {
      const graph = await recordConfig(raw);
      const balancers = ofType(graph, "aws:lb/loadBalancer:LoadBalancer").map(({ name }) => name);
      const expected = balancers
        .filter((name) => /^(front|accel)-/.test(name))
        .flatMap((name) => {
          const ipv6 = name.startsWith("accel-") && accelerator(raw)["ipAddressType"] === "dualstack";
          return ipv6 ? [`${name}-mtu`, `${name}-mtu-ipv6`] : [`${name}-mtu`];
        });
      expect(
        graph.resources
          .filter(isPathMtu)
          .map(({ name }) => name)
          .sort(),
      ).to.deep.equal(expected.sort());
    });

    it("every other rule is of TCP, for one port, from or to one thing, of IPv6 only where clients have it", async () => {
      const graph = await recordConfig(raw);
      const rules = graph.resources.filter(({ type }) => /^aws:vpc\/securityGroup(In|E)gressRule:/.test(type));
      for (const { name, inputs } of rules.filter((rule) => !isPathMtu(rule))) {
        const ends = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];
        const given = ends.filter((end) => end in inputs);
        expect(given, name).to.have.length(1);
        const dualStack = name.startsWith("accel-") && accelerator(raw)["ipAddressType"] === "dualstack";
        if (!dualStack && !/^(link|consumer)-/.test(name)) expect(given, name).not.to.include("cidrIpv6");
        expect(inputs["ipProtocol"], name).to.equal("tcp");
        expect(inputs["toPort"], name).to.equal(inputs["fromPort"]);
      }
    });

    it("no group has rules of its own that these tests would not see", async () => {
      const groups = ofType(await recordConfig(raw), "aws:ec2/securityGroup:SecurityGroup");
      expect(groups.filter(({ inputs }) => "ingress" in inputs || "egress" in inputs)).to.deep.equal([]);
    });
  });
