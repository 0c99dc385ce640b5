import { flag, formMistake, noMistake, ruleMistake, wholeNumber } from "../../support/mistakes";

const KEYS = "guard.keys";
const AUDIT = "guard.audit";
const ARN = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-000000000001";
const TLS = { "service.tls": {}, "regions.eu-west-1.certificates": [CERTIFICATE] };
const existing = (arns: object) => ({ [KEYS]: { kind: "existing", arns } });
const keyOf = (region: string) => ARN.replace("eu-west-1", region);

describe("config: the form of what guards a stack", () => {
  formMistake("guard.key", { kind: "created" }, "budget, keys, audit", "write keys");
  formMistake(`${KEYS}.kind`, "own", "one of created, existing", "one of created, existing", {
    given: { [KEYS]: { kind: "created" } },
  });
  formMistake(`${KEYS}.arns.eu-west-1`, "alias/service", "an ARN that begins with arn:aws:kms:", "copy the ARN", {
    given: existing({}),
  });
  formMistake(`${AUDIT}.queryLogs.retentionDays`, 31, "one of 1, 3, 5", "choose one of the periods");
  wholeNumber(`${AUDIT}.accessLogs.retentionDays`, 1, 3653, "days", TLS);
  flag(`${AUDIT}.accessAnalyzer`);
  flag(`${AUDIT}.configRules`);
});

describe("config: rules of keys that exist", () => {
  noMistake("a key of the region that stores anything", existing({ "eu-west-1": ARN }));
  ruleMistake("none for a region that stores logs and volumes", existing({}), [
    `${KEYS}.arns.eu-west-1`,
    undefined,
    "the ARN of a key of eu-west-1, where the stack stores logs and volumes",
    "add it, or have keys made: kind: created",
  ]);
  ruleMistake("one for a region that stores nothing", existing({ "eu-west-1": ARN, "us-east-1": keyOf("us-east-1") }), [
    `${KEYS}.arns.us-east-1`,
    keyOf("us-east-1"),
    "keys of regions that the stack stores anything in: eu-west-1",
    "remove it",
  ]);
  noMistake("one where query logs go", {
    ...existing({ "eu-west-1": ARN, "us-east-1": keyOf("us-east-1") }),
    [`${AUDIT}.queryLogs`]: {},
  });
  ruleMistake("one of another region", existing({ "eu-west-1": keyOf("eu-west-2") }), [
    `${KEYS}.arns.eu-west-1`,
    keyOf("eu-west-2"),
    "a key of eu-west-1",
    "name one there",
  ]);
});

describe("config: rules of audits", () => {
  noMistake("access logs of TLS", { ...TLS, [`${AUDIT}.accessLogs`]: {} });
  ruleMistake("access logs without TLS", { [`${AUDIT}.accessLogs`]: {} }, [
    `${AUDIT}.accessLogs`,
    {},
    "nothing, without service.tls",
    "add tls: {} to the service",
  ]);
  ruleMistake(
    "query logs without a zone",
    { [`${AUDIT}.queryLogs`]: {}, dns: undefined, "service.hostname": undefined },
    [`${AUDIT}.queryLogs`, {}, "nothing, without the section dns", "remove it, or add dns"],
  );
});
