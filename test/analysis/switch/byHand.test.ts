import { expect } from "chai";
import type { ByHand } from "../../../analysis";
import { switchOf } from "../../../analysis/switch/switch";
import { compare } from "../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { BASE, type Raw, SHAPES, recordConfig } from "../../support/recording";

const THREE = { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" };
const TWO = { zones: ["a", "c"], cidr: "10.20.0.0/16", parkedAddresses: ["b"], parkedEgressAddresses: ["b"] };
const FRANKFURT = { zones: ["a", "b"], cidr: "10.30.0.0/16" };

const stack = (options: readonly string[], regions: object, rest: object = {}): Raw => ({
  options,
  service: { port: 5000 },
  regions,
  ...rest,
});
const ireland = (region: object, options = ["nlb"], rest: object = {}) => stack(options, { "eu-west-1": region }, rest);

async function byHand(from: Raw, to: Raw, connected: { name: string; region?: string }[] = []): Promise<ByHand[]> {
  const [before, after] = [await recordConfig(from), await recordConfig(to)];
  return switchOf(before, after, compare(before, after, PROVIDER_EFFECTS), [], { connected }).byHand;
}

describe("analysis/switch/byHand: load balancers that leave a zone", () => {
  it("says how, with what stays", async () => {
    const [only, ...others] = await byHand(ireland(THREE), ireland(TWO));
    expect(others).to.deep.equal([]);
    expect(only).to.deep.equal({
      rule: "load-balancer-zone",
      what:
        "front-eu-west-1 can leave eu-west-1b without being replaced, by these commands before the update, which then replaces nothing: " +
        "connections through eu-west-1b and to targets there are cut, for up to 60 s clients may still try the address, and all other " +
        "connections go on",
      commands: [
        "aws elbv2 describe-load-balancers --region eu-west-1 \\\n" +
          "  --query \"LoadBalancers[?starts_with(LoadBalancerName, 'front-eu-west-1-')]\"",
        "aws elbv2 set-subnets --region eu-west-1 --load-balancer-arn ARN --subnet-mappings \\\n" +
          "  SubnetId=SUBNET_A,AllocationId=EIPALLOC_A \\\n  SubnetId=SUBNET_C,AllocationId=EIPALLOC_C",
        "pulumi refresh --target \\\n" +
          "  'urn:pulumi:test::ha-tcp::ha-tcp:index:NlbEip$aws:lb/loadBalancer:LoadBalancer::front-eu-west-1'",
      ],
      source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html",
      resources: ["front-eu-west-1"],
    });
  });

  it("says so where the engine refuses to replace a protected one", async () => {
    const found = await byHand(ireland(THREE, ["nlb"], { protect: true }), ireland(TWO, ["nlb"], { protect: true }));
    expect(found.map(({ rule }) => rule)).to.deep.equal(["load-balancer-zone"]);
  });

  const nothing: [string, Raw, Raw][] = [
    ["a zone more", ireland(TWO), ireland({ zones: ["a", "b", "c"], cidr: "10.20.0.0/16" })],
    ["a region less", stack(["nlb"], { "eu-west-1": THREE, "eu-central-1": FRANKFURT }), ireland(THREE)],
    ["a zone for another", ireland({ ...THREE, zones: ["a", "b"] }), ireland(TWO)],
    [
      "another address in a zone that stays",
      ireland(THREE),
      ireland({ ...TWO, addresses: { a: "eipalloc-0123456789abcdef0" } }),
    ],
    ["another VPC", ireland(THREE), ireland({ ...TWO, cidr: "10.21.0.0/16" })],
  ];
  for (const [what, from, to] of nothing)
    it(`says nothing of ${what}`, async () => {
      expect((await byHand(from, to)).map(({ rule }) => rule)).to.deep.equal([]);
    });

  const LINK = ["privateLink"];
  const ofLink = (region: object, privateLink: object = {}) =>
    ireland(region, LINK, {
      privateLink: {
        allowedPrincipals: ["arn:aws:iam::111122223333:root"],
        allowedClients: ["10.9.0.0/16"],
        ...privateLink,
      },
    });

  it("says of a service's load balancer what may be in the way, and names no addresses", async () => {
    const [only] = await byHand(ofLink(THREE), ofLink(TWO));
    expect(only?.what).to.include(". AWS refuses it while an endpoint of a consumer is connected");
    expect(only?.commands[1]).to.equal(
      "aws elbv2 set-subnets --region eu-west-1 --load-balancer-arn ARN --subnet-mappings \\\n  SubnetId=SUBNET_A \\\n  SubnetId=SUBNET_C",
    );
  });

  it("is no way with consumers of the region that are connected", async () => {
    const rules = async (region: string) =>
      (await byHand(ofLink(THREE), ofLink(TWO), [{ name: "acme", region }])).map(({ rule }) => rule);
    expect(await rules("eu-west-1")).to.deep.equal([]);
    expect(await rules("eu-central-1")).to.deep.equal(["load-balancer-zone"]);
  });

  it("is no way with consumers of the stack's own", async () => {
    const consumers = [
      { name: "shop", region: "eu-west-1", vpc: { kind: "created", cidr: "10.99.0.0/24", zones: ["a", "c"] } },
    ];
    const own = (region: object) => ofLink(region, { consumers });
    expect(await byHand(own(THREE), own(TWO))).to.deep.equal([]);
  });
});

describe("analysis/switch/byHand: what the accelerator leaves in a VPC", () => {
  const BOTH = { "eu-west-1": THREE, "eu-central-1": FRANKFURT };
  const accelerated = (regions: object, rest: object = {}, options = ["globalAccelerator"]) =>
    stack(options, regions, { globalAccelerator: {}, ...rest });
  const LEFT = "left-security-group";
  const STAYS = (vpc: string) =>
    `the security group GlobalAccelerator, which AWS made in ${vpc} for the accelerator, stays there: it costs nothing, and would keep ` +
    "the VPC from being deleted later";
  const BLOCKS = (vpc: string, condition = "") =>
    `${vpc} cannot be deleted while the security group GlobalAccelerator, which AWS made in it for the accelerator, is there: the update ` +
    `ends with an error${condition}. Delete the group once the endpoint group is gone, then update again`;
  const [IRISH, GERMAN] = ["network-eu-west-1-vpc", "network-eu-central-1-vpc"] as const;
  const own = { globalAccelerator: { preserveClientIp: false } };

  const cases: [string, Raw, Raw, [string, string][]][] = [
    ["a region less", accelerated(BOTH), accelerated({ "eu-west-1": THREE }), [[GERMAN, BLOCKS(GERMAN)]]],
    [
      "another VPC",
      accelerated({ "eu-west-1": THREE }),
      accelerated({ "eu-west-1": { ...THREE, cidr: "10.99.0.0/16" } }),
      [[IRISH, BLOCKS(IRISH)]],
    ],
    [
      "no accelerator any more",
      accelerated(BOTH),
      stack(["nlb"], BOTH),
      [
        [GERMAN, STAYS(GERMAN)],
        [IRISH, STAYS(IRISH)],
      ],
    ],
    [
      "an accelerator that is parked",
      accelerated({ "eu-west-1": THREE }),
      accelerated({ "eu-west-1": THREE }, {}, ["nlb"]),
      [[IRISH, STAYS(IRISH)]],
    ],
    [
      "a region less of an accelerator that is parked",
      accelerated(BOTH, {}, ["nlb"]),
      accelerated({ "eu-west-1": THREE }, {}, ["nlb"]),
      [[GERMAN, BLOCKS(GERMAN, ", if the accelerator ever led into that VPC")]],
    ],
    [
      "clients' addresses kept no more",
      accelerated({ "eu-west-1": THREE }),
      accelerated({ "eu-west-1": THREE }, own),
      [[IRISH, STAYS(IRISH)]],
    ],
    ["nothing", accelerated(BOTH), accelerated(BOTH), []],
    ["no accelerator, of addresses of its own", accelerated({ "eu-west-1": THREE }, own), stack(["nlb"], BOTH), []],
    ["a region less without an accelerator", stack(["nlb"], BOTH), ireland(THREE), []],
  ];
  for (const [what, from, to, expected] of cases)
    it(`${what}: ${expected.length}`, async () => {
      const found = (await byHand(from, to)).filter(({ rule }) => rule === LEFT);
      expect(found.map((each) => [each.resources.join(), each.what])).to.deep.equal(expected);
    });

  it("gives the commands, in the region of the VPC", async () => {
    const [found] = await byHand(accelerated(BOTH), accelerated({ "eu-west-1": THREE }));
    expect(found?.commands).to.deep.equal([
      "aws ec2 describe-security-groups --region eu-central-1 --query 'SecurityGroups[].GroupId' \\\n" +
        "  --filters Name=vpc-id,Values=VPC_ID Name=group-name,Values=GlobalAccelerator",
      "aws ec2 delete-security-group --region eu-central-1 --group-id GROUP_ID",
    ]);
  });
});

describe("analysis/switch/byHand: hosts in a zone that goes", () => {
  const tasks = (region: object, ecs: object = {}) => ireland(region, ["ecs"], { ecs });
  const RULE = "hosts-in-left-zone";
  const found = async (from: Raw, to: Raw) => (await byHand(from, to)).filter(({ rule }) => rule === RULE);

  it("are told of, with the commands, where tasks run on hosts", async () => {
    const [only, ...others] = await found(tasks(THREE), tasks(TWO));
    expect(others).to.deep.equal([]);
    expect(only?.what).to.match(
      /^hosts of tasks-eu-west-1-awsvpc-hosts-asg in eu-west-1b are protected from scaling in\./,
    );
    expect(only?.commands).to.deep.equal([
      "aws autoscaling describe-auto-scaling-instances --region eu-west-1 \\\n" +
        "  --query \"AutoScalingInstances[?AvailabilityZone=='eu-west-1b']\"",
      "aws autoscaling terminate-instance-in-auto-scaling-group --region eu-west-1 \\\n" +
        "  --instance-id INSTANCE_ID --no-should-decrement-desired-capacity",
    ]);
  });

  const nothing: [string, Raw, Raw][] = [
    ["instances, which nothing protects", ireland(THREE), ireland(TWO)],
    ["tasks without hosts", tasks(THREE, { launch: "fargate" }), tasks(TWO, { launch: "fargate" })],
    ["a zone more", tasks(TWO), tasks(THREE)],
    ["hosts that go altogether", tasks(THREE), ireland(TWO)],
  ];
  for (const [what, from, to] of nothing)
    it(`are none: ${what}`, async () => {
      expect(await found(from, to)).to.deep.equal([]);
    });
});

describe("analysis/switch/byHand: a canary that goes", () => {
  const measured = (...regions: string[]) =>
    ireland(TWO, ["nlb"], {
      monitoring: { latency: { regions: Object.fromEntries(regions.map((each) => [each, {}])) } },
    });

  it("leaves its log group", async () => {
    const [only, ...others] = await byHand(measured("ap-southeast-1", "us-east-2"), measured("us-east-2"));
    expect(others).to.deep.equal([]);
    expect(only?.resources).to.deep.equal(["latency-ap-southeast-1"]);
    // Of a canary's name AWS takes 21 characters.
    expect(only?.commands).to.deep.equal([
      "aws logs describe-log-groups --region ap-southeast-1 \\\n  --log-group-name-prefix /aws/lambda/cwsyn-latency-ap-southeast-",
      "aws logs delete-log-group --region ap-southeast-1 --log-group-name NAME",
    ]);
  });

  it("leaves none where it stays", async () => {
    expect(await byHand(measured("us-east-2"), measured("us-east-2", "ap-southeast-1"))).to.deep.equal([]);
  });
});

describe("analysis/switch/byHand: the fewest of a warm pool", () => {
  const shape = SHAPES["instances with a warm pool"]!;
  const pool = (warmPool: object | undefined): Raw => ({
    ...shape,
    instances: { ...(shape["instances"] as object), warmPool },
  });
  const table: [string, object | undefined, object | undefined, number][] = [
    ["that are said no more are for AWS to be told", { minSize: 2 }, {}, 1],
    ["that are others are not", { minSize: 2 }, { minSize: 1 }, 0],
    ["that come are not", {}, { minSize: 1 }, 0],
    ["that go with the pool, and so with the group, are not", { minSize: 2 }, undefined, 0],
  ];
  for (const [title, from, to, count] of table)
    it(title, async () => {
      const all = await byHand(pool(from), pool(to));
      expect(all.map(({ rule, commands }) => [rule, ...commands])).to.deep.equal(
        Array(count).fill([
          "kept-pool-size",
          "aws autoscaling put-warm-pool --region eu-west-1 \\\n  --auto-scaling-group-name GROUP_NAME --min-size 0",
        ]),
      );
    });
});

describe("analysis/switch/byHand: what canaries leave", () => {
  it("is told of the one that goes, where it ran, and of none that comes or stays", async () => {
    const measured: Raw = { ...BASE, monitoring: { dashboard: false, latency: { regions: { "eu-north-1": {} } } } };
    expect(await byHand(measured, BASE)).to.deep.equal([
      {
        rule: "left-canary-logs",
        what: "the log group of latency-eu-north-1 stays, as AWS has made it; those of other stacks that measure from eu-north-1 begin alike",
        commands: [
          "aws logs describe-log-groups --region eu-north-1 \\\n" +
            "  --log-group-name-prefix /aws/lambda/cwsyn-latency-eu-north-1",
          "aws logs delete-log-group --region eu-north-1 --log-group-name NAME",
        ],
        source: "docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_DeleteCanary.html",
        resources: ["latency-eu-north-1"],
      },
    ]);
    expect(await byHand(BASE, measured)).to.deep.equal([]);
    expect(await byHand(measured, measured)).to.deep.equal([]);
  });
});
