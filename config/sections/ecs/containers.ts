import { z } from "zod";
import { type FieldMeta, field, flag, oneOf, oneOrByRegion, told, wholeNumber } from "../../fields";
import { command, environment, image, pullThroughCache, variableName } from "../container";

export const healthCheck = z.strictObject({
  command: told(z.array(z.string().describe("A word of the command.")).min(1).optional(), {
    description:
      "What is run in the container to check it, word by word, without a shell: an exit code other than 0 is a failure. Default: none, but for " +
      "the echo server.",
    examples: [["curl", "-f", "http://localhost:8080/healthz"]],
  }),
  intervalSeconds: wholeNumber(
    "Seconds between two runs: fewer notice a fault sooner, and take more CPU.",
    "seconds",
    5,
    300,
  ).default(15),
  timeoutSeconds: wholeNumber("Seconds that a run may take before it counts as failed.", "seconds", 2, 60).default(5),
  retries: wholeNumber(
    "Failed runs in a row that make the container unhealthy; its task is then replaced.",
    "runs",
    1,
    10,
  ).default(3),
  startPeriodSeconds: wholeNumber(
    "Seconds after the start of the container in which failures do not count.",
    "seconds",
    0,
    300,
  ).default(30),
});

/** How far a container must have come before another one starts. */
const CONDITIONS = {
  start: "It has started.",
  healthy: "It has passed its own health check.",
  complete: "It has ended.",
  success: "It has ended with exit code 0.",
} as const;

export const containerName = field(z.string().regex(/^[a-zA-Z0-9][\w-]{0,79}$/), {
  description: "The name of a container.",
  allowed: "up to 80 letters, digits, hyphens and underscores",
  fix: "name it by what it does, such as proxy",
  examples: ["proxy"],
});

export const dependsOn = () =>
  z
    .record(containerName, oneOf("How far that container must have come.", CONDITIONS))
    .optional()
    .describe(
      "How far other containers of the task must have come before this one starts, by their names. Default: none.",
    );

const CREDENTIALS_META: FieldMeta = {
  description:
    "The secret with username and password of the image's registry, where that is private and not ECR. Default: none.",
  allowed: "the whole ARN of a secret of Secrets Manager, with the hyphen and the six characters after its name",
  fix: "copy it from `aws secretsmanager describe-secret`",
  examples: ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-a1b2c3"],
};

export const registryCredentials = () =>
  oneOrByRegion(
    field(
      z.string().regex(/^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^\s:]+-[a-zA-Z0-9]{6}$/),
      CREDENTIALS_META,
    ),
    CREDENTIALS_META,
  ).optional();

/**
 * A secret's ARN ends in a hyphen and six characters of Secrets Manager's own, and may go on with a key of its JSON and with a stage or a
 * version, whose colons are all written or none.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
const SECRET_OR_PARAMETER =
  /^arn:aws:(ssm:[a-z0-9-]+:\d{12}:parameter\/\S+|secretsmanager:[a-z0-9-]+:\d{12}:secret:[^\s:]+-[a-zA-Z0-9]{6}(:[^\s:]*:([^\s:]*:|:[^\s:]*))?)$/;

const SECRET_META: FieldMeta = {
  description: "Where the value is kept. ECS reads it as a task starts: a new value reaches new tasks alone.",
  examples: ["arn:aws:ssm:eu-west-1:123456789012:parameter/ha-tcp/token"],
  allowed:
    "the ARN of a parameter of Systems Manager, or the whole ARN of a secret of Secrets Manager, with the hyphen and the six characters " +
    "after its name; for one value of its JSON followed by :KEY::",
  fix: "copy it from `aws ssm get-parameter` or `aws secretsmanager describe-secret`",
};

export const secrets = () =>
  z
    .record(variableName(), oneOrByRegion(field(z.string().regex(SECRET_OR_PARAMETER), SECRET_META), SECRET_META))
    .optional()
    .describe(
      "Environment variables whose values ECS reads from Systems Manager or Secrets Manager as a task starts, by ARN; they are in neither " +
        "the stack file nor the state. Default: none.",
    );

export const sidecar = z.strictObject({
  image: image(),
  pullThroughCache: pullThroughCache(),
  registryCredentials: registryCredentials(),
  command: command(),
  environment: environment(),
  secrets: secrets(),
  essential: flag(
    "Whether the task ends, and is replaced, when the container does. With false the task goes on.",
  ).default(true),
  cpuUnits: wholeNumber(
    "Its share of the task's CPU, in units of which 1024 are one vCPU. Default: none; it takes what others leave.",
    "units",
    2,
    16384,
  ).optional(),
  memoryMiB: wholeNumber(
    "Memory above which the container is killed, in MiB. Default: that of the task.",
    "MiB",
    6,
    122880,
  ).optional(),
  healthCheck: healthCheck.optional().describe("How ECS checks the container from inside. Default: not at all."),
  dependsOn: dependsOn(),
  readonlyRootFilesystem: flag(
    "Whether the container cannot write to its own file system, so that whoever gets in leaves nothing there.",
  ).default(false),
});
