import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { record, type Program } from "../../graph";
import { COMPUTED, COMPUTED_LISTS, COMPUTED_STRUCTURES, type Recorded } from "../../graph/computed";
import { endpointIn } from "../../plan/inspection";
import { find } from "../support/recording";

const ASSOCIATION = "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation";

const recorded = (inputs: Recorded["inputs"], subnets: Record<string, Recorded["inputs"]>): Recorded => ({
  inputs,
  reference: (property) => `\${VpcEndpointAssociation:one.${property}}`,
  inputsOf: (value) => subnets[String(value)],
});

describe("graph/computed", () => {
  it("has a row for every type whose outputs are lists or structures", () => {
    const types = [...Object.keys(COMPUTED_LISTS), ...Object.keys(COMPUTED_STRUCTURES)];
    expect(types.filter((type) => !(type in COMPUTED))).to.deep.equal([]);
  });

  it("names no output twice", () => {
    for (const [type, names] of Object.entries(COMPUTED)) {
      const all = [...names, ...Object.keys(COMPUTED_LISTS[type] ?? {})];
      expect(all.filter((name, at) => all.indexOf(name) !== at)).to.deep.equal([]);
    }
  });

  it("gives an association one endpoint, in the zone of its subnet", () => {
    const structure = COMPUTED_STRUCTURES[ASSOCIATION]!;
    const subnets = { s1: { availabilityZone: "eu-west-1a" }, s2: { availabilityZone: "eu-west-1b" } };
    expect(structure(recorded({ subnetMapping: { subnetId: "s2" } }, subnets))).to.deep.equal({
      vpcEndpointAssociationStatuses: [
        {
          associationSyncStates: [
            {
              availabilityZone: "eu-west-1b",
              attachments: [
                {
                  endpointId: "${VpcEndpointAssociation:one.endpointId}",
                  subnetId: "s2",
                  status: "READY",
                  statusMessage: "",
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it("knows no zone of a subnet that is not the stack's", () => {
    const structure = COMPUTED_STRUCTURES[ASSOCIATION]!;
    const { vpcEndpointAssociationStatuses: statuses } = structure(
      recorded({ subnetMapping: { subnetId: "subnet-0a1b2c3d" } }, {}),
    ) as { vpcEndpointAssociationStatuses: Parameters<typeof endpointIn>[0] };
    expect(statuses[0]?.associationSyncStates[0]?.availabilityZone).to.equal(undefined);
  });
});

describe("graph/computed, in a recording", () => {
  /** Two associations, each of which says the endpoint that it has. */
  const program: Program = () => {
    const vpc = new aws.ec2.Vpc("v", { cidrBlock: "10.0.0.0/16" });
    const ids = ["b", "a"].map((zone) => {
      const subnet = new aws.ec2.Subnet(`s-${zone}`, { vpcId: vpc.id, availabilityZone: `eu-west-1${zone}` });
      const association = new aws.networkfirewall.VpcEndpointAssociation(`e-${zone}`, {
        firewallArn: "arn:aws:network-firewall:eu-west-1:123456789012:firewall/f",
        vpcId: vpc.id,
        subnetMapping: { subnetId: subnet.id },
      });
      return association.vpcEndpointAssociationStatuses.apply((statuses) => endpointIn(statuses, `eu-west-1${zone}`));
    });
    new aws.ec2.Route("r", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", vpcEndpointId: ids[1] });
    return { endpoints: pulumi.all(ids) };
  };
  const run = (preview: boolean) => record({ program, project: "p", stack: "s", config: {}, preview });

  it("reads as references, each to the association that it is of", async () => {
    const graph = await run(false);
    expect(graph.outputs).to.deep.equal({
      endpoints: ["${VpcEndpointAssociation:e-b.endpointId}", "${VpcEndpointAssociation:e-a.endpointId}"],
    });
    const route = find(graph, "aws:ec2/route:Route", "r");
    expect(route.inputs["vpcEndpointId"]).to.equal("${VpcEndpointAssociation:e-a.endpointId}");
    expect(route.dependencies.map((urn) => urn.split("::").at(-1))).to.deep.equal(["e-a"]);
  });

  it("is unknown in a preview, and nothing looks into it", async () => {
    const graph = await run(true);
    expect(graph.outputs).to.deep.equal({ endpoints: null });
    expect(find(graph, "aws:ec2/route:Route", "r").inputs["vpcEndpointId"]).to.equal(null);
  });

  it("fails where a zone has no endpoint: a route to nowhere would be a wrong plan", async () => {
    const lost: Program = () => {
      const vpc = new aws.ec2.Vpc("v", { cidrBlock: "10.0.0.0/16" });
      const subnet = new aws.ec2.Subnet("s", { vpcId: vpc.id, availabilityZone: "eu-west-1a" });
      const { vpcEndpointAssociationStatuses } = new aws.networkfirewall.VpcEndpointAssociation("e", {
        firewallArn: "arn:aws:network-firewall:eu-west-1:123456789012:firewall/f",
        vpcId: vpc.id,
        subnetMapping: { subnetId: subnet.id },
      });
      return { id: vpcEndpointAssociationStatuses.apply((statuses) => endpointIn(statuses, "eu-west-1c")) };
    };
    const failed = await record({ program: lost, project: "p", stack: "s", config: {} }).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    expect(failed).to.include(
      "the firewall has 0 endpoints in eu-west-1c, and must have one; it has some in: eu-west-1a",
    );
  });
});
