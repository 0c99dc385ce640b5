import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { stringify } from "yaml";
import { exportStack } from "../../../cli/export";
import { planStack } from "../../../cli/plan/plan";
import { StackRecorder } from "../../../cli/recording/stackRecorder";
import { FileError, GraphIndex, type Program, qualifyNames, readStack, withReferencedStacks } from "../../../graph";
import { run } from "../../support/command";
import { ROOT, failureOf, plannedSwitch } from "../../support/recording";

type Keys = Readonly<Record<string, unknown>>;

const CONSUMER = { kind: "consumer", provider: { kind: "stack", stack: "acme/p/prod" } };

describe("cli: stacks that are planned together", () => {
  let root: string;
  let runs: string[];
  let recorder: StackRecorder;

  /** A service gives its port and a VPC; a consumer has them from there. */
  const program: Program = () => {
    const config = new pulumi.Config("p");
    runs.push(pulumi.getStack());
    if (config.get("broken")) throw new pulumi.RunError(`The configuration of stack ${pulumi.getStack()} is broken.`);
    if (config.get("bug")) throw new TypeError("a bug");
    if (config.get("kind") !== "consumer")
      return { port: config.requireNumber("port"), vpc: new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16" }).id };
    const { stack } = config.requireObject<{ stack: string }>("provider");
    const reference = new pulumi.StackReference("provider", { name: stack });
    return { port: reference.requireOutput("port"), vpc: reference.requireOutput("vpc") };
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "ha-tcp-references-"));
    writeFileSync(join(root, "Pulumi.yaml"), "name: p\n");
    runs = [];
    recorder = new StackRecorder(root, program);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  /** Writes a stack file; its keys without the namespace. */
  const write = (path: string, keys: Keys): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), stringify({ config: keys }));
    return join(root, path);
  };

  it("a consumer's plan has the outputs of the service's own plan, and that plan with it", async () => {
    write("Pulumi.prod.yaml", { port: 5000 });
    const graph = await recorder.graphOfStack(write("examples/shop.yaml", CONSUMER));
    expect(graph.outputs).to.deep.equal({ port: 5000, vpc: "${Vpc:prod/net.id}" });
    expect(graph.references).to.deep.equal([qualifyNames(await recorder.graphOfStack("prod"))]);
    expect(runs).to.deep.equal(["prod", "shop"]);
  });

  it("a file is recorded once, whoever asks for it", async () => {
    write("Pulumi.prod.yaml", { port: 5000 });
    for (const name of ["shop", "stall"]) write(`Pulumi.${name}.yaml`, CONSUMER);
    for (const stack of ["shop", "prod", "stall", join(root, "Pulumi.prod.yaml")]) await recorder.graphOfStack(stack);
    expect(runs).to.deep.equal(["prod", "shop", "stall"]);
  });

  it("a config that is not its file's is recorded as it is, with what that refers to", async () => {
    write("Pulumi.prod.yaml", { port: 5000 });
    write("Pulumi.shop.yaml", CONSUMER);
    const other = write("elsewhere/test.yaml", { port: 7000 });
    const file = readStack(root, "shop");
    const provider = JSON.stringify({ kind: "stack", stack: "test" });
    const changed = { ...file, config: { ...file.config, "p:provider": provider } };
    const graph = await recorder.graphOfConfig(changed, [other]);
    expect(graph.outputs["port"]).to.equal(7000);
    expect((await recorder.graphOfConfig(file)).outputs["port"]).to.equal(5000);
  });

  it("a missing file of the service is told before anything runs", async () => {
    const error = await failureOf(recorder.graphOfStack(write("Pulumi.shop.yaml", CONSUMER)));
    expect(error).to.be.instanceOf(FileError);
    expect(error.message).to.match(
      /^Stack shop refers to stack acme\/p\/prod, and its config is in none of these files:/,
    );
    expect(runs).to.deep.equal([]);
  });

  it("mistakes of the service's config are told with the stack's name and its file", async () => {
    const prod = write("Pulumi.prod.yaml", { port: 5000, broken: true });
    const error = await failureOf(recorder.graphOfStack(write("Pulumi.shop.yaml", CONSUMER)));
    expect(error).to.be.instanceOf(FileError);
    expect(error.message).to.equal(
      `Stack shop refers to stack acme/p/prod, which cannot be planned: ${prod}\n\n` +
        "The configuration of stack prod is broken.",
    );
    expect(runs).to.deep.equal(["prod"]);
  });

  it("a service's file that cannot be read is told so", async () => {
    writeFileSync(join(root, "Pulumi.prod.yaml"), "config: [\n");
    const error = await failureOf(recorder.graphOfStack(write("Pulumi.shop.yaml", CONSUMER)));
    expect(error).to.be.instanceOf(FileError);
    expect(error.message).to.match(/Pulumi\.prod\.yaml has 1 mistake; nothing was done\./);
  });

  it("an error of the program stays what it is, with its trace", async () => {
    write("Pulumi.prod.yaml", { port: 5000, bug: true });
    const error = await failureOf(recorder.graphOfStack(write("Pulumi.shop.yaml", CONSUMER)));
    expect(error).to.be.instanceOf(TypeError);
  });
});

