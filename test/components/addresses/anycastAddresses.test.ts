import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Graph, OFFLINE_ACCOUNT, record } from "../../../graph";
import program from "../../../index";
import {
  BASE,
  type Raw,
  SHAPES,
  dependenciesOf,
  failureOf,
  find,
  inputs,
  nameOf,
  ofType,
  recordConfig,
  engineConfig,
} from "../../support/recording";

const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
const LISTENER = "aws:globalaccelerator/listener:Listener";
const ENDPOINT_GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";
const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const LOGS = "anycast-logs";

const named = (name: string) => ({ Name: `ha-tcp-test-${name}` });

/** A stack that keeps an accelerator, parked. */
const parked = (globalAccelerator: Raw = {}, rest: Raw = {}): Raw => ({ ...BASE, ...rest, globalAccelerator });
const inUse = (globalAccelerator: Raw = {}, rest: Raw = {}): Raw => ({
  ...parked(globalAccelerator, rest),
  options: ["globalAccelerator"],
});

const accelerator = (settings: Raw = {}) => ({
  anycast: {
    enabled: true,
    ipAddressType: "IPV4",
    attributes: { flowLogsEnabled: false },
    tags: named("anycast"),
    ...settings,
  },
});

describe("AnycastAddresses: the accelerator", () => {
  it("is enabled, has two addresses of AWS's choosing, and says that it has no flow logs", async () => {
    expect(inputs(await recordConfig(parked()), ACCELERATOR)).to.deep.equal(accelerator());
  });

  it("is the same in use as it is parked", async () => {
    const [one, other] = [await recordConfig(parked()), await recordConfig(inUse())];
    expect(find(other, ACCELERATOR, "anycast")).to.deep.equal(find(one, ACCELERATOR, "anycast"));
  });

  it("has no listener and no endpoint group while it is parked", async () => {
    const graph = await recordConfig(parked({ clientAffinity: "sourceIp", endpointPort: 443 }));
    expect(ofType(graph, LISTENER)).to.deep.equal([]);
    expect(ofType(graph, ENDPOINT_GROUP)).to.deep.equal([]);
    const alarms = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(alarms.filter(({ inputs: { namespace } }) => namespace === "AWS/GlobalAccelerator")).to.deep.equal([]);
  });

  it("is not there without its section", async () => {
    const graph = await recordConfig(BASE);
    expect(ofType(graph, ACCELERATOR)).to.deep.equal([]);
    expect("accelerator" in graph.outputs).to.equal(false);
  });

  it("has addresses of one's own in one order, however they are listed: another order would be another accelerator", async () => {
    const addresses = ["198.51.100.99", "203.0.113.77"];
    for (const ownAddresses of [addresses, [...addresses].reverse()])
      expect(inputs(await recordConfig(parked({ ownAddresses })), ACCELERATOR)).to.deep.equal(
        accelerator({ ipAddresses: addresses }),
      );
  });

  it("is in dual stack where the config says so", async () => {
    const graph = await recordConfig(parked({ ipAddressType: "dualstack" }));
    expect(inputs(graph, ACCELERATOR)).to.deep.equal(accelerator({ ipAddressType: "DUAL_STACK" }));
  });

  it("is protected with the stack and outlives it, and nothing else of it is; without, nothing is", async () => {
    for (const protect of [true, false])
      for (const raw of [parked({}, { protect }), inUse({}, { protect })]) {
        const graph = await recordConfig(raw);
        const node = find(graph, ACCELERATOR, "anycast");
        expect([node.protect, node.retainOnDelete]).to.deep.equal([protect, protect]);
        const others = [...ofType(graph, LISTENER), ...ofType(graph, ENDPOINT_GROUP)];
        expect(others.filter((each) => each.protect || each.retainOnDelete)).to.deep.equal([]);
      }
  });

  it("is managed where accelerators are, whatever the regions are", async () => {
    const graph = await recordConfig(parked());
    expect(nameOf(find(graph, ACCELERATOR, "anycast").provider ?? "")).to.equal("aws-accelerator");
    expect(find(graph, "pulumi:providers:aws", "aws-accelerator").inputs["region"]).to.equal("us-west-2");
  });
});

