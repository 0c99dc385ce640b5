import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EcsConfig } from "../config";
import { architectureOf } from "../plan/instanceTypes";
import { ecrImage, pullImage, readSecrets, taskExec, taskLogs, taskTrust, type PolicyDocument } from "../plan/policies";
import { containerDefinition, type TaskPorts, type TaskVariant } from "../plan/tasks";
import { named, physicalName } from "./tags";

export interface EcsTaskArgs {
  region: string;
  variant: TaskVariant;
  ports: TaskPorts;
  healthCheckProtocol: "TCP" | "HTTP" | "HTTPS";
  ecs: EcsConfig;
  /** Whether the container definition is kept encrypted in the state. Default: false. */
  secret?: boolean;
}

export interface EcsTask {
  definition: aws.ecs.TaskDefinition;
  /** A task that starts before its roles have their policies fails. */
  grants: pulumi.Resource[];
}

/** The task definition, its log group, and its two roles: what ECS does to start it, and what the service itself may do. */
export function createEcsTask(name: string, args: EcsTaskArgs, parent: pulumi.ComponentResource): EcsTask {
  const { ecs, region } = args;
  const logs = new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    { name: `/ecs/${physicalName(name)}`, retentionInDays: ecs.logRetentionDays, tags: named(name) },
    { parent },
  );
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const trust = account.apply((id) => JSON.stringify(taskTrust(region, id)));
  const execution = createExecutionRole(`${name}-execution`, trust, ecs, logs, parent);
  const own = createTaskRole(`${name}-task`, trust, ecs, parent);
  const definition = createDefinition(name, args, { logs, execution: execution.role, own: own.role }, parent);
  return { definition, grants: [...execution.grants, ...own.grants] };
}

interface GrantedRole {
  role: aws.iam.Role;
  grants: pulumi.Resource[];
}

function createRole(name: string, trust: pulumi.Input<string>, parent: pulumi.ComponentResource): aws.iam.Role {
  return new aws.iam.Role(`${name}-role`, { assumeRolePolicy: trust, tags: named(name) }, { parent });
}

function grant(
  name: string,
  role: aws.iam.Role,
  policy: pulumi.Input<string>,
  parent: pulumi.ComponentResource,
): pulumi.Resource {
  return new aws.iam.RolePolicy(name, { role: role.id, policy }, { parent });
}

/** Writes the logs, pulls the image, reads the secrets: each only where there is one. */
function createExecutionRole(
  name: string,
  trust: pulumi.Input<string>,
  { image = "", secrets = {}, secretKeyArns }: EcsConfig,
  logs: aws.cloudwatch.LogGroup,
  parent: pulumi.ComponentResource,
): GrantedRole {
  const role = createRole(name, trust, parent);
  const privateImage = ecrImage(image);
  const documents: Record<string, PolicyDocument | undefined> = {
    image: privateImage && pullImage(privateImage),
    secrets: readSecrets(Object.values(secrets), secretKeyArns),
  };
  const writing = logs.arn.apply((arn) => JSON.stringify(taskLogs(arn)));
  const others = Object.entries(documents).flatMap(([suffix, document]) =>
    document ? [grant(`${name}-${suffix}`, role, JSON.stringify(document), parent)] : [],
  );
  return { role, grants: [grant(`${name}-logs`, role, writing, parent), ...others] };
}

/** `arn:aws:iam::aws:policy/service-role/Some` as part of a name: `aws-service-role-Some`. */
const policyName = (arn: string): string => {
  const [account = "", path = ""] = arn.split(":").slice(4);
  return [account, ...path.split("/").slice(1)].join("-");
};

/** May do nothing but what is configured. */
function createTaskRole(
  name: string,
  trust: pulumi.Input<string>,
  { taskPolicyArns, exec }: EcsConfig,
  parent: pulumi.ComponentResource,
): GrantedRole {
  const role = createRole(name, trust, parent);
  const attached = taskPolicyArns.map(
    (policyArn) =>
      new aws.iam.RolePolicyAttachment(`${name}-${policyName(policyArn)}`, { role: role.name, policyArn }, { parent }),
  );
  const executing = exec ? [grant(`${name}-exec`, role, JSON.stringify(taskExec()), parent)] : [];
  return { role, grants: [...attached, ...executing] };
}

function createDefinition(
  name: string,
  args: EcsTaskArgs,
  { logs, execution, own }: { logs: aws.cloudwatch.LogGroup; execution: aws.iam.Role; own: aws.iam.Role },
  parent: pulumi.ComponentResource,
): aws.ecs.TaskDefinition {
  const { ecs, ports, healthCheckProtocol, region, variant } = args;
  const onFargate = variant === "fargate";
  const architecture = onFargate ? (ecs.architecture ?? "x86_64") : architectureOf(ecs.hosts.type);
  const containers = logs.name.apply((group) =>
    JSON.stringify([containerDefinition({ settings: ecs, ports, healthCheckProtocol, logs: { group, region } })]),
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
      executionRoleArn: execution.arn,
      taskRoleArn: own.arn,
      containerDefinitions: args.secret ? pulumi.secret(containers) : containers,
      tags: named(name),
    },
    { parent },
  );
}
