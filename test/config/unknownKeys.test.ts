import { expect } from "chai";
import { validate } from "../../config/validate";
import { formMistake } from "../support/mistakes";
import { BASE } from "../support/recording";

const R = "regions.eu-west-1";
const steps = (list: string, step: object) => ({ given: { [`instances.scaling.${list}`]: [step] } });

describe("config: an unknown key, at each level, with the known one that was probably meant", () => {
  formMistake(
    "servce",
    {},
    "the keys kind, options, service, regions, weights, instances, ecs, networkFirewall, privateLink, globalAccelerator, dns, monitoring, network, guard, published, overrides, tags",
    "write service",
  );
  formMistake("Tags", {}, "the keys kind, options, service", "write tags");
  formMistake("networkFirewal", {}, "the keys kind, options, service", "write networkFirewall");
  formMistake("kubernetes", true, "the keys kind, options, service", "remove it");
  formMistake("service.prot", 80, "the keys port, targetPort, alsoListens", "write port");
  formMistake("service.healthCheck.intervalSecond", 10, "the keys protocol, port, path", "write intervalSeconds");
  formMistake("service.targetHealth.failOpenBelow", 1, "the keys dnsFailoverMinimumTargets, failOpen", "remove it");
  formMistake(`${R}.zone`, "a", "the keys zones, cidr, nat, natZone, addresses", "write zones");
  formMistake(`${R}.firewal`, {}, "the keys zones, cidr, nat", "write firewall");
  formMistake("globalAcelerator", {}, "the keys kind, options, service", "write globalAccelerator");
  formMistake("globalAccelerator.healthChek", {}, "the keys ipAddressType, ownAddresses", "write healthCheck");
  formMistake(`${R}.acelerator`, {}, "the keys zones, cidr, nat", "write accelerator");
  formMistake(`${R}.parkedAdresses`, [], "the keys zones, cidr, nat", "write parkedAddresses");
  formMistake("instances.type", "t3.small", "the keys types, min, desired, max", "write types");
  formMistake("instances.instanceRefresh.autoRolback", true, "the keys minHealthyPercent, max", "write autoRollback");
  formMistake("instances.scaling.stepOut", [], "the keys targetCpuPercent, targetNetwork", "write stepsOut");
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
  formMistake("dns.zon", "example.com", "the keys zone, hostedZoneId, assumeRoleArn, create, routing", "write zone");
  formMistake("dns.healthCheck.failureTreshold", 3, "the keys intervalSeconds, failure", "write failureThreshold");
  formMistake("network.flowlogs", {}, "the keys ipv6, ipv6Egress, flowLogs, endpoints, s3Buckets", "write flowLogs");
  formMistake("network.flowLogs.retentionDay", 30, "the keys traffic, retentionDays", "write retentionDays");

  // The keys of a workload are those of its kind.
  const container = { given: { "instances.workload": { kind: "container", image: "nginx" } } };
  formMistake(
    "instances.workload.comand",
    [],
    "the keys kind, image, pullThroughCache, containerPort, command",
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
});
