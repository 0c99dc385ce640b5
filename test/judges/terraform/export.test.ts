import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type ResourceNode, qualifyNames } from "../../../graph";
import { toTerraform } from "../../../graph/terraform";
import { type Workspace, runForOutput, workspaceBeside } from "../../../tools/terraform";
import { type Extras, graph, node, reference } from "../../support/graphs";
import { workspaceOrSkip } from "./workspace";

/** A resource of a type that the builders do not have. */
function other(type: string, name: string, inputs: Record<string, unknown> = {}, extras: Extras = {}): ResourceNode {
  const { region = "eu-west-1", ...rest } = extras;
  const model = node("Vpc", name, inputs, { region });
  return { ...model, urn: model.urn.replace("aws:ec2/vpc:Vpc", type), type, ...rest };
}

const vpc = node("Vpc", "net", { cidrBlock: "10.0.0.0/16" });

describe("a Terraform document, as terraform sees it", () => {
  let workspace: Workspace;

  before(async function () {
    workspace = workspaceBeside(await workspaceOrSkip(this), "exported");
  });
  afterEach(() => {
    workspace.clear();
  });

  const PLAN = ["plan", "-refresh=false", "-lock=false", "-input=false", "-no-color"];
  const endpoint = node("VpcEndpoint", "door", {
    vpcEndpointType: "Interface",
    vpcId: reference(vpc),
    serviceName: "x",
  });
  const service = other("aws:ec2/vpcEndpointService:VpcEndpointService", "link", { acceptanceRequired: true });
  const far = qualifyNames({ ...graph([endpoint]), stack: "prod" });

  it("has members of structures and variables of other stacks where they may stand", async () => {
    const tags = {
      name: `tcp://${reference(endpoint, "dnsEntries_0_dnsName")}:5000`,
      proof: reference(service, "privateDnsNameConfigurations_0_name"),
      far: "${VpcEndpoint:prod/door.dnsEntries_0_hostedZoneId}",
    };
    const tied = node("SecurityGroup", "group", { tags }, { replaceWith: [endpoint.urn, service.urn] });
    const found = { ...graph([vpc, endpoint, service, tied]), references: [far] };
    workspace.write("main.tf.json", toTerraform(found).document);
    const valid = await workspace.run("validate", "-no-color");
    expect({ said: valid.stdout, wrong: valid.stderr }).to.deep.equal({
      said: "Success! The configuration is valid.\n\n",
      wrong: "",
    });
    workspace.write("main.tf.json", toTerraform(found, { withoutDataSources: true }).document);
    const planned = await workspace.run(...PLAN);
    expect(planned.stderr).to.equal("");
    expect(planned.stdout).to.include("Plan: 4 to add, 0 to change, 0 to destroy.");
  });

  /** What is planned for each resource, where a VPC with this range and a gateway that is tied to it are there. */
  async function actions(wanted: ResourceNode, replaceWith: string[]): Promise<Record<string, string[]>> {
    const gateway = other("aws:ec2/internetGateway:InternetGateway", "gateway", {}, { replaceWith });
    workspace.write("main.tf.json", toTerraform(graph([wanted, gateway]), { withoutDataSources: true }).document);
    const there = (type: string, name: string, version: number, attributes: Record<string, unknown>) => ({
      ...{ mode: "managed", type, name, provider: 'provider["registry.terraform.io/hashicorp/aws"].aws-eu-west-1' },
      instances: [{ schema_version: version, attributes, sensitive_attributes: [] }],
    });
    const vpcThere = { id: "vpc-0a", cidr_block: "10.0.0.0/16", instance_tenancy: "default", enable_dns_support: true };
    workspace.write("terraform.tfstate", {
      ...{ version: 4, terraform_version: "1.0.0", serial: 1, lineage: "0a1b2c3d-0000-4000-8000-000000000000" },
      outputs: {},
      resources: [
        there("aws_vpc", "net", 1, vpcThere),
        there("aws_internet_gateway", "gateway", 0, { id: "igw-0a", tags_all: {} }),
      ],
    });
    try {
      await runForOutput(workspace, ...PLAN, "-out=plan");
      const shown = JSON.parse(await runForOutput(workspace, "show", "-json", "plan")) as {
        resource_changes: { address: string; change: { actions: string[] } }[];
      };
      return Object.fromEntries(shown.resource_changes.map(({ address, change }) => [address, change.actions]));
    } finally {
      unlinkSync(join(workspace.dir, "terraform.tfstate"));
    }
  }

  const replaced = ["create", "delete"];
  for (const [what, inputs, replaceWith, onVpc, onGateway] of [
    [
      "replaces what is tied to a resource that is replaced",
      { cidrBlock: "10.1.0.0/16" },
      [vpc.urn],
      replaced,
      replaced,
    ],
    ["keeps what is not tied to it", { cidrBlock: "10.1.0.0/16" }, [], replaced, ["no-op"]],
    [
      "keeps what is tied to a resource that is only updated",
      { cidrBlock: "10.0.0.0/16", tags: { a: "b" } },
      [vpc.urn],
      ["update"],
      ["no-op"],
    ],
  ] as [string, Record<string, unknown>, string[], string[], string[]][])
    it(what, async () => {
      expect(await actions(node("Vpc", "net", inputs), replaceWith)).to.deep.equal({
        "aws_vpc.net": onVpc,
        "aws_internet_gateway.gateway": onGateway,
      });
    });
});
