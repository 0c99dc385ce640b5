import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { shared } from "../../config/editor/shared";
import { stackFileSchema } from "../../config/jsonSchema";
import { goodConfig } from "../support/configs";
import { complete, editorAccepts, stackFile } from "../support/mistakes";
import { type Changes, changed, smallest } from "../support/raw";

const accepts = (changes: Changes): boolean => editorAccepts(stackFile(changed(complete(), changes)));

describe("config/jsonSchema: the schema for editors", () => {
  it("is the one in the file that stack files name", () => {
    const file = readFileSync(join(__dirname, "../../config/stack.schema.json"), "utf8");
    expect(JSON.parse(file)).to.deep.equal(shared(stackFileSchema()));
  });

  it("accepts every good config", () => {
    fc.assert(
      fc.property(goodConfig, (raw) => {
        editorAccepts(stackFile(raw));
        expect(editorAccepts.errors ?? []).to.deep.equal([]);
      }),
    );
  });

  // JSON Schema's patterns have no flags: what one says in the program must stand in the pattern.
  it("accepts an image name in capitals, as the program does", () => {
    expect(accepts({ "instances.workload": { kind: "container", image: "Registry.example.com/app" } })).to.equal(true);
  });

  // A key may have the name of one of our words for fields.
  it("knows the clients that a firewall lets in, and what is wrong with them", () => {
    const allowed = (value: unknown) => accepts({ "networkFirewall.allowed": value });
    expect([[], ["198.51.100.0/24"]].map(allowed)).to.deep.equal([true, true]);
    expect(["198.51.100.0/24", ["anybody"], [7]].map(allowed)).to.deep.equal([false, false, false]);
  });

  for (const key of ["options", "service", "regions"])
    it(`demands ${key}, which has no default`, () => {
      expect(editorAccepts(stackFile(smallest()))).to.equal(true);
      expect(accepts({ [key]: undefined })).to.equal(false);
    });

  it("tells of a section of the other kind of stack where it belongs", () => {
    const { config } = stackFileSchema()["properties"] as Record<string, Record<string, unknown>>;
    const { properties: ofConsumer } = config!["then"] as { properties: Record<string, unknown> };
    const { properties: ofService } = config!["else"] as { properties: Record<string, unknown> };
    const told = (key: string, kind: string) => ({
      type: "null",
      not: {},
      errorMessage: `${key} belongs to a stack of kind ${kind}.`,
    });
    expect(ofConsumer["ha-tcp:regions"]).to.deep.equal(told("ha-tcp:regions", "service"));
    expect(Object.keys(ofService).filter((key) => ofService[key] !== true)).to.deep.equal([
      "ha-tcp:provider",
      "ha-tcp:consumer",
      "ha-tcp:flowLogs",
    ]);
    expect(ofService["ha-tcp:consumer"]).to.deep.equal(told("ha-tcp:consumer", "consumer"));
  });

  it("has no word that only the program's messages use", () => {
    const text = JSON.stringify(stackFileSchema());
    for (const word of ["words", "mayBeSecret", "fix"]) expect(text).not.to.include(`"${word}":`);
  });

  it("tells, with a mistake, the same words as the program", () => {
    const own = (stackFileSchema() as { properties: { config: { properties: Record<string, unknown> } } }).properties
      .config;
    expect(own.properties["ha-tcp:protect"]).to.deep.equal({
      type: "boolean",
      default: false,
      description:
        "Whether addresses, load balancers and a hosted zone made here are protected from deletion, and addresses and logs stay in the account " +
        "should they leave the stack all the same. With true an update that would delete one of them does nothing; destroy takes more steps: " +
        "docs/operating.md. Default: false.",
      errorMessage: "Allowed: true or false. To fix it, write true or false, without quotes.",
    });
  });
});

describe("config/jsonSchema: encrypted values", () => {
  const SECRET_ARN = "arn:aws:ssm:eu-west-1:123456789012:parameter/token";
  const secure = { secure: "v1:abc:def" };
  const userData = { "instances.workload": { kind: "userData", userData: "x" } };
  const container = {
    "instances.workload": { kind: "container", image: "nginx", command: ["serve"], environment: { A: "x" } },
  };

  it("may be user data and environment variables", () => {
    expect(accepts({ ...userData, "instances.workload.userData": secure })).to.equal(true);
    expect(accepts({ ...container, "instances.workload.environment.A": secure })).to.equal(true);
  });

  it("may be environment variables of tasks, and nothing else of them", () => {
    const tasks = { ecs: { image: "nginx", environment: { A: "x" }, secrets: { B: SECRET_ARN } } };
    expect(accepts({ ...tasks, "ecs.environment.A": secure })).to.equal(true);
    for (const place of ["ecs", "ecs.image", "ecs.command", "ecs.secrets.B", "ecs.min"])
      expect(accepts({ ...tasks, [place]: secure }), place).to.equal(false);
  });

  it("must be a text alone", () => {
    for (const value of [{ secure: 1 }, { secure: "v1:x", more: 1 }, {}])
      expect(accepts({ ...userData, "instances.workload.userData": value }), JSON.stringify(value)).to.equal(false);
  });

  const places = ["options", "options[0]", "service", "service.port", "service.hostname", "service.allowedClients[0]"];
  const more = ["regions", "regions.eu-west-1", "regions.eu-west-1.cidr", "regions.eu-west-1.addresses.a", "instances"];
  const rest = [
    "instances.types[0]",
    "instances.min",
    "instances.ami",
    "instances.workload",
    "instances.workload.kind",
  ];
  const last = [
    "instances.workload.image",
    "instances.workload.command[0]",
    "dns",
    "dns.zone",
    "networkFirewall",
    "networkFirewall.logs",
    "networkFirewall.suricata",
    "privateLink",
    "privateLink.allowedPrincipals[0]",
    "privateLink.consumers[0]",
    "globalAccelerator",
    "globalAccelerator.published",
    "globalAccelerator.ownAddresses[0]",
    "regions.eu-west-1.accelerator",
    "regions.eu-west-1.accelerator.dial",
    "network",
    "kind",
    "tags.Team",
    "protect",
  ];
  for (const place of [...places, ...more, ...rest, ...last])
    it(`may not be ${place}`, () => {
      expect(accepts({ ...container })).to.equal(true);
      expect(accepts({ ...container, [place]: secure })).to.equal(false);
    });
});

describe("config/jsonSchema: keys", () => {
  const withKey = (key: string, value: unknown) =>
    editorAccepts({ config: { ...stackFile(complete()).config, [key]: value } });

  it("of the program are the known ones", () => {
    expect(withKey("ha-tcp:servce", {})).to.equal(false);
    expect(withKey("ha-tcp:", 1)).to.equal(false);
  });

  it("of other packages may say anything", () => {
    for (const key of ["awsx:region", "pulumi:tags", "ha-tcp-other:servce"])
      expect(withKey(key, { any: 1 })).to.equal(true);
  });

  it("beside config are those of the engine", () => {
    const file = stackFile(complete());
    for (const key of ["environment", "secretsprovider", "encryptedkey", "encryptionsalt"])
      expect(editorAccepts({ ...file, [key]: "x" })).to.equal(true);
    expect(editorAccepts({ ...file, confg: {} })).to.equal(false);
    expect(editorAccepts({})).to.equal(false);
  });
});
