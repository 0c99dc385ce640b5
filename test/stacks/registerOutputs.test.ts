import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Graph, record } from "../../graph";
import program from "../../index";
import { type Raw, SHAPES, recordConfig, recordStack, engineConfig } from "../support/recording";

interface Registering {
  registerOutputs: (this: object, outputs?: object) => void;
}

/**
 * Records a config and how often each component said itself that it was complete. The SDK says it for those that did not, so that
 * the graph alone does not tell.
 */
async function countingRegistrations(raw: Raw): Promise<{ graph: Graph; counts: Record<string, number> }> {
  const prototype = pulumi.ComponentResource.prototype as unknown as Registering;
  const original = prototype.registerOutputs;
  const counts: Record<string, number> = {};
  prototype.registerOutputs = function (this: object, outputs?: object) {
    const name = (this as { __name?: string }).__name ?? "";
    if (outputs !== undefined) counts[name] = (counts[name] ?? 0) + 1;
    original.call(this, outputs);
  };
  try {
    const graph = await record({ program, project: "ha-tcp", stack: "test", config: engineConfig(raw) });
    return { graph, counts };
  } finally {
    prototype.registerOutputs = original;
  }
}

describe("registerOutputs", () => {
  for (const shape of [
    "two zones, one NAT gateway",
    "no NAT",
    "two regions by latency",
    "both backends",
    "everything inspected",
    "two inspected regions, one by a firewall that exists",
  ])
    it(`is called by each component once, with outputs: ${shape}`, async () => {
      const { graph, counts } = await countingRegistrations(SHAPES[shape]!);
      const components = graph.resources.filter(({ type }) => type.startsWith("ha-tcp:"));
      expect(components.length).to.be.at.least(4);
      const { [`ha-tcp-test`]: ofTheStack, ...ofComponents } = counts;
      expect(ofTheStack).to.equal(1);
      expect(ofComponents).to.deep.equal(Object.fromEntries(components.map(({ name }) => [name, 1])));
      for (const { name, outputs } of components) expect(Object.keys(outputs ?? {}), name).not.to.be.empty;
    });

  it("says of each component what others build on", async () => {
    const graph = await recordStack("dev");
    const components = graph.resources.filter(({ type }) => type.startsWith("ha-tcp:"));
    const address = (name: string) => ({
      allocationId: `\${Eip:addresses-eu-west-1-${name}.allocationId}`,
      publicIp: `\${Eip:addresses-eu-west-1-${name}.publicIp}`,
    });
    const subnet = (name: string) => `\${Subnet:network-eu-west-1-${name}.id}`;
    expect(Object.fromEntries(components.map(({ name, outputs }) => [name, outputs]))).to.deep.equal({
      "addresses-eu-west-1": { front: { a: address("a"), b: address("b") }, egress: { a: address("egress-a") } },
      "network-eu-west-1": {
        vpcId: "${Vpc:network-eu-west-1-vpc.id}",
        frontSubnetIds: { a: subnet("front-a"), b: subnet("front-b") },
        appSubnetIds: { a: subnet("app-a"), b: subnet("app-b") },
      },
      "front-eu-west-1": {
        dnsName: "${LoadBalancer:front-eu-west-1.dnsName}",
        targetGroupArns: { instances: "${TargetGroup:front-eu-west-1-ec2.arn}" },
      },
      "monitoring-dashboard": {
        url: "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/ha-tcp-dev",
      },
      "monitoring-eu-west-1": { topics: { page: [], ticket: [] } },
      "fleet-eu-west-1": { groupName: "${Group:fleet-eu-west-1-asg.name}" },
    });
  });

  it("says of a firewall its ARN", async () => {
    const graph = await recordConfig(SHAPES["two inspected regions, one by a firewall that exists"]!);
    const firewalls = graph.resources.filter(({ type }) => type === "ha-tcp:index:NetworkFirewall");
    expect(firewalls.map(({ name, outputs }) => [name, outputs])).to.deep.equal([
      ["firewall-eu-central-1", { firewallArn: "${Firewall:firewall-eu-central-1.arn}" }],
    ]);
  });
});
