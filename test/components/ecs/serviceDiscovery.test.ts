import { expect } from "chai";
import { BASE, SHAPES, find, inputs, recordConfig } from "../../support/recording";

const NAMESPACE = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace";
const NAMES = "aws:servicediscovery/service:Service";
const tags = { Name: "ha-tcp-test-tasks-eu-west-1" };
const namespaceId = "${PrivateDnsNamespace:tasks-eu-west-1-namespace.id}";

const VARIANTS = [
  { title: "tasks with interfaces of their own", logical: "names-a", name: "service", type: "A" },
  { title: "tasks on the bridge", logical: "names-srv", name: "_service._tcp", type: "SRV" },
  { title: "tasks on Fargate without NAT", logical: "names-a", name: "service", type: "A" },
];

for (const { title, logical, name, type } of VARIANTS)
  describe(`Discovery of ${title}`, () => {
    it("is a private zone of the VPC, named by project and stack", async () => {
      expect(inputs(await recordConfig(SHAPES[title]!), NAMESPACE)).to.deep.equal({
        "tasks-eu-west-1-namespace": {
          region: "eu-west-1",
          name: "ha-tcp-test.internal",
          vpc: "${Vpc:network-eu-west-1-vpc.id}",
          description: "Tasks of the TCP service",
          tags,
        },
      });
    });

    it(`is one name in it, which answers with ${type} records of the tasks that ECS says are well`, async () => {
      expect(inputs(await recordConfig(SHAPES[title]!), NAMES)).to.deep.equal({
        [`tasks-eu-west-1-${logical}`]: {
          region: "eu-west-1",
          name,
          namespaceId,
          dnsConfig: { namespaceId, dnsRecords: [{ type, ttl: 10 }], routingPolicy: "MULTIVALUE" },
          healthCheckCustomConfig: { failureThreshold: 1 },
          forceDestroy: true,
          tags,
        },
      });
    });

    it("has its name again only once the one before it has gone", async () => {
      const graph = await recordConfig(SHAPES[title]!);
      expect(find(graph, NAMES, `tasks-eu-west-1-${logical}`).deleteBeforeReplace).to.equal(true);
      expect(find(graph, NAMESPACE, "tasks-eu-west-1-namespace").deleteBeforeReplace).to.equal(false);
    });
  });

describe("Discovery as configured", () => {
  it("has the zone and the time that are named", async () => {
    const discovery = { namespace: "own.local", ttlSeconds: 0 };
    const graph = await recordConfig({ ...BASE, options: ["ecs"], ecs: { discovery } });
    expect(find(graph, NAMESPACE, "tasks-eu-west-1-namespace").inputs["name"]).to.equal("own.local");
    const { dnsConfig } = find(graph, NAMES, "tasks-eu-west-1-names-a").inputs;
    expect(dnsConfig).to.deep.include({ dnsRecords: [{ type: "A", ttl: 0 }] });
    expect(graph.outputs["taskDiscovery"]).to.deep.equal({ "eu-west-1": "service.own.local" });
  });

  it("writes its default zone in lower case, whatever the stack is called", async () => {
    const graph = await recordConfig({ ...BASE, options: ["ecs"] }, { stack: "Blue" });
    expect(find(graph, NAMESPACE, "tasks-eu-west-1-namespace").inputs["name"]).to.equal("ha-tcp-blue.internal");
  });
});