describe("AnycastAddresses: what the stack says of them", () => {
  const address = (family: number) =>
    [0, 1].map((which) => `\${Accelerator:anycast.ipSets_${family}_ipAddresses_${which}}`);

  it("is the ARN, the two addresses and the name", async () => {
    for (const raw of [parked(), inUse()])
      expect((await recordConfig(raw)).outputs["accelerator"]).to.deep.equal({
        arn: "${Accelerator:anycast.arn}",
        addresses: { ipv4: address(0) },
        dnsName: "${Accelerator:anycast.dnsName}",
      });
  });

  it("is both kinds of addresses in dual stack, and the name that leads to both", async () => {
    expect((await recordConfig(parked({ ipAddressType: "dualstack" }))).outputs["accelerator"]).to.deep.equal({
      arn: "${Accelerator:anycast.arn}",
      addresses: { ipv4: address(0), ipv6: address(1) },
      dnsName: "${Accelerator:anycast.dualStackDnsName}",
    });
  });

  it("is where clients connect, if nothing else is; parked, it is not", async () => {
    const endpoint = async (raw: Raw) => (await recordConfig(raw)).outputs["endpoint"];
    expect(await endpoint(inUse())).to.equal("tcp://${Accelerator:anycast.dnsName}:5000");
    expect(await endpoint(parked())).to.equal("tcp://${LoadBalancer:front-eu-west-1.dnsName}:5000");
    const privateLink = {
      allowedPrincipals: ["arn:aws:iam::111122223333:root"],
      allowedClients: ["172.16.0.0/16"],
    };
    const linked = parked({}, { options: ["privateLink"], privateLink });
    expect(await endpoint(linked)).to.equal(undefined);
    expect(await endpoint({ ...inUse(), options: ["nlb", "globalAccelerator"] })).to.equal(
      "tcp://${LoadBalancer:front-eu-west-1.dnsName}:5000",
    );
  });
});

