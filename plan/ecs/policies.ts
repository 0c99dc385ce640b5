import { type LogsKey, throughLogs } from "../logPolicies";
import { type PolicyDocument, type Statement, document, trustOf } from "../policies";
import { PARTITION } from "../regions";

/* What tasks and the agent of their hosts may. */

/**
 * Lets ECS give the role to tasks of this account and region, and nobody who tricks it from another account.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function taskTrust(region: string, account: string): PolicyDocument {
  return trustOf("ecs-tasks.amazonaws.com", account, `arn:${PARTITION}:ecs:${region}:${account}:*`);
}

/** Writing the streams of one log group that exists. */
export function taskLogs(logGroupArn: string, key?: LogsKey): PolicyDocument {
  return document(
    {
      Sid: "Logs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [`${logGroupArn}:log-stream:*`],
    },
    ...throughLogs(key),
  );
}

/** An ARN of a secret may go on with a key, a stage and a version; the permission is for the secret. */
const secretOf = (arn: string): string => arn.split(":").slice(0, 7).join(":");

/**
 * What the ECS agent needs to make its host part of one cluster. Logs and images are the execution role's; the agent neither
 * deregisters its host nor makes a cluster nor reports on single containers.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html (what the agent calls) and
 * docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html (to what it can be bound)
 */
export function ecsAgent(clusterArn: string): PolicyDocument {
  return document(
    {
      Sid: "Endpoint",
      Effect: "Allow",
      Action: ["ecs:DiscoverPollEndpoint"],
      Resource: ["*"],
    },
    {
      Sid: "Cluster",
      Effect: "Allow",
      Action: ["ecs:RegisterContainerInstance", "ecs:SubmitAttachmentStateChanges", "ecs:SubmitTaskStateChange"],
      Resource: [clusterArn],
    },
    {
      Sid: "Hosts",
      Effect: "Allow",
      Action: ["ecs:Poll", "ecs:StartTelemetrySession"],
      Resource: ["*"],
      Condition: { ArnEquals: { "ecs:cluster": clusterArn } },
    },
  );
}

/** Whether the ARN is one of Systems Manager's parameters; else it is a secret of Secrets Manager. */
export const isParameter = (arn: string): boolean => arn.split(":")[2] === "ssm";

/**
 * Reading the parameters and secrets that a container gets in its environment, and decrypting them where their keys are the
 * customer's; undefined where there are none.
 */
export function readSecrets(arns: readonly string[], keyArns: readonly string[] = []): PolicyDocument | undefined {
  const sorted = [...new Set(arns.map((arn) => (isParameter(arn) ? arn : secretOf(arn))))].sort();
  const parameters = sorted.filter(isParameter);
  const secrets = sorted.filter((arn) => !isParameter(arn));
  const statements: Statement[] = [];
  if (parameters.length > 0)
    statements.push({ Sid: "Parameters", Effect: "Allow", Action: ["ssm:GetParameters"], Resource: parameters });
  if (secrets.length > 0)
    statements.push({
      Sid: "Secrets",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue"],
      Resource: secrets,
    });
  if (statements.length > 0 && keyArns.length > 0)
    statements.push({ Sid: "Keys", Effect: "Allow", Action: ["kms:Decrypt"], Resource: [...keyArns].sort() });
  return statements.length === 0 ? undefined : document(...statements);
}

/** What one container is told, and pulled with, that is kept elsewhere. */
interface SecretHolder {
  secrets?: Readonly<Record<string, string>>;
  registryCredentials?: string;
}

/** The ARNs of all parameters and secrets of a task. */
export const secretsOf = ({
  sidecars = {},
  ...service
}: SecretHolder & { sidecars?: Readonly<Record<string, SecretHolder>> }): string[] =>
  [service, ...Object.values(sidecars)].flatMap(({ secrets = {}, registryCredentials }) => [
    ...Object.values(secrets),
    ...(registryCredentials === undefined ? [] : [registryCredentials]),
  ]);

/** What Session Manager and ECS Exec speak through. */
export const MESSAGE_CHANNELS = [
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
] as const;

/**
 * What ECS Exec needs of the task's role; the API binds it to no resource.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function taskExec(): PolicyDocument {
  return document({ Sid: "Exec", Effect: "Allow", Action: MESSAGE_CHANNELS, Resource: ["*"] });
}
