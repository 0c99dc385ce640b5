import { formMistake, noMistake, ruleMistake } from "../../support/mistakes";

const POLICY = "arn:aws:iam::123456789012:policy/boundary";
const STATEMENT = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" };
const ACTIONS = ["s3:GetObject", "s3:List*"];

describe("config: the form of iam", () => {
  const allowed = "1 to 20 letters";
  formMistake("iam.permissionsBoundaryArn", "boundary", "the ARN of an IAM policy", "aws iam list-policies");
  formMistake("iam.path", "tcp", "begins and ends with /", "between slashes");
  formMistake("iam.path", "/", "begins and ends with /", "between slashes");
  formMistake("iam.path", `/${"x".repeat(511)}/`, "up to 512 characters", "between slashes");
  formMistake("iam.namePrefix", "acme:", allowed, "choose a shorter one");
  formMistake("iam.namePrefix", "x".repeat(21), allowed, "choose a shorter one");
  formMistake("iam.permissionBoundaryArn", POLICY, "the keys permissionsBoundaryArn", "write permissionsBoundaryArn");
  noMistake("the longest of all", { iam: { namePrefix: "x".repeat(20), path: `/${"x".repeat(510)}/` } });
});

for (const [section, key, options] of [
  ["instances", "policyStatements", ["nlb"]],
  ["ecs", "taskPolicyStatements", ["ecs"]],
] as const) {
  const at = `${section}.${key}`;
  const wrong = (field: string, value: unknown, allowed: string, fix: string) => {
    formMistake(`${at}[0].${field}`, value, allowed, fix, { given: { options, [at]: [STATEMENT] } });
  };
  describe(`config: the form of ${at}`, () => {
    wrong("Effect", "allow", "Allow or Deny", "write Allow");
    wrong("Action", "GetObject", "actions such as s3:GetObject", "write the service");
    wrong("Action", [], "actions such as s3:GetObject", "write the service");
    wrong("Resource", "files/*", "ARNs such as", "write whole ARNs");
    wrong("Resource", undefined, "ARNs such as", "write whole ARNs");
    formMistake(`${at}[0].Resource[0]`, "arn:aws-cn:s3:::files", "ARNs such as", "this is of the China Regions", {
      given: { options, [at]: [{ ...STATEMENT, Resource: [] }] },
    });
    wrong("Sid", "Read it", "letters and digits", "write one word");
    formMistake(`${at}[0].Condition.StringIs`, { "aws:a": "b" }, "an operator: StringEquals", "write one of these", {
      given: { options, [at]: [{ ...STATEMENT, Condition: {} }] },
    });
    wrong("Principal", "*", "the keys Sid, Effect, Action, Resource, Condition", "remove it");
    wrong("NotAction", "s3:*", "the keys Sid, Effect, Action, Resource, Condition", "write Action");
    noMistake("all that a statement has", {
      options,
      [at]: [
        STATEMENT,
        { Sid: "Two", Effect: "Deny", Action: ACTIONS, Resource: ["*"], Condition: { Bool: { "aws:x": true } } },
        { ...STATEMENT, Action: "*", Condition: { "ForAnyValue:StringLikeIfExists": { "aws:y": ["a", "b"] } } },
      ],
    });
    ruleMistake("a Sid twice", { options, [at]: [{ ...STATEMENT, Sid: "A" }, STATEMENT, { ...STATEMENT, Sid: "A" }] }, [
      `${at}[2].Sid`,
      "A",
      "each Sid once in a policy",
      "rename it",
    ]);
    const long = Array.from({ length: 40 }, () => ({ ...STATEMENT, Resource: `arn:aws:s3:::${"x".repeat(200)}` }));
    ruleMistake("more than IAM takes", { options, [at]: long }, [
      at,
      "10838 characters",
      "9000 characters, which IAM leaves",
      "make a managed policy of them",
    ]);
    noMistake("as much without the backend", { options: section === "ecs" ? ["nlb"] : ["ecs"], [at]: long });
  });
}

describe("config: rules of what roles are and may", () => {
  ruleMistake(
    "more than IAM takes beside the policy that a warm pool brings",
    {
      "instances.ami": { ids: { "eu-west-1": "ami-01234567" }, rootDevice: "/dev/xvda" },
      "instances.warmPool": {},
      "instances.policyStatements": Array.from({ length: 32 }, () => ({
        ...STATEMENT,
        Resource: `arn:aws:s3:::${"x".repeat(200)}`,
      })),
    },
    [
      "instances.policyStatements",
      "8678 characters",
      "8360 characters, which IAM leaves",
      "make a managed policy of them",
    ],
  );
  const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
  ruleMistake("a boundary of another account", { account: "210987654321", "iam.permissionsBoundaryArn": POLICY }, [
    "iam.permissionsBoundaryArn",
    POLICY,
    "ha-tcp:account says 210987654321",
    "or change the account",
  ]);
  noMistake("a boundary of AWS", {
    account: "210987654321",
    "iam.permissionsBoundaryArn": "arn:aws:iam::aws:policy/PowerUserAccess",
  });
  noMistake("a boundary of any account", { "iam.permissionsBoundaryArn": POLICY });
  ruleMistake("what instances have anyway", { "instances.policyArns": [SSM] }, [
    "instances.policyArns[0]",
    SSM,
    "policies other than Session Manager's",
    "remove it",
  ]);
  ruleMistake("a policy twice", { "instances.policyArns": [POLICY, POLICY] }, [
    "instances.policyArns[1]",
    POLICY,
    "each policy once",
    "remove the repetition",
  ]);
  formMistake("instances.metadataHopLimit", 0, "from 1 to 64", "choose 1, or 2");
  formMistake("instances.metadataHopLimit", 65, "from 1 to 64", "choose 1, or 2");
  const hops = { options: ["ecs"], "ecs.hosts.metadataHopLimit": 2 };
  for (const [given, allowed] of [
    [{}, "1 with networkMode: awsvpc"],
    [{ "ecs.launch": "fargate" }, "nothing with launch: fargate"],
  ] as const)
    ruleMistake(`hops of hosts: ${JSON.stringify(given)}`, { ...hops, ...given }, [
      "ecs.hosts.metadataHopLimit",
      2,
      allowed,
      "set networkMode: bridge",
    ]);
  noMistake("hops of hosts on the bridge", { ...hops, "ecs.networkMode": "bridge" });
});