describe("AnycastAddresses: flow logs", () => {
  const created = (settings: Raw = {}, rest: Raw = {}) => parked({ flowLogs: { kind: "created", ...settings } }, rest);

  it("go to a bucket made for them", async () => {
    expect(inputs(await recordConfig(created()), ACCELERATOR)).to.deep.equal(
      accelerator({
        attributes: {
          flowLogsEnabled: true,
          flowLogsS3Prefix: "flow-logs",
          flowLogsS3Bucket: `\${Bucket:${LOGS}.bucket}`,
        },
      }),
    );
  });

  it("go to one that exists, of which nothing is made here", async () => {
    const graph = await recordConfig(
      parked({ flowLogs: { kind: "existing", bucket: "log-archive", prefix: "team/accelerator" } }),
    );
    expect(inputs(graph, ACCELERATOR)).to.deep.equal(
      accelerator({
        attributes: {
          flowLogsEnabled: true,
          flowLogsS3Prefix: "team/accelerator",
          flowLogsS3Bucket: "log-archive",
        },
      }),
    );
    expect(graph.resources.filter(({ type }) => type.startsWith("aws:s3/"))).to.deep.equal([]);
  });

  it("are in a bucket that is private, encrypted, and emptied by age", async () => {
    const graph = await recordConfig(created({ retentionDays: 30 }));
    const bucket = `\${Bucket:${LOGS}.id}`;
    expect(inputs(graph, BUCKET)).to.deep.equal({ [LOGS]: { forceDestroy: true, tags: named(LOGS) } });
    expect(inputs(graph, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")).to.deep.equal({
      [`${LOGS}-private`]: {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    });
    expect(
      inputs(graph, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
    ).to.deep.equal({
      [`${LOGS}-encryption`]: {
        bucket,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
    });
    expect(inputs(graph, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")).to.deep.equal({
      [`${LOGS}-retention`]: {
        bucket,
        rules: [
          {
            id: "retention",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: 30 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
    });
  });

  it("may be written by the service that delivers them, for this account, and by nobody else", async () => {
    const arn = `\${Bucket:${LOGS}.arn}`;
    const Principal = { Service: "delivery.logs.amazonaws.com" };
    expect(inputs(await recordConfig(created({ prefix: "a/b" })), POLICY)).to.deep.equal({
      [`${LOGS}-policy`]: {
        bucket: `\${Bucket:${LOGS}.id}`,
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "AWSLogDeliveryWrite",
              Effect: "Allow",
              Principal,
              Action: ["s3:PutObject"],
              Resource: [`${arn}/a/b/AWSLogs/${OFFLINE_ACCOUNT}/*`],
              Condition: {
                StringEquals: {
                  "s3:x-amz-acl": "bucket-owner-full-control",
                  "aws:SourceAccount": OFFLINE_ACCOUNT,
                },
              },
            },
            {
              Sid: "AWSLogDeliveryAclCheck",
              Effect: "Allow",
              Principal,
              Action: ["s3:GetBucketAcl"],
              Resource: [arn],
              Condition: { StringEquals: { "aws:SourceAccount": OFFLINE_ACCOUNT } },
            },
            {
              Sid: "EncryptedTransport",
              Effect: "Deny",
              Principal: "*",
              Action: ["s3:*"],
              Resource: [arn, `${arn}/*`],
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        },
      },
    });
  });

  // One that AWS makes and then fails to give its logs is made anew, with other addresses.
  it("may be written before the accelerator is made", async () => {
    const of = async (raw: Raw) => dependenciesOf(find(await recordConfig(raw), ACCELERATOR, "anycast"));
    expect(await of(created())).to.deep.equal([LOGS, `${LOGS}-policy`]);
    expect(await of(parked({ flowLogs: { kind: "existing", bucket: "log-archive" } }))).to.deep.equal([]);
  });

  // A bucket that is kept without them would be one that anybody may open, and that holds its logs for ever.
  it("are kept with their bucket and all that is said of it where the stack is protected", async () => {
    for (const protect of [true, false]) {
      const graph = await recordConfig(created({}, { protect }));
      const made = graph.resources.filter(({ type }) => type.startsWith("aws:s3/"));
      expect(made.map((node) => [node.name, node.protect, node.retainOnDelete]).sort()).to.deep.equal(
        ["", "-encryption", "-policy", "-private", "-retention"].map((part) => [`${LOGS}${part}`, false, protect]),
      );
      expect(find(graph, BUCKET, LOGS).inputs["forceDestroy"]).to.equal(!protect);
    }
  });

  it("have their bucket beside the accelerator", async () => {
    const graph = await recordConfig(created());
    const made = graph.resources.filter(({ type }) => type.startsWith("aws:s3/"));
    expect(made).to.have.length(5);
    for (const { name, provider } of made) expect(nameOf(provider ?? ""), name).to.equal("aws-accelerator");
  });
});

const HELD = "arn:aws:globalaccelerator::123456789012:accelerator/0a1b2c3d-0000-4000-8000-00000000000a";
const OTHER = "arn:aws:globalaccelerator::123456789012:accelerator/0a1b2c3d-0000-4000-8000-00000000000b";

const REMEDY =
  "Import the published one, or correct ha-tcp:globalAccelerator.published; docs/global-accelerator.md says how.";

/** Records the program as it runs on a stack that holds that accelerator. */
function held(raw: Raw, preview = false): Promise<Graph> {
  const onStack = () => {
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
      type === ACCELERATOR ? { props: { ...(props as Raw), arn: HELD }, opts } : undefined,
    );
    return program();
  };
  return record({ program: onStack, project: "ha-tcp", stack: "test", config: engineConfig(raw), preview });
}

describe("A published accelerator", () => {
  for (const [title, stack] of [
    ["parked", parked],
    ["in use", inUse],
  ] as const) {
    it(`that the stack holds lets the program through, ${title}`, async () => {
      for (const preview of [false, true]) {
        const graph = await held(stack({ published: HELD }), preview);
        expect((graph.outputs["accelerator"] as Raw)["arn"]).to.equal(HELD);
      }
    });

    it(`that the stack does not hold ends the program, ${title}`, async () => {
      for (const preview of [false, true]) {
        const failure = await failureOf(held(stack({ published: OTHER }), preview));
        expect(failure.message).to.include(
          `The stack has the accelerator ${HELD}, where ${OTHER} is published. ${REMEDY}`,
        );
        expect(pulumi.RunError.isInstance(failure)).to.equal(true);
      }
    });

    it(`is never a new one: a preview that would make one ends the program, ${title}`, async () => {
      const failure = await failureOf(recordConfig(stack({ published: HELD }), { preview: true }));
      expect(failure.message).to.equal(`The stack would make a new accelerator, where ${HELD} is published. ${REMEDY}`);
      expect(pulumi.RunError.isInstance(failure)).to.equal(true);
    });
  }

  it("is let pass by a plan without an account, and changes nothing in it", async () => {
    for (const stack of [parked, inUse]) {
      const [before, after] = [await recordConfig(stack()), await recordConfig(stack({ published: HELD }))];
      expect(after.resources).to.deep.equal(before.resources);
      expect(after.outputs).to.deep.equal(before.outputs);
    }
  });

  it("that is not published is made by a first preview", async () => {
    const graph = await recordConfig(SHAPES["a parked accelerator"]!, { preview: true });
    expect(graph.outputs["accelerator"]).to.deep.equal({ arn: null, addresses: { ipv4: null }, dnsName: null });
  });
});
