import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RegionalEcs } from "../../config";
import { architectureOf } from "../../plan/ec2/instanceTypes";
import { ecrImage, pullImage } from "../../plan/ec2/policies";
import { containerDefinition, sidecarDefinition } from "../../plan/ecs/container";
import { readSecrets, secretsOf, taskExec, taskLogs, taskTrust } from "../../plan/ecs/policies";
import type { TaskPorts, TaskVariant } from "../../plan/ecs/tasks";
import { type PolicyDocument, statementsDocument } from "../../plan/policies";
import { sortedEntries } from "../../plan/sortedEntries";
import { type RoleSettings, attachPolicies, createRole, nameTag, physicalName } from "../shared";

export interface EcsTaskArgs {
  region: string;
  variant: TaskVariant;
  ports: TaskPorts;
  healthCheckProtocol: "TCP" | "HTTP" | "HTTPS";
  ecs: RegionalEcs;
  /** A customer managed key that encrypts the logs. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether the logs stay in the account when they leave the stack. Default: false. */
  protect?: boolean;
  /** What roles are like. */
  iam?: RoleSettings;
  /** Whether the container definition is kept encrypted in the state. Default: false. */
  secret?: boolean;
}

export interface EcsTask {
  definition: aws.ecs.TaskDefinition;
  /** A task that starts before its roles have their policies fails. */
  rolePolicies: pulumi.Resource[];
}

/** The task definition, its log group, and its two roles: what ECS does to start it, and what the service itself may do. */
export function createEcsTask(name: string, args: EcsTaskArgs, parent: pulumi.ComponentResource): EcsTask {
  const { ecs, region, protect = false } = args;
  const logs = new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    // Without a name of ours: the next stack of this name must not find that of logs which were kept taken.
    { retentionInDays: ecs.logRetentionDays, kmsKeyId: args.kmsKeyArn, tags: nameTag(name) },
    // A group that was made with one keeps it. Another name would replace it, and what is kept from now on is not yet kept in that update.
    { parent, retainOnDelete: protect, ignoreChanges: ["name"] },
  );
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const trust = account.apply((id) => JSON.stringify(taskTrust(region, id)));
  const executionRole = createExecutionRole(`${name}-execution`, trust, args, logs, parent);
  const taskRole = createTaskRole(`${name}-task`, trust, args, parent);
  const definition = createDefinition(
    name,
    args,
    { logs, executionRole: executionRole.role, taskRole: taskRole.role },
    parent,
  );
  return { definition, rolePolicies: [...executionRole.rolePolicies, ...taskRole.rolePolicies] };
}

interface RoleWithPolicies {
  role: aws.iam.Role;
  rolePolicies: pulumi.Resource[];
}

function createRolePolicy(
  name: string,
  role: aws.iam.Role,
  policy: pulumi.Input<string>,
  parent: pulumi.ComponentResource,
): pulumi.Resource {
  return new aws.iam.RolePolicy(name, { role: role.id, policy }, { parent });
}

function pullPolicy({ image = "", pullThroughCache }: Pick<RegionalEcs, "image" | "pullThroughCache">) {
  const privateImage = ecrImage(image);
  return privateImage && pullImage(privateImage, { throughCache: pullThroughCache });
}

/** Writes the logs, pulls the images, reads the secrets: each only where there is one. */
function createExecutionRole(
  name: string,
  trust: pulumi.Input<string>,
  { region, ecs, kmsKeyArn, iam }: EcsTaskArgs,
  logs: aws.cloudwatch.LogGroup,
  parent: pulumi.ComponentResource,
): RoleWithPolicies {
  const role = createRole(`${name}-role`, { trust, iam, title: name }, parent);
  const documents: Record<string, PolicyDocument | undefined> = {
    image: pullPolicy(ecs),
    ...Object.fromEntries(
      sortedEntries(ecs.sidecars ?? {}).map(([key, sidecar]) => [`image-${key}`, pullPolicy(sidecar)]),
    ),
    secrets: readSecrets(secretsOf(ecs), ecs.secretKeyArns),
  };
  const logsPolicy = pulumi
    .all([logs.arn, kmsKeyArn])
    .apply(([arn, key]) => JSON.stringify(taskLogs(arn, key === undefined ? undefined : { arn: key, region })));
  const otherPolicies = Object.entries(documents).flatMap(([suffix, document]) =>
    document ? [createRolePolicy(`${name}-${suffix}`, role, JSON.stringify(document), parent)] : [],
  );
  return { role, rolePolicies: [createRolePolicy(`${name}-logs`, role, logsPolicy, parent), ...otherPolicies] };
}

/** May do nothing but what is configured. */
function createTaskRole(
  name: string,
  trust: pulumi.Input<string>,
  { ecs: { taskPolicyArns, taskPolicyStatements, exec }, iam }: EcsTaskArgs,
  parent: pulumi.ComponentResource,
): RoleWithPolicies {
  const role = createRole(`${name}-role`, { trust, iam, title: name }, parent);
  const attached = attachPolicies(name, role, taskPolicyArns, parent);
  const documents: Record<string, object | undefined> = {
    statements: statementsDocument(taskPolicyStatements),
    exec: exec ? taskExec() : undefined,
  };
  const rolePolicies = Object.entries(documents).flatMap(([suffix, document]) =>
    document ? [createRolePolicy(`${name}-${suffix}`, role, JSON.stringify(document), parent)] : [],
  );
  return { role, rolePolicies: [...attached, ...rolePolicies] };
}

function createDefinition(
  name: string,
  args: EcsTaskArgs,
  {
    logs,
    executionRole,
    taskRole,
  }: { logs: aws.cloudwatch.LogGroup; executionRole: aws.iam.Role; taskRole: aws.iam.Role },
  parent: pulumi.ComponentResource,
): aws.ecs.TaskDefinition {
  const { ecs, ports, healthCheckProtocol, region, variant } = args;
  const onFargate = variant === "fargate";
  const architecture = onFargate ? (ecs.architecture ?? "x86_64") : architectureOf(ecs.hosts.type);
  const containers = logs.name.apply((group) =>
    JSON.stringify([
      containerDefinition({ settings: ecs, ports, healthCheckProtocol, logs: { group, region } }),
      ...sortedEntries(ecs.sidecars ?? {}).map(([key, sidecar]) =>
        sidecarDefinition(key, sidecar, { logs: { group, region }, stopTimeoutSeconds: ecs.stopTimeoutSeconds }),
      ),
    ]),
  );
  return new aws.ecs.TaskDefinition(
    `${name}-definition`,
    {
      family: physicalName(name),
      requiresCompatibilities: [onFargate ? "FARGATE" : "EC2"],
      networkMode: variant === "bridge" ? "bridge" : "awsvpc",
      cpu: String(ecs.cpuUnits),
      memory: String(ecs.memoryMiB),
      runtimePlatform: {
        cpuArchitecture: architecture === "arm64" ? "ARM64" : "X86_64",
        operatingSystemFamily: "LINUX",
      },
      executionRoleArn: executionRole.arn,
      taskRoleArn: taskRole.arn,
      containerDefinitions: args.secret ? pulumi.secret(containers) : containers,
      tags: nameTag(name),
    },
    { parent },
  );
}
