import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { summary } from "../../analysis";
import type { ResourceNode } from "../../graph";
import { toTerraform } from "../../graph/terraform";
import {
  BASE,
  OF_ACCOUNT,
  ROOT,
  type Raw,
  SHAPES,
  ofProtectedAccount,
  ofType,
  recordConfig,
} from "../support/recording";

const ROLE = "aws:iam/role:Role";
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const rolesSeen = new Set<string>();

/** The account of the last role that a provider takes: that of the stack, or for some of its providers another. */
function accountOf({ inputs: { assumeRoles } }: ResourceNode): string {
  if (assumeRoles === undefined || assumeRoles === "[secret]") return OF_ACCOUNT.account;
  const roles = JSON.parse(assumeRoles as string) as { roleArn: string }[];
  return roles.at(-1)?.roleArn.split(":")[4] ?? "";
}

/** But those that act in another account by a role there, and say that one. */
const providersOf = async (raw: Raw) =>
  ofType(await recordConfig(raw), "pulumi:providers:aws").filter((node) => accountOf(node) === OF_ACCOUNT.account);

// Credentials of another account find nothing of the stack there: the engine, which asks before each update, would forget every address,
// protected or not, and make new ones.
describe("Account of a stack", () => {
  const slack = [{ name: "ops", workspaceId: "T0123ABCD", channelId: "C0123ABCD" }];
  const shapes: Readonly<Record<string, Raw>> = {
    ...SHAPES,
    "alarms in a chat": { ...BASE, monitoring: { notify: { slack } } },
  };
  for (const [shape, raw] of Object.entries(shapes))
    it(`is the only one of every provider's credentials, and has its rules for every role: ${shape}`, async () => {
      const graph = await recordConfig(
        raw["kind"] === "consumer" ? { ...raw, ...OF_ACCOUNT } : ofProtectedAccount(raw),
      );
      const providers = ofType(graph, "pulumi:providers:aws");
      expect(providers).not.to.deep.equal([]);
      for (const node of providers)
        expect(node.inputs["allowedAccountIds"], node.name).to.equal(JSON.stringify([accountOf(node)]));
      for (const { name, inputs } of ofType(graph, ROLE)) {
        expect(inputs, name).to.include({ path: "/tcp/", permissionsBoundary: OF_ACCOUNT.iam.permissionsBoundaryArn });
        expect(inputs, name).not.to.have.property("name");
        expect(inputs["namePrefix"], name).to.match(/^acme-[\w-]{1,32}-$/);
      }
      for (const { name, inputs } of ofType(graph, PROFILE))
        expect(inputs, name).to.include({ path: "/tcp/", namePrefix: `acme-${name}-` });
      const own = ofType(graph, ROLE).map(({ inputs }) => inputs["namePrefix"]);
      expect(own).to.deep.equal([...new Set(own)]);
      for (const { name } of ofType(graph, ROLE))
        rolesSeen.add(name.replace(/-?[a-z]{2}-[a-z]+-\d/, "").replace("-f60718", ""));
    });

  it("has had rules for each kind of role that there is", () => {
    expect([...rolesSeen].filter((role) => !/^consumer-/.test(role)).sort()).to.deep.equal([
      "firewall-vpc-flow-logs-role",
      "fleet-role",
      "latency-role",
      "monitoring-chat-role",
      "network-flow-logs-role",
      ...["awsvpc", "bridge", "fargate"].flatMap((variant) =>
        ["execution", ...(variant === "fargate" ? [] : ["hosts"]), "task"].map((of) => `tasks-${variant}-${of}-role`),
      ),
    ]);
  });

  it("has its rules in one place, which makes all roles", () => {
    const files = readdirSync(join(ROOT, "components"), { recursive: true, encoding: "utf8" });
    const makers = files.filter(
      (file) =>
        file.endsWith(".ts") &&
        /new aws\.iam\.(Role|InstanceProfile)\(/.test(readFileSync(join(ROOT, "components", file), "utf8")),
    );
    expect(makers).to.deep.equal([join("shared", "role.ts")]);
  });

  it("is text, where the file has a number", async () => {
    const [provider] = await providersOf({ ...BASE, account: 210987654321 });
    expect(provider?.inputs["allowedAccountIds"]).to.equal('["210987654321"]');
  });

  it("is any, where none is named", async () => {
    const providers = Object.values(SHAPES).map((raw) => providersOf(raw));
    const named = (await Promise.all(providers)).flat().filter(({ inputs }) => "allowedAccountIds" in inputs);
    expect(named).to.deep.equal([]);
  });
});

const DEPLOYER = "arn:aws:iam::012345678901:role/deployer";
const SETTINGS: Raw = {
  "aws:profile": "123456",
  "aws:assumeRoles": [{ roleArn: DEPLOYER, sessionName: "ha-tcp" }],
  "aws:forbiddenAccountIds": ["210987654321"],
  "aws:defaultTags": { tags: { Owner: "platform", Team: "tcp" } },
  "aws:endpoints": [{ ec2: "https://ec2.example.com" }],
  "aws:maxRetries": 7,
  "aws:useFipsEndpoint": true,
  "aws:userAgents": ["ha-tcp"],
  tags: { Team: "tcp" },
};

/** As the SDK hands them over: JSON, but for text. */
const REACHING = {
  profile: "123456",
  assumeRoles: `[{"roleArn":"${DEPLOYER}","sessionName":"ha-tcp"}]`,
  endpoints: '[{"ec2":"https://ec2.example.com"}]',
  maxRetries: "7",
  useFipsEndpoint: "true",
  userAgents: '["ha-tcp"]',
};
const TAGS = { ManagedBy: "Pulumi", Owner: "platform", Project: "ha-tcp", Stack: "test", Team: "tcp" };

describe("The provider's own settings", () => {
  const shapes = [
    "an accelerator of two regions",
    "two inspected regions, one by a firewall that exists",
    "a consumer of a service of another account",
  ].map((shape) => ({ ...SHAPES[shape], ...SETTINGS }));

  it("reach every provider, in every region, under what is the program's", async () => {
    for (const raw of shapes) {
      const [graph, plain] = await Promise.all([raw, withoutSettings(raw)].map((each) => recordConfig(each)));
      const providers = ofType(graph!, "pulumi:providers:aws");
      expect(providers).not.to.deep.equal([]);
      for (const [index, { inputs }] of providers.entries()) {
        const before = ofType(plain!, "pulumi:providers:aws")[index]?.inputs;
        expect(inputs).to.deep.equal({
          ...before,
          ...REACHING,
          forbiddenAccountIds: '["210987654321"]',
          defaultTags: JSON.stringify({ tags: TAGS }),
        });
      }
    }
  });

  it("have tags that the stack's own win over, and a region that is not used", async () => {
    const own = { ...BASE, tags: { Team: "tcp" }, "aws:region": "eu-north-1" };
    const [provider] = await providersOf({
      ...own,
      "aws:defaultTags": { tags: { Team: "x", Stack: "x", Owner: "y" } },
    });
    expect(provider?.inputs).to.include({
      region: "eu-west-1",
      defaultTags: JSON.stringify({ tags: { ...TAGS, Owner: "y" } }),
    });
  });

  it("change no other resource, but for tags that instances get by name", async () => {
    const { "aws:defaultTags": _, ...others } = shapes[0]!;
    const [graph, plain] = await Promise.all([others, withoutSettings(others)].map((each) => recordConfig(each)));
    const rest = (of: typeof graph) => of!.resources.filter(({ type }) => type !== "pulumi:providers:aws");
    expect(rest(graph)).to.deep.equal(rest(plain));
  });

  it("say nothing of other accounts where one is named: the provider takes one of the two", async () => {
    const [provider] = await providersOf({ ...BASE, ...SETTINGS, account: "012345678901" });
    expect(provider?.inputs).to.include({ allowedAccountIds: '["012345678901"]', ...REACHING });
    expect(provider?.inputs).not.to.have.property("forbiddenAccountIds");
  });

  it("stay encrypted, and are nowhere in the graph", async () => {
    const secrets = {
      "aws:accessKey": "AKIDSECRET",
      "aws:assumeRoles": [{ roleArn: DEPLOYER, externalId: "hunter2" }],
    };
    const graph = await recordConfig({ ...BASE, ...secrets }, { secretKeys: Object.keys(secrets) });
    const [provider] = ofType(graph, "pulumi:providers:aws");
    expect(provider?.secrets).to.deep.equal(["accessKey", "assumeRoles"]);
    expect(provider?.inputs).to.include({ accessKey: "[secret]", assumeRoles: "[secret]" });
    expect(JSON.stringify(graph)).not.to.match(/AKIDSECRET|hunter2/);
    expect(summary(graph).credentials).to.deep.equal({ roles: ["[secret]"] });
  });

  it("stay encrypted in the list of a role that is assumed after them", async () => {
    const zone = {
      zone: "example.com",
      assumeRoleArn: "arn:aws:iam::210987654321:role/dns",
      hostedZoneId: "Z0123456789ABC",
    };
    const before = { "aws:assumeRoles": [{ roleArn: DEPLOYER, externalId: "hunter2" }] };
    const raw = { ...BASE, service: { port: 5000, hostname: "tcp.example.com" }, dns: zone, ...before };
    const open = ofType(await recordConfig(raw), "pulumi:providers:aws").find(({ name }) => name === "aws-dns");
    expect(JSON.parse(String(open?.inputs["assumeRoles"]))).to.deep.equal([
      { roleArn: DEPLOYER, externalId: "hunter2" },
      { roleArn: zone.assumeRoleArn },
    ]);
    const graph = await recordConfig(raw, { secretKeys: Object.keys(before) });
    expect(JSON.stringify(graph)).not.to.include("hunter2");
  });

  it("are the credentials of a plan", async () => {
    const graph = await recordConfig({ ...BASE, ...SETTINGS });
    const roles = { profile: "123456", roles: [DEPLOYER] };
    expect(summary(graph).credentials).to.deep.equal({ otherThan: ["210987654321"], ...roles });
    const named = await recordConfig({ ...BASE, ...SETTINGS, account: "012345678901" });
    expect(summary(named).credentials).to.deep.equal({ accounts: ["012345678901"], ...roles });
    expect(summary(await recordConfig(BASE)).credentials).to.equal(undefined);
  });

  it("are in the provider's block of a Terraform document, an account as itself", async () => {
    const account = "123456789012";
    const role = `arn:aws:iam::${account}:role/deployer`;
    const graph = await recordConfig({ ...BASE, ...SETTINGS, account, "aws:assumeRoles": [{ roleArn: role }] });
    const { document, leftOut } = toTerraform(graph);
    expect((document["provider"] as Raw)["aws"]).to.deep.equal([
      {
        alias: "aws-eu-west-1",
        region: "eu-west-1",
        profile: "123456",
        allowed_account_ids: [account],
        assume_role: [{ role_arn: role }],
        default_tags: { tags: TAGS },
        endpoints: [{ ec2: "https://ec2.example.com" }],
        max_retries: 7,
        use_fips_endpoint: true,
        skip_credentials_validation: false,
        skip_region_validation: true,
      },
    ]);
    expect(leftOut).to.deep.include({
      what: "aws aws-eu-west-1: userAgents",
      why: "version 6 of the provider has it first",
    });
  });
});

const withoutSettings = (raw: Raw): Raw =>
  Object.fromEntries(Object.entries(raw).filter(([key]) => !key.startsWith("aws:")));
