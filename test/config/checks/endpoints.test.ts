import { formMistake, noMistake, ruleMistake } from "../../support/mistakes";

const E = "network.endpoints";
const USE = { Effect: "Allow", Action: ["kms:Decrypt"], Resource: ["*"] };
const closed = { "regions.eu-west-1": { zones: ["a", "b", "c"], cidr: "10.0.0.0/16", nat: "none" } };

describe("config: rules of endpoints", () => {
  formMistake(
    `${E}.kms.policy[0].Condition.StringIs`,
    { "aws:a": "b" },
    "an operator: StringEquals",
    "write one of these",
    {
      given: { [E]: { kms: { policy: [{ ...USE, Condition: {} }] } } },
    },
  );
  noMistake("some", {
    [E]: { kms: {}, "ecr.api": { policy: [{ ...USE, Action: "*" }], zones: { "eu-west-1": ["c"] } }, dynamodb: {} },
  });
  noMistake("more for S3", {
    [E]: { s3: { policy: [{ ...USE, Condition: { Bool: { "aws:SecureTransport": "true" } } }] } },
  });
  noMistake("one that the stack may need, without a NAT gateway", {
    ...closed,
    [E]: { ssm: { policy: [USE], zones: { "eu-west-1": ["a"] } } },
  });
  ruleMistake("S3, which is there", { [E]: { s3: {} } }, [
    `${E}.s3`,
    {},
    "every VPC has the endpoint of S3 already",
    "name buckets under network.s3Buckets",
  ]);
  for (const [key, value] of Object.entries({ zones: { "eu-west-1": ["a"] }, privateDns: false, takesPolicy: false }))
    ruleMistake(`${key} of a gateway`, { [E]: { dynamodb: { [key]: value } } }, [
      `${E}.dynamodb.${key}`,
      value,
      "nothing: dynamodb has a gateway endpoint",
      "remove it",
    ]);
  ruleMistake(
    "a principal at a gateway",
    { [E]: { dynamodb: { policy: [{ ...USE, Principal: { AWS: "123456789012" } }] } } },
    [`${E}.dynamodb.policy[0].Principal`, { AWS: "123456789012" }, "*, in the policy of a gateway", "aws:PrincipalArn"],
  );
  ruleMistake("a policy where none is taken", { [E]: { kms: { policy: [USE], takesPolicy: false } } }, [
    `${E}.kms.policy`,
    [USE],
    "nothing, where the service takes no policy",
    "remove it, or takesPolicy: false",
  ]);
  const long = {
    ...USE,
    Resource: Array.from(
      { length: 450 },
      (_, index) => `arn:aws:kms:eu-west-1:123456789012:key/${String(index).padStart(8, "0")}`,
    ),
  };
  ruleMistake("a policy that is too long", { [E]: { kms: { policy: [long] } } }, [
    `${E}.kms.policy`,
    [long],
    "20480 characters; here there are",
    "name fewer resources",
  ]);
  ruleMistake("a service on another port", { [E]: { cassandra: {} } }, [
    `${E}.cassandra`,
    "cassandra",
    "its endpoint listens on 9142",
    "make that endpoint beside the stack",
  ]);
  ruleMistake(
    "zones that are not in use",
    { "regions.eu-west-1.zones": ["a", "b"], [E]: { kms: { zones: { "eu-west-1": ["a", "c"], "eu-west-2": ["a"] } } } },
    [`${E}.kms.zones.eu-west-1[1]`, "c", "zones of the region's list: a, b", "choose one of these"],
    [`${E}.kms.zones.eu-west-2`, ["a"], "regions of the stack: eu-west-1", "remove it"],
  );
  ruleMistake("none of what the stack may need", { ...closed, [E]: { ssm: { zones: { "eu-west-1": [] } } } }, [
    `${E}.ssm.zones`,
    { "eu-west-1": [] },
    "nothing like it, where a region has no NAT gateway (eu-west-1)",
    "remove it, or set nat",
  ]);
  ruleMistake("a name less of what the stack may need", { ...closed, [E]: { ssm: { privateDns: false } } }, [
    `${E}.ssm.privateDns`,
    false,
    "nothing like it, where a region has no NAT gateway (eu-west-1)",
    "remove it, or set nat",
  ]);
  formMistake(`${E}.kms.policy[0].Action`, "Decrypt", "kms:Decrypt", "write service:Action", {
    given: { [E]: { kms: { policy: [USE] } } },
  });
  formMistake(`${E}.vpce`, {}, "what follows the region in com.amazonaws.REGION", "leave out com.amazonaws");
});
