import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ANYWHERE } from "../../plan/cidrs";
import { canaryRights, canaryTrust, reportsPolicy } from "../../plan/monitoring/canaryPolicies";
import {
  LATENCY_NAMESPACE,
  type LatencyTarget,
  type TlsMode,
  scheduleExpression,
  targetsText,
} from "../../plan/monitoring/latency";
import { type RoleSettings, createRole, createLogBucket, nameTag } from "../shared";
import { LATENCY_CODE } from "./latencyCode";

export interface LatencyProbeArgs {
  region: string;
  /** By what metrics of this stack are told from others' (`ha-tcp-prod`). */
  stack: string;
  targets: readonly LatencyTarget<pulumi.Input<string>>[];
  tls: TlsMode;
  /** What is asked for in the handshake with an address; a name is asked for itself. Default: nothing. */
  serverName?: string;
  intervalMinutes: number;
  runtime: string;
  /** Where it measures from. Default: a network of AWS's own. */
  vpc?: { id: string; subnetIds: readonly string[] };
  /** What roles are like. */
  iam?: RoleSettings;
  /** What must serve before it is measured. */
  after: readonly pulumi.Resource[];
}

/** In the bucket, beside the code. */
const ARTIFACTS = "artifacts";

/** Days that a run's report is kept. Measurements are in the metrics. */
const ARTIFACT_DAYS = 30;

/** Two minutes would be longer than an interval may be. */
const TIMEOUT_SECONDS = 60;

/** The least that a canary can have. */
const MEMORY_MIB = 960;

/** How long clients take to connect, measured from one region: a canary, its code, and where its runs leave their reports. */
export class LatencyProbe extends pulumi.ComponentResource {
  constructor(name: string, args: LatencyProbeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:LatencyProbe", name, {}, opts);
    const { bucket, code } = createCode(name, this);
    const { role, rights } = createRights(name, args, bucket, this);
    const canary = createCanary(name, args, { bucket, code, role, rights }, this);
    this.registerOutputs({ canaryName: canary.name });
  }
}

function createCode(name: string, parent: LatencyProbe): { bucket: aws.s3.Bucket; code: aws.s3.BucketObjectv2 } {
  const { bucket } = createLogBucket(
    `${name}-runs`,
    {
      retentionDays: ARTIFACT_DAYS,
      prefix: `${ARTIFACTS}/`,
      protect: false,
      policy: (arn) => arn.apply((bucketArn) => JSON.stringify(reportsPolicy(bucketArn))),
    },
    parent,
  );
  const { key, contentBase64 } = LATENCY_CODE;
  const code = new aws.s3.BucketObjectv2(
    `${name}-code`,
    {
      bucket: bucket.id,
      key,
      contentBase64,
      contentType: "application/zip",
      // An object takes ten tags, fewer than a stack may have.
      overrideProvider: { defaultTags: { tags: {} } },
    },
    { parent },
  );
  return { bucket, code };
}

function createRights(
  name: string,
  { region, vpc, iam }: LatencyProbeArgs,
  bucket: aws.s3.Bucket,
  parent: LatencyProbe,
): { role: aws.iam.Role; rights: aws.iam.RolePolicy } {
  const role = createRole(`${name}-role`, { trust: JSON.stringify(canaryTrust()), iam, title: name }, parent);
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const policy = pulumi.all([account, bucket.arn]).apply(([id, bucketArn]) =>
    JSON.stringify(
      canaryRights({
        region,
        account: id,
        canary: name,
        bucketArn,
        prefix: ARTIFACTS,
        namespace: LATENCY_NAMESPACE,
        inVpc: vpc !== undefined,
      }),
    ),
  );
  return { role, rights: new aws.iam.RolePolicy(`${name}-rights`, { role: role.id, policy }, { parent }) };
}

interface CanaryParts {
  bucket: aws.s3.Bucket;
  code: aws.s3.BucketObjectv2;
  role: aws.iam.Role;
  rights: aws.iam.RolePolicy;
}

function createCanary(
  name: string,
  args: LatencyProbeArgs,
  { bucket, code, role, rights }: CanaryParts,
  parent: LatencyProbe,
): aws.synthetics.Canary {
  const group = args.vpc && createSecurityGroup(name, args.vpc.id, args.targets, parent);
  return new aws.synthetics.Canary(
    name,
    {
      runtimeVersion: args.runtime,
      handler: LATENCY_CODE.handler,
      s3Bucket: bucket.bucket,
      s3Key: code.key,
      artifactS3Location: pulumi.interpolate`s3://${bucket.bucket}/${ARTIFACTS}`,
      executionRoleArn: role.arn,
      schedule: { expression: scheduleExpression(args.intervalMinutes) },
      runConfig: {
        timeoutInSeconds: TIMEOUT_SECONDS,
        memoryInMb: MEMORY_MIB,
        activeTracing: false,
        environmentVariables: environment(args),
      },
      ...(group &&
        args.vpc && {
          vpcConfig: { subnetIds: [...args.vpc.subnetIds], securityGroupIds: [group.id] },
        }),
      startCanary: true,
      // Else its function and layers stay, and in a VPC their network interfaces with them.
      deleteLambda: true,
      tags: nameTag(name),
    },
    {
      parent,
      dependsOn: [rights, ...(group?.rules ?? []), ...args.after],
      // The provider tells AWS nothing where a canary is to leave a VPC, and it would stay there.
      replaceOnChanges: ["vpcConfig"],
    },
  );
}

/** What the script is told. */
function environment({ stack, targets, tls, serverName }: LatencyProbeArgs): Record<string, pulumi.Input<string>> {
  const known = targets.map(({ host, ...target }) =>
    pulumi.output(host).apply((address) => ({ ...target, host: address })),
  );
  return {
    TARGETS: pulumi.all(known).apply(targetsText),
    STACK: stack,
    NAMESPACE: LATENCY_NAMESPACE,
    TLS: tls,
    ...(serverName !== undefined && { SERVER_NAME: serverName }),
  };
}

/** Lets it out to the addresses that it measures, which are those of the names, too, and to where it tells of it; nothing in. */
function createSecurityGroup(
  name: string,
  vpcId: string,
  targets: LatencyProbeArgs["targets"],
  parent: LatencyProbe,
): { id: pulumi.Output<string>; rules: pulumi.Resource[] } {
  const group = new aws.ec2.SecurityGroup(
    `${name}-sg`,
    { vpcId, description: "The canary that measures latency", tags: nameTag(name) },
    { parent },
  );
  const destinations = [
    ...targets
      .filter(({ kind }) => kind === "address")
      .map(({ key, title, host, port }) => ({
        key,
        port,
        cidrIpv4: pulumi.interpolate`${host}/32`,
        description: `Measures ${title}`,
      })),
    { key: "https", port: 443, cidrIpv4: ANYWHERE, description: "S3 and CloudWatch" },
  ];
  const rules = destinations.map(({ key, port, ...destination }) => {
    const rule = `${name}-to-${key}`;
    return new aws.vpc.SecurityGroupEgressRule(
      rule,
      {
        securityGroupId: group.id,
        ...destination,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: nameTag(rule),
      },
      { parent },
    );
  });
  return { id: group.id, rules };
}
