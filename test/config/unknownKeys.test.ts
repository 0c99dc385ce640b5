import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { anchorOf } from "../../cli/configPage/cells";
import { keysOfPlace } from "../../config/form/allowedWords";
import type { Wording } from "../../config/form/schemaMistakes";
import { mistakesOf } from "../../config/mistakes";
import { SERVICE_SECTIONS } from "../../config/schema";
import { CONSUMER_SECTIONS } from "../../config/sections/consumerStack";
import { CONSUMER_STACK, SERVICE_STACK } from "../../config/stackDefinitions";
import { validate } from "../../config/validate";
import { formMistake } from "../support/mistakes";
import { BASE, ROOT } from "../support/recording";

const R = "regions.eu-west-1";
const steps = (list: string, step: object) => ({ given: { [`instances.scaling.${list}`]: [step] } });

describe("config: an unknown key, at each level, with the known one that was probably meant", () => {
  formMistake("servce", {}, "the keys of a stack file, in docs/config.md", "write service");
  formMistake("Tags", {}, "the keys of a stack file, in docs/config.md", "write tags");
  formMistake("networkFirewal", {}, "the keys of a stack file, in docs/config.md", "write networkFirewall");
  formMistake("kubernetes", true, "the keys kind, options, service", "remove it");
  formMistake("service.prot", 80, "the keys of service, in docs/config.md#service", "write port");
  formMistake(
    "service.healthCheck.intervalSecond",
    10,
    "the keys of service.healthCheck, in docs/config.md#service",
    "write intervalSeconds",
  );
  formMistake("service.targetHealth.failOpenBelow", 1, "the keys dnsFailoverMinimumTargets, failOpen", "remove it");
  formMistake(`${R}.zone`, "a", "the keys of regions.eu-west-1, in docs/config.md#regions", "write zones");
  formMistake(`${R}.firewal`, {}, "the keys of regions.eu-west-1, in docs/config.md#regions", "write firewall");
  formMistake("globalAcelerator", {}, "the keys of a stack file, in docs/config.md", "write globalAccelerator");
  formMistake(
    "globalAccelerator.healthChek",
    {},
    "the keys of globalAccelerator, in docs/config.md#globalaccelerator",
    "write healthCheck",
  );
  formMistake(`${R}.acelerator`, {}, "the keys of regions.eu-west-1, in docs/config.md#regions", "write accelerator");
  formMistake(
    `${R}.parkedAdresses`,
    [],
    "the keys of regions.eu-west-1, in docs/config.md#regions",
    "write parkedAddresses",
  );
  formMistake("instances.type", "t3.small", "the keys of instances, in docs/config.md#instances", "write types");
  formMistake(
    "instances.instanceRefresh.autoRolback",
    true,
    "the keys of instances.instanceRefresh, in docs/config.md#instances",
    "write autoRollback",
  );
  formMistake(
    "instances.scaling.stepOut",
    [],
    "the keys of instances.scaling, in docs/config.md#instances",
    "write stepsOut",
  );
  formMistake(
    "instances.scaling.stepsOut[0].more",
    1,
    "the keys above, add",
    "remove it",
    steps("stepsOut", { above: 60, add: 1 }),
  );
  formMistake(
    "instances.scaling.stepsIn[0].belov",
    1,
    "the keys below, remove",
    "write below",
    steps("stepsIn", { below: 9, remove: 1 }),
  );
  formMistake("instances.egress[0].prot", 1, "the keys cidr, port", "write port", {
    given: { "instances.egress": [{ cidr: "10.0.0.0/24", port: 1 }] },
  });
  formMistake("dns.zon", "example.com", "the keys of dns, in docs/config.md#dns", "write zone");
  formMistake(
    "dns.healthCheck.failureTreshold",
    3,
    "the keys of dns.healthCheck, in docs/config.md#dns",
    "write failureThreshold",
  );
  formMistake("network.flowlogs", {}, "the keys ipv6, ipv6Egress, flowLogs, endpoints, s3Buckets", "write flowLogs");
  formMistake(
    "network.flowLogs.retentionDay",
    30,
    "the keys of network.flowLogs, in docs/config.md#network",
    "write retentionDays",
  );

  // The keys of a workload are those of its kind.
  const container = { given: { "instances.workload": { kind: "container", image: "nginx" } } };
  formMistake(
    "instances.workload.comand",
    [],
    "the keys of instances.workload, in docs/config.md#instances",
    "write command",
    container,
  );
  const echo = { given: { "instances.workload": { kind: "echo" } } };
  formMistake("instances.workload.image", "nginx", "the keys kind", "remove it", echo);

  // `max` is like it, and would be wrong: most hosts are not fewest.
  formMistake(
    "ecs.hosts.min",
    2,
    "nothing: hosts begin with none",
    "remove it; ecs.min says how many tasks there are at least, and hosts.targetCapacityPercent",
  );

  // That many take no minutes shows in the time that the test takes: each is compared with all others where a step is quadratic.
  it("the first ten of 20,000, in the order of the file, and how many more there are", () => {
    const unknown = Array.from({ length: 20_000 }, (_, index) => `unknown${index}`);
    const service = { port: 5000, ...Object.fromEntries(unknown.map((key) => [key, 1])) };
    const { mistakes = [] } = validate({ ...BASE, service });
    const told = unknown.slice(0, 10).map((key) => `service.${key}`);
    expect(mistakes.map(({ path }) => path.join("."))).to.deep.equal([...told, "service"]);
    expect(mistakes.at(-1)?.value).to.equal("and 19,990 more that are wrong here in the same way");
  });

  it("told of the page that explains the keys of its section", () => {
    const page = readFileSync(join(ROOT, "docs/config.md"), "utf8");
    const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => anchorOf(title));
    const pagesOf = (sections: object, { reference }: Pick<Wording, "reference">) =>
      [[], ["aws:", "profil"], ...Object.keys(sections).map((key) => [key])].map((path) => reference.pageOf(path));
    const pages = [...pagesOf(SERVICE_SECTIONS, SERVICE_STACK), ...pagesOf(CONSUMER_SECTIONS, CONSUMER_STACK)];
    expect(pages.filter((each) => !anchors.includes(each.split("#")[1] ?? anchors[0] ?? ""))).to.deep.equal([]);
    expect(pages.slice(0, 2)).to.deep.equal(["docs/config.md", "docs/config.md#settings-of-the-provider"]);
  });

  it("the first forty of very many keys", () => {
    const known = Array.from({ length: 50 }, (_, index) => `key${index}`);
    expect(keysOfPlace(known, ["service"], SERVICE_STACK.reference)).to.deep.equal({
      allowed: `the keys ${known.slice(0, 40).join(", ")} and 10 more (docs/config.md#service)`,
      again: "the keys of service, in docs/config.md#service",
    });
  });

  it("with the known keys once for each mapping, to machines, too", () => {
    const service = { port: 5000, kubernetes: 1, quorum: 2 };
    const [first, second, ...others] = mistakesOf(validate({ ...BASE, service }), "ha-tcp");
    expect(first?.allowed).to.match(/^the keys port, targetPort, .* tls \(docs\/config\.md#service\)$/);
    expect([second, ...others]).to.deep.equal([
      {
        path: "ha-tcp:service.quorum",
        value: 2,
        allowed: "the keys of service, in docs/config.md#service",
        fix: "remove it",
      },
    ]);
  });
});
