import { accountOfArn } from "../../plan/arns";
import { SSM_POLICY_ARN } from "../../plan/ec2/policies";
import { taskVariant } from "../../plan/ecs/tasks";
import { OWN_STATEMENT_CHARACTERS, READINESS_CHARACTERS, statementsDocument } from "../../plan/policies";
import type { Mistake, Path } from "../mistakes";
import type { IamConfig } from "../sections/iam";
import type { PolicyStatement } from "../sections/statements";
import { type AccountSettings, allowedAccounts } from "./aws";
import { type Check, ofBackend, repeated } from "./common";

/** A role can have a boundary of its own account, or one of AWS. Of either kind of stack. */
export function boundaryOfAccount(config: AccountSettings & { iam: IamConfig }): Mistake[] {
  const arn = config.iam.permissionsBoundaryArn;
  const allowed = allowedAccounts(config);
  const account = accountOfArn(arn ?? "");
  if (arn === undefined || !allowed || account === "aws" || allowed.ids.includes(account)) return [];
  return [
    {
      path: ["iam", "permissionsBoundaryArn"],
      value: arn,
      allowed: `a policy of the stack's account, or one of AWS: ${allowed.said}`,
      fix: "name the policy of that account, or change the account",
      because: [allowed.path],
    },
  ];
}

/** What a role is given beside the program's own, of which a warm pool brings more. */
function rights(
  path: Path,
  statements: readonly PolicyStatement[],
  arnsPath: Path,
  arns: readonly string[],
  warmPool = false,
): Mistake[] {
  const most = OWN_STATEMENT_CHARACTERS - (warmPool ? READINESS_CHARACTERS : 0);
  const sids = statements.flatMap(({ Sid }, index) => (Sid === undefined ? [] : [[Sid, index] as const]));
  const first = new Map([...sids].reverse());
  const again = sids
    .filter(([sid, index]) => first.get(sid) !== index)
    .map(([sid, index]): Mistake => ({
      path: [...path, index, "Sid"],
      value: sid,
      allowed: "each Sid once in a policy",
      fix: "rename it, or leave it out",
    }));
  const length = JSON.stringify(statementsDocument(statements) ?? "").replace(/\s/g, "").length;
  const tooLong: Mistake = {
    path,
    value: `${length} characters`,
    allowed: `${most} characters, which IAM leaves beside the program's own policies`,
    fix: "make a managed policy of them, and name it in the list of policies",
    ...(warmPool && { because: [["instances", "warmPool"]] }),
  };
  return [...again, ...(length > most ? [tooLong] : []), ...repeated(arns, arnsPath, "each policy once")];
}

const instanceRights: Check = ({ instances: { policyStatements, policyArns, warmPool } }) => [
  ...rights(
    ["instances", "policyStatements"],
    policyStatements,
    ["instances", "policyArns"],
    policyArns,
    warmPool !== undefined,
  ),
  ...policyArns.flatMap((arn, index): Mistake[] =>
    arn === SSM_POLICY_ARN
      ? [
          {
            path: ["instances", "policyArns", index],
            value: arn,
            allowed: "policies other than Session Manager's, which instances have anyway",
            fix: "remove it",
          },
        ]
      : [],
  ),
];

const taskRights: Check = ({ ecs: { taskPolicyStatements, taskPolicyArns } }) =>
  rights(["ecs", "taskPolicyStatements"], taskPolicyStatements, ["ecs", "taskPolicyArns"], taskPolicyArns);

/**
 * The agent keeps tasks with interfaces of their own from the metadata of their host, whatever the hops.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html, ECS_AWSVPC_BLOCK_IMDS
 */
const hostHops: Check = ({ ecs }) => {
  const variant = taskVariant(ecs);
  return ecs.hosts.metadataHopLimit === 1 || variant === "bridge"
    ? []
    : [
        {
          path: ["ecs", "hosts", "metadataHopLimit"],
          value: ecs.hosts.metadataHopLimit,
          allowed:
            variant === "fargate"
              ? "nothing with launch: fargate, which has no hosts"
              : "1 with networkMode: awsvpc: there the agent keeps tasks from the metadata of their host",
          fix: "remove it, or set networkMode: bridge",
          because: [
            ["ecs", "launch"],
            ["ecs", "networkMode"],
          ],
        },
      ];
};

export const iamChecks: readonly Check[] = [
  boundaryOfAccount,
  ofBackend("instances", instanceRights),
  ofBackend("tasks", taskRights),
  ofBackend("tasks", hostHops),
];
