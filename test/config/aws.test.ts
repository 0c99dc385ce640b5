import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { awsWarnings, rawAwsSettings } from "../../config/awsSettings";
import { formatPath } from "../../config/mistakes";
import { AWS_KEY, AWS_SECRETS, AWS_SETTINGS } from "../../config/sections/aws";
import { validate, validateConsumer } from "../../config/validate";
import { ENDPOINT_SERVICES } from "../../plan/endpointServices";
import { editorAccepts, mistakesIn, stackFile } from "../support/mistakes";
import { BASE, ROOT, type Raw, failureOf, recordConfig } from "../support/recording";

const SDK = join(ROOT, "node_modules", "@pulumi", "aws");

/** What an interface of the SDK's typings has, sorted. */
function keysOf(name: string, file: string): string[] {
  const text = readFileSync(join(SDK, file), "utf8");
  const [, body = ""] = new RegExp(`export interface ${name} \\{([^]*?)\\n\\}`).exec(text) ?? [];
  return [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, key = ""]) => key).sort();
}

/** The keys of a setting that is a mapping, or a list of them: those that a wrong one is told. */
function keysInside(setting: string, wrap: (inner: Raw) => unknown): string[] {
  const [mistake] = mistakesIn({ ...BASE, [AWS_KEY]: { [setting]: wrap({ roleArn: DEPLOYER, wrongKey: 1 }) } });
  return (mistake?.allowed ?? "")
    .replace(/^the keys | \(.*$/g, "")
    .split(", ")
    .sort();
}

const ACCOUNT = "123456789012";
const OTHER = "210987654321";
const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/deployer`;

describe("config: the provider's own settings", () => {
  it("are those that the SDK knows", () => {
    expect(Object.keys(AWS_SETTINGS).sort()).to.deep.equal(keysOf("ProviderArgs", "provider.d.ts"));
    expect([...ENDPOINT_SERVICES].sort()).to.deep.equal(keysOf("ProviderEndpoint", "types/input.d.ts"));
  });

  it("have inside what the SDK has there", () => {
    const input = "types/input.d.ts";
    expect(keysInside("assumeRoles", (inner) => [inner])).to.deep.equal(keysOf("ProviderAssumeRole", input));
    expect(keysInside("assumeRoleWithWebIdentity", (inner) => inner)).to.deep.equal(
      keysOf("ProviderAssumeRoleWithWebIdentity", input),
    );
    expect(keysInside("ignoreTags", () => ({ wrong: 1 }))).to.deep.equal(keysOf("ProviderIgnoreTags", input));
    expect(keysInside("defaultTags", () => ({ wrong: 1 }))).to.deep.equal(keysOf("ProviderDefaultTags", input));
  });

  it("are read as their types say, whatever they look like", () => {
    const text = { "aws:profile": "123456", "aws:maxRetries": "5", "aws:insecure": "true", "aws:token": "[1]" };
    expect(rawAwsSettings({ ...text, "awsx:profile": "x", "ha-tcp:profile": "x" })).to.deep.equal({
      raw: { profile: "123456", maxRetries: 5, insecure: true, token: "[1]" },
      hidden: {},
    });
    expect(rawAwsSettings({ "ha-tcp:protect": "true" })).to.deep.equal({ raw: undefined, hidden: {} });
  });

  it("that are encrypted as a whole are not judged offline", () => {
    expect(rawAwsSettings({ "aws:assumeRoles": "[secret] 0123abcd" })).to.deep.equal({
      raw: {},
      hidden: { assumeRoles: "[secret] 0123abcd" },
    });
  });
});

type Row = readonly [what: string, settings: Raw, at: string, allowed: string, fix: string, own?: Raw];

const ACCOUNT_SAID = { account: ACCOUNT };
const ELSEWHERE = `arn:aws:iam::${OTHER}:role/x`;
const NAMES_OF_OTHER: Raw = {
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ", assumeRoleArn: ELSEWHERE },
};
const PEERED_WITH_OTHER: Raw = {
  regions: {
    "eu-west-1": {
      zones: ["a", "b"],
      cidr: "10.20.0.0/16",
      peerings: {
        data: { vpcId: "vpc-0123456789abcdef0", account: OTHER, ranges: ["10.30.0.0/16"], assumeRoleArn: ELSEWHERE },
      },
    },
  },
};
const ROLE_OF_OTHER = { assumeRoles: [{ roleArn: DEPLOYER }, { roleArn: ELSEWHERE }] };

const MISTAKES: readonly Row[] = [
  [
    "an unknown key",
    { profil: "x" },
    "aws:profil",
    "the keys of aws, in docs/config.md#settings-of-the-provider",
    "write profile",
  ],
  ["the key of another version", { assumeRole: {} }, "aws:assumeRole", "a list in this version", "aws:assumeRoles: ["],
  ["a list in a mapping's place", { assumeRoles: {} }, "aws:assumeRoles", "a list of roles", "[{ roleArn: … }]"],
  ["no role", { assumeRoles: [{}] }, "aws:assumeRoles[0].roleArn", "the ARN of a role", "copy the ARN"],
  [
    "a user in a role's place",
    { assumeRoles: [{ roleArn: `arn:aws:iam::${ACCOUNT}:user/x` }] },
    "aws:assumeRoles[0].roleArn",
    "the ARN of a role",
    "copy the ARN",
  ],
  [
    "a wrong duration",
    { assumeRoles: [{ roleArn: DEPLOYER, duration: "3600" }] },
    "aws:assumeRoles[0].duration",
    "such as 1h",
    "its unit",
  ],
  ["half an account", { allowedAccountIds: ["1234"] }, "aws:allowedAccountIds[0]", "the 12 digits", "in quotes"],
  ["tags without tags", { defaultTags: { Team: "a" } }, "aws:defaultTags.Team", "the keys tags", "remove it"],
  [
    "a number of words",
    { maxRetries: "lots" },
    "aws:maxRetries",
    "a whole number of retries",
    "write the number alone",
  ],
  [
    "an unknown service",
    { endpoints: [{ ec3: "https://x" }] },
    "aws:endpoints[0].ec3",
    "such as ec2, elbv2",
    "write ec2",
  ],
  ["no URL", { endpoints: [{ ec2: "x" }] }, "aws:endpoints[0].ec2", "a URL that begins with", "with its scheme"],
  ["a mode there is not", { retryMode: "fast" }, "aws:retryMode", "one of standard, adaptive", "choose one"],
  [
    "another account than ours",
    { allowedAccountIds: [OTHER] },
    "aws:allowedAccountIds",
    `${ACCOUNT} among them: ha-tcp:account says`,
    "change ha-tcp:account",
    ACCOUNT_SAID,
  ],
  [
    "our account forbidden",
    { forbiddenAccountIds: [ACCOUNT] },
    "aws:forbiddenAccountIds[0]",
    `ha-tcp:account says ${ACCOUNT}`,
    "remove it here or there",
    ACCOUNT_SAID,
  ],
  [
    "accounts allowed and forbidden",
    { allowedAccountIds: [ACCOUNT], forbiddenAccountIds: [OTHER] },
    "aws:forbiddenAccountIds",
    "nothing beside aws:allowedAccountIds",
    "remove it",
  ],
  [
    "a role of another account than ours",
    ROLE_OF_OTHER,
    "aws:assumeRoles[1].roleArn",
    `ha-tcp:account says ${ACCOUNT}`,
    "a role of the stack's account",
    ACCOUNT_SAID,
  ],
  [
    "a role of an account that is not allowed",
    { ...ROLE_OF_OTHER, allowedAccountIds: [ACCOUNT] },
    "aws:assumeRoles[1].roleArn",
    `aws:allowedAccountIds says ${ACCOUNT}`,
    "a role of the stack's account",
  ],
  [
    "a role of a forbidden account",
    { ...ROLE_OF_OTHER, forbiddenAccountIds: [OTHER] },
    "aws:assumeRoles[1].roleArn",
    `aws:forbiddenAccountIds says ${OTHER}`,
    "a role of the stack's account",
  ],
  [
    "an account that nobody asks for",
    { skipCredentialsValidation: true, skipRequestingAccountId: true },
    "aws:skipRequestingAccountId",
    `ha-tcp:account says ${ACCOUNT}: with aws:skipCredentialsValidation`,
    "remove one of the three",
    ACCOUNT_SAID,
  ],
  [
    "a zone in a forbidden account",
    { forbiddenAccountIds: [OTHER] },
    "ha-tcp:dns.assumeRoleArn",
    `aws:forbiddenAccountIds says ${OTHER}`,
    "take the account out",
    NAMES_OF_OTHER,
  ],
  [
    "a zone in an account that nobody asks for",
    { skipCredentialsValidation: true, skipRequestingAccountId: true },
    "ha-tcp:dns.assumeRoleArn",
    "nothing, with aws:skipRequestingAccountId",
    "remove one of the three",
    NAMES_OF_OTHER,
  ],
  [
    "a peering with a forbidden account",
    { forbiddenAccountIds: [OTHER] },
    "ha-tcp:regions.eu-west-1.peerings.data.assumeRoleArn",
    `aws:forbiddenAccountIds says ${OTHER}`,
    "take the account out",
    PEERED_WITH_OTHER,
  ],
  [
    "no token",
    { assumeRoleWithWebIdentity: { roleArn: DEPLOYER } },
    "aws:assumeRoleWithWebIdentity.webIdentityTokenFile",
    "the path of a file",
    "or webIdentityToken",
  ],
  [
    "two tokens",
    { assumeRoleWithWebIdentity: { roleArn: DEPLOYER, webIdentityToken: "x", webIdentityTokenFile: "/x" } },
    "aws:assumeRoleWithWebIdentity.webIdentityTokenFile",
    "nothing beside webIdentityToken",
    "remove it",
  ],
  [
    "a tag in another case",
    { defaultTags: { tags: { team: "a" } } },
    "aws:defaultTags.tags.team",
    "keys other than Team",
    "write Team",
    { tags: { Team: "b" } },
  ],
  [
    "too many tags",
    { defaultTags: { tags: Object.fromEntries([...Array(45).keys()].map((i) => [`Tag${i}`, "x"])) } },
    "ha-tcp:tags",
    "45 tags",
    "remove some",
    { tags: { Team: "b" } },
  ],
];

describe("config: mistakes in the provider's settings", () => {
  for (const [what, settings, at, allowed, fix, own = {}] of MISTAKES)
    it(what, () => {
      const found = validate({ ...BASE, ...own, [AWS_KEY]: settings }).mistakes ?? [];
      expect(found.map(({ path }) => formatPath("ha-tcp", path))).to.deep.equal([at]);
      expect(found[0]?.allowed).to.include(allowed);
      expect(found[0]?.fix).to.include(fix);
    });

  it("are told in a consumer's stack, too", () => {
    const raw = {
      kind: "consumer",
      account: ACCOUNT,
      provider: { kind: "stack", stack: "prod" },
      consumer: { name: "a", region: "eu-west-1", vpc: { kind: "created", cidr: "10.1.0.0/16", zones: ["a", "b"] } },
      [AWS_KEY]: { allowedAccountIds: [OTHER] },
    };
    const found = validateConsumer(raw).mistakes ?? [];
    expect(found.map(({ path }) => formatPath("ha-tcp", path))).to.deep.equal(["aws:allowedAccountIds"]);
  });

  it("stop the program by their names in the file, with those of its own", async () => {
    const { message } = await failureOf(recordConfig({ ...BASE, protect: 5, "aws:profil": "x" }));
    expect(message).to.include("has 2 mistakes; nothing was done.");
    expect(message).to.include("\n  aws:profil\n    value    x\n");
    expect(message).to.include("\n  ha-tcp:protect\n");
  });

  it("are underlined by editors", () => {
    const file = (settings: Raw) => ({ config: { ...stackFile(BASE).config, ...settings } });
    const accepted = [{ "aws:profile": "x" }, { "aws:token": { secure: "v1:abc" } }, { "gcp:project": "x" }];
    const refused = [{ "aws:profil": "x" }, { "aws:profile": { secure: "v1:abc" } }, { "aws:assumeRoles": {} }];
    expect(accepted.map((each) => editorAccepts(file(each)))).to.deep.equal([true, true, true]);
    expect(refused.map((each) => editorAccepts(file(each)))).to.deep.equal([false, false, false]);
  });

  it("where one is encrypted that a plan must know, are told without its value", () => {
    const raw = { ...BASE, [AWS_KEY]: { allowedAccountIds: [ACCOUNT], accessKey: "x", token: 5 } };
    const found = mistakesIn(raw, ["aws:allowedAccountIds", "aws:token", "aws:accessKey"]);
    expect(found.map(({ path, value }) => [path.join(""), value])).to.deep.equal([
      ["aws:allowedAccountIds", "[secret]"],
      ["aws:token", "[secret]"],
    ]);
    expect(AWS_SECRETS.filter((key) => !(key in AWS_SETTINGS))).to.deep.equal([]);
  });
});

describe("config: settings of the provider that do nothing", () => {
  it("are told: the region, and tags that the stack's own win over", () => {
    const settings = { region: "eu-west-1", defaultTags: { tags: { Team: "a", Owner: "b", Stack: "test" } } };
    expect(awsWarnings(settings, { Team: "c", Stack: "test" })).to.deep.equal([
      "aws:region is not used: ha-tcp:regions says where the stack is, and each provider has the region of what it makes.",
      "aws:defaultTags says Team: a; the stack's own Team: c wins.",
    ]);
    expect(awsWarnings(undefined, {})).to.deep.equal([]);
  });
});