describe("cli: a consumer's stack", () => {
  const REGION = { "eu-west-1": { zones: ["a", "b"], cidr: "10.40.0.0/16" } };
  const CONSUMER_VPC = { kind: "created", cidr: "10.60.0.0/20", zones: ["a", "b", "c"] };
  let directory: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "ha-tcp-consumers-"));
    const service = { service: { port: 5000 }, regions: REGION };
    write("link.yaml", { ...service, options: ["privateLink"], privateLink: { allowedClients: ["10.60.0.0/20"] } });
    write("broken/link.yaml", { ...service, options: ["privateLink"], service: { port: 70000 } });
    for (const path of ["shop.yaml", "broken/shop.yaml", "lost/shop.yaml"]) write(path, consumer("acme/ha-tcp/link"));
    write("refused/shop.yaml", consumer("plain"));
    write("refused/plain.yaml", { ...service, options: ["nlb"] });
    write("narrow/shop.yaml", consumer("acme/ha-tcp/link", { allowedClients: ["10.60.0.0/24"] }));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  const keys = (own: Keys): Keys =>
    Object.fromEntries(Object.entries(own).map(([key, value]) => [`ha-tcp:${key}`, value]));
  const write = (path: string, own: Keys) => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), stringify({ config: keys(own) }));
  };
  const consumer = (stack: string, more: Keys = {}): Keys => ({
    kind: "consumer",
    provider: { kind: "stack", stack },
    consumer: { name: "acme", region: "eu-west-1", privateDns: "none", vpc: CONSUMER_VPC, ...more },
  });
  const at = (path: string): string => join(directory, path);

  it("is planned with the stack of its service, whose endpoint service it names", async () => {
    const { graph } = await planStack(ROOT, at("shop.yaml"));
    expect(graph.references?.map(({ stack }) => stack)).to.deep.equal(["link"]);
    const whole = GraphIndex.of(withReferencedStacks(graph));
    const [endpoint] = GraphIndex.of(graph).ofType("aws:ec2/vpcEndpoint:VpcEndpoint");
    const service = whole.resolve(endpoint!.inputs["serviceName"])!;
    expect([service.type, service.name, whole.regionOf(service)]).to.deep.equal([
      "aws:ec2/vpcEndpointService:VpcEndpointService",
      "link/link-eu-west-1-service",
      "eu-west-1",
    ]);
  });

  it("is exported without the stack of its service, which is named among what is left out", async () => {
    const { document, leftOut } = await exportStack(ROOT, at("shop.yaml"));
    expect(Object.keys(document["variable"] as object)).to.deep.equal([
      "VpcEndpointService_link_link-eu-west-1-service_serviceName",
    ]);
    expect(leftOut.map(({ what }) => what)).to.include.members([
      "StackReference provider",
      "VpcEndpointService link/link-eu-west-1-service",
    ]);
  });

  it("is compared with another config of it, whose service lies beside either file", async () => {
    for (const [stack, to] of [
      ["shop.yaml", "narrow/shop.yaml"],
      ["narrow/shop.yaml", "shop.yaml"],
    ] as const) {
      const { changes, steps } = await plannedSwitch({ stack: at(stack), to: at(to) });
      const changed = changes.filter(({ action }) => action !== "keep");
      expect([...new Set(changed.map(({ type }) => type))]).to.deep.equal([
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      ]);
      expect(steps).to.deep.equal([]);
    }
  });

  it("has no options to move to", async () => {
    const error = await failureOf(plannedSwitch({ stack: at("shop.yaml"), to: "ecs" }));
    expect(error).to.be.instanceOf(FileError);
    expect(error.message).to.equal("Stack shop is a consumer's, and has no options: give a config file.");
  });

  for (const [path, message] of [
    ["lost/shop.yaml", /^Stack shop refers to stack acme\/ha-tcp\/link, and its config is in none of these files:\n/],
    [
      "broken/shop.yaml",
      /^Stack shop refers to stack acme\/ha-tcp\/link, which cannot be planned:\s.*\n\nThe configuration of stack link has 1 mistake/,
    ],
    ["refused/shop.yaml", /^The stack plain has no output privateLink: .*\n$/],
  ] as const)
    it(`ends the command with 1 and a message without a stack trace: ${path}`, async () => {
      const { status, stdout, stderr } = await run("plan", at(path));
      expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
      expect(stderr)
        .to.match(message)
        .and.not.to.match(/^ +at /m);
    });
});
