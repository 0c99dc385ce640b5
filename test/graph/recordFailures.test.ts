import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Program, record } from "../../graph";
import program from "../../index";
import { failureOf, engineConfig } from "../support/recording";

const failure = (failing: Program, preview = false) =>
  failureOf(record({ program: failing, project: "p", stack: "s", config: {}, preview }));

const throwing = (message: string) => (): string => {
  throw new Error(message);
};

/** Whatever goes wrong, and what it must be told by. */
const FAILURES: readonly { what: string; program: Program; message: string }[] = [
  { what: "a program that throws", program: () => ({ never: throwing("it broke")() }), message: "it broke" },
  {
    what: "a resource type that the table of types does not have",
    program: () => ({ queue: new aws.sqs.Queue("queue").id }),
    message: "the offline plan does not know the resource type aws:sqs/queue:Queue: add it to graph/computed.ts",
  },
  {
    what: "a question that the table of answers does not have",
    program: () => ({ region: aws.getRegionOutput().region }),
    message: "the offline plan cannot answer aws:index/getRegion:getRegion: add it to graph/invokes.ts",
  },
  {
    what: "a question that nobody waits for the answer of",
    program: () => {
      void aws.getRegion();
      return {};
    },
    message: "the offline plan cannot answer aws:index/getRegion:getRegion: add it to graph/invokes.ts",
  },
  {
    what: "a rejected promise that nobody waits for",
    program: () => {
      void Promise.reject(new Error("nobody waits"));
      return {};
    },
    message: "nobody waits",
  },
  {
    what: "an apply that throws and that nobody waits for",
    program: () => {
      pulumi.output(1).apply(throwing("in an apply"));
      return {};
    },
    message: "in an apply",
  },
  {
    what: "an apply on what AWS will say that throws",
    program: () => ({ arn: new aws.ec2.Vpc("v").arn.apply(throwing("in an apply on an ARN")) }),
    message: "in an apply on an ARN",
  },
  {
    what: "an input that throws",
    program: () => {
      new aws.ec2.Vpc("v", { cidrBlock: pulumi.output(1).apply(throwing("no range")) });
      return {};
    },
    message: 'error serializing property "cidrBlock": no range',
  },
  {
    what: "two resources of one URN",
    program: () => {
      new aws.ec2.Vpc("v", { cidrBlock: "10.0.0.0/16" });
      new aws.ec2.Vpc("v", { cidrBlock: "10.1.0.0/16" });
      return {};
    },
    message: "two resources have the URN urn:pulumi:s::p::aws:ec2/vpc:Vpc::v",
  },
  {
    what: "two resources that a reference could mean",
    program: () => {
      const box = new pulumi.ComponentResource("t:i:Box", "box");
      new aws.ec2.Vpc("v");
      new aws.ec2.Vpc("v", {}, { parent: box });
      return {};
    },
    message:
      "references to Vpc:v could mean urn:pulumi:s::p::aws:ec2/vpc:Vpc::v or urn:pulumi:s::p::t:i:Box$aws:ec2/vpc:Vpc::v",
  },
  {
    what: "something thrown that is no error",
    program: () => {
      // oxlint-disable-next-line typescript/only-throw-error -- that is what is tested
      throw "a text";
    },
    message: '"a text"',
  },
];

describe("record fails with the first thing that goes wrong", () => {
  for (const { what, program: failing, message } of FAILURES)
    it(what, async () => {
      expect((await failure(failing)).message).to.equal(message);
    });

  it("in a preview too", async () => {
    const error = await failure(() => ({ queue: new aws.sqs.Queue("queue").id }), true);
    expect(error.message).to.include("does not know the resource type aws:sqs/queue:Queue");
  });

  it("and not with what follows from it", async () => {
    const error = await failure(() => {
      const queue = new aws.sqs.Queue("queue");
      new aws.ec2.Vpc("v", { cidrBlock: queue.name });
      throw new Error("later");
    });
    expect(error.message).to.include("does not know the resource type aws:sqs/queue:Queue");
  });

  it("and leaves nothing behind for the next recording", async () => {
    await failure(() => ({ never: throwing("it broke")() }));
    const graph = await record({ program: () => ({ fine: true }), project: "p", stack: "s", config: {} });
    expect(graph.outputs).to.deep.equal({ fine: true });
    expect(graph.resources).to.have.length(1);
  });
});

/** Failures whose followers the SDK never settles. */
const ENDLESS: typeof FAILURES = [
  {
    what: "two components of one URN, of which one has a child that an output needs",
    program: () => {
      const box = () => new pulumi.ComponentResource("t:i:Box", "box");
      box();
      return { id: new aws.ec2.Vpc("v", {}, { parent: box() }).id };
    },
    message: "two resources have the URN urn:pulumi:s::p::t:i:Box::box",
  },
  {
    what: "an unknown type that something which an output needs depends on",
    program: () => ({ id: new aws.ec2.Vpc("v", {}, { dependsOn: new aws.sqs.Queue("queue") }).id }),
    message: "the offline plan does not know the resource type aws:sqs/queue:Queue: add it to graph/computed.ts",
  },
  {
    what: "an apply that throws in an input of something which an output needs",
    program: () => ({ id: new aws.ec2.Vpc("v", { cidrBlock: pulumi.output(1).apply(throwing("no range")) }).id }),
    message: 'error serializing property "cidrBlock": no range',
  },
];

describe("record ends, and fails, where the SDK would wait for ever", () => {
  for (const { what, program: failing, message } of ENDLESS)
    it(what, async () => {
      expect((await failure(failing)).message).to.equal(message);
    });
});

describe("record of a bad config", () => {
  const BAD = {
    options: ["nlb"],
    service: { port: 70000 },
    regions: { "eu-west-1": { zones: ["a", "x"], cidr: "8.8.0.0/16" } },
    portect: true,
  };
  interface Registrar {
    registerResource: (request: { getType: () => string }, reply: unknown) => void;
  }

  /** Runs the program, and tells which types it asked to register. */
  async function run(raw: Record<string, unknown>): Promise<{ types: string[]; error?: Error }> {
    const types: string[] = [];
    const watched: Program = () => {
      const monitor = pulumi.runtime.getMonitor() as unknown as Registrar;
      const { registerResource } = monitor;
      monitor.registerResource = (request, reply) => {
        types.push(request.getType());
        registerResource.call(monitor, request, reply);
      };
      return program();
    };
    const recording = record({ program: watched, project: "ha-tcp", stack: "bad", config: engineConfig(raw) });
    const error = await recording.then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    return { types, error };
  }

  it("fails as the engine shows it, with every mistake", async () => {
    const { error } = await run(BAD);
    expect(error).to.be.instanceOf(pulumi.RunError);
    expect(error?.message).to.match(/^The configuration of stack bad has 4 mistakes; nothing was done\.\n/);
    expect(error?.message.match(/^ {2}\S.*$/gm)?.map((line) => line.trim())).to.deep.equal([
      "ha-tcp:service.port",
      "ha-tcp:regions.eu-west-1.zones[1]",
      "ha-tcp:regions.eu-west-1.cidr",
      "ha-tcp:portect",
    ]);
  });

  it("registers nothing but the stack", async () => {
    const good = await run({
      ...BAD,
      service: { port: 5000 },
      regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.0.0.0/16" } },
      portect: undefined,
    });
    expect(good.error).to.equal(undefined);
    expect(good.types).to.include("aws:ec2/eip:Eip");
    const bad = await run(BAD);
    expect(bad.types.filter((type) => type !== "pulumi:pulumi:Stack")).to.deep.equal([]);
  });
});
