import { formMistake, noMistake, ruleMistake } from "../../support/mistakes";

const F = "network.flowLogs";
const D = `${F}.destination`;
const STREAM = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/flow-logs";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd";
const firehose = (arn = STREAM, more: object = {}) => ({
  kind: "firehose",
  deliveryStreams: { "eu-west-1": arn },
  ...more,
});
const roles = (source: string, destination: string) => ({
  crossAccount: {
    sourceRoleArn: `arn:aws:iam::${source}:role/source`,
    destinationRoleArn: `arn:aws:iam::${destination}:role/AWSLogDeliveryFirehoseCrossAccountRole`,
  },
});

describe("config: rules of flow logs", () => {
  noMistake("none", { [D]: { kind: "none" } });
  noMistake("a bucket that is made, kept for a year by a key", {
    [F]: { destination: { kind: "s3" }, retentionDays: 365, kmsKeyArns: { "eu-west-1": KEY } },
  });
  noMistake("a bucket that exists", { [D]: { kind: "s3", bucket: "log-archive", prefix: "team/tcp" } });
  noMistake("a stream", { [D]: firehose() });
  noMistake("a stream of another account", {
    [D]: firehose(STREAM, roles("210987654321", "123456789012")),
    account: "210987654321",
  });
  for (const [key, value] of Object.entries({ traffic: "REJECT", intervalSeconds: 60, fields: ["version"] }))
    ruleMistake(`${key} of no flow logs`, { [F]: { destination: { kind: "none" }, [key]: value } }, [
      `${F}.${key}`,
      value,
      "nothing, where there are no flow logs",
      "remove it, or name a destination",
    ]);
  for (const [key, value] of Object.entries({ retentionDays: 7, kmsKeyArns: { "eu-west-1": KEY } }))
    ruleMistake(
      `${key} of somebody's bucket`,
      { [F]: { destination: { kind: "s3", bucket: "theirs" }, [key]: value } },
      [`${F}.${key}`, value, "nothing, where flow logs go to what exists", "remove it, or the destination"],
    );
  ruleMistake("a folder in a bucket that is made", { [D]: { kind: "s3", prefix: "team" } }, [
    `${D}.prefix`,
    "team",
    "nothing, where the bucket is made here",
    "name the bucket",
  ]);
  ruleMistake("a field twice", { [`${F}.fields`]: ["srcaddr", "dstaddr", "srcaddr"] }, [
    `${F}.fields[2]`,
    "srcaddr",
    "each field once",
    "remove the repetition",
  ]);
  ruleMistake(
    "a stream of another region alone",
    { [D]: { kind: "firehose", deliveryStreams: { "eu-west-2": STREAM } } },
    [`${D}.deliveryStreams.eu-west-2`, STREAM, "regions with a VPC made here: eu-west-1", "remove it"],
    [`${D}.deliveryStreams.eu-west-1`, undefined, "a delivery stream of eu-west-1", "add it"],
  );
  ruleMistake("a stream's ARN of another region", { [D]: firehose(STREAM.replace("eu-west-1", "eu-west-2")) }, [
    `${D}.deliveryStreams.eu-west-1`,
    STREAM.replace("eu-west-1", "eu-west-2"),
    "a delivery stream of eu-west-1",
    "name one there",
  ]);
  ruleMistake("a stream of another account without roles", { [D]: firehose(), account: "210987654321" }, [
    `${D}.deliveryStreams.eu-west-1`,
    STREAM,
    "a delivery stream of the account, 210987654321",
    "give crossAccount",
  ]);
  ruleMistake("roles where all is of one account", { [D]: firehose(STREAM, roles("123456789012", "123456789012")) }, [
    `${D}.crossAccount`,
    roles("123456789012", "123456789012").crossAccount,
    "one of 123456789012, whose the delivery stream is",
    "leave crossAccount out",
  ]);
  ruleMistake(
    "a key of another region",
    { [`${F}.kmsKeyArns`]: { "eu-west-1": KEY.replace("eu-west-1", "eu-west-2") } },
    [`${F}.kmsKeyArns.eu-west-1`, KEY.replace("eu-west-1", "eu-west-2"), "a key of eu-west-1", "name one there"],
  );
  formMistake(`${F}.fields[0]`, "srcadr", "one of version, account-id", "write srcaddr", {
    given: { [`${F}.fields`]: ["srcadr"] },
  });
  formMistake(`${D}.kind`, "cloudwatch", "cloudWatch", "cloudWatch", { given: { [D]: { kind: "cloudwatch" } } });
  formMistake(`${D}.prefix`, "AWSLogs/x", "nor with AWSLogs", "name another", {
    given: { [D]: { kind: "s3", bucket: "theirs", prefix: "AWSLogs/x" } },
  });
});
