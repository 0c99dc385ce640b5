import { expect } from "chai";
import { type TypeEffects, replacementTable } from "../../../graph/terraform/replacementTable";
import { typeEffects } from "../../../tools/replacement";
import { createdState, planCases } from "../../../tools/replacement/planner";
import { type Inputs, recordedGraphs, recordedInputs } from "../../../tools/replacement/recordedInputs";
import { providerSchema } from "../../../tools/terraform";
import { workspaceOrSkip } from "./workspace";

const ASKED = [
  "aws:ec2/eip:Eip",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:iam/instanceProfile:InstanceProfile",
  "aws:ec2/route:Route",
];

describe("the provider, asked again", () => {
  let rows: Record<string, TypeEffects>;

  before(async function () {
    const workspace = await workspaceOrSkip(this);
    const recorded = recordedInputs(await recordedGraphs());
    rows = await typeEffects(workspace, new Map(ASKED.map((type) => [type, recorded.get(type) ?? []])));
    workspace.clear();
  });

  for (const type of ASKED)
    it(`says of ${type} what graph/terraform/replacement.json has; npm run replacement writes it again`, () => {
      expect(rows[type]).to.deep.equal(replacementTable().types[type]);
    });
});

/** What corrections.ts says of a route, as none of its targets can be asked about alone. */
describe("the provider, asked about a route that gets another kind of target", () => {
  const ROUTE = "aws:ec2/route:Route";
  const to = (target: Inputs): Inputs => ({ routeTableId: "rtb-0a", destinationCidrBlock: "0.0.0.0/0", ...target });
  const [gateway, endpoint, nat, transit, peering] = [
    to({ gatewayId: "igw-0a1b2c3d4e5f60718" }),
    to({ vpcEndpointId: "vpce-0a1b2c3d4e5f60718" }),
    to({ natGatewayId: "nat-0a1b2c3d4e5f60718" }),
    to({ transitGatewayId: "tgw-0a1b2c3d4e5f60718" }),
    to({ vpcPeeringConnectionId: "pcx-0a1b2c3d4e5f60718" }),
  ];
  const cases: [string, Inputs, Inputs, string[]][] = [
    ["a firewall comes before the internet gateway", gateway, endpoint, ["update"]],
    ["it goes", endpoint, gateway, ["update"]],
    ["another firewall's endpoint", endpoint, to({ vpcEndpointId: "vpce-0f" }), ["update"]],
    ["a NAT gateway for the internet gateway", gateway, nat, ["update"]],
    ["an endpoint for a NAT gateway", nat, endpoint, ["update"]],
    ["a transit gateway for a peering", peering, transit, ["update"]],
    ["a NAT gateway for a transit gateway", transit, nat, ["update"]],
    ["the same", endpoint, endpoint, ["no-op"]],
    // Else nothing here says that the made-up state is taken for what is there.
    ["another destination", gateway, { ...gateway, destinationCidrBlock: "10.0.0.0/8" }, ["delete", "create"]],
  ];
  let planned: (readonly string[])[];

  before(async function () {
    const workspace = await workspaceOrSkip(this);
    const schema = await providerSchema(workspace);
    const made = await planCases(
      workspace,
      schema,
      cases.map(([, inputs]) => ({ type: ROUTE, inputs })),
    );
    const states = made.map((answer) => {
      if (answer.refused !== undefined) throw new Error(answer.refused);
      return createdState(schema, ROUTE, answer);
    });
    const answers = await planCases(
      workspace,
      schema,
      cases.map(([, , inputs], place) => ({ type: ROUTE, inputs, state: states[place] })),
    );
    workspace.clear();
    planned = answers.map((answer) => (answer.refused === undefined ? answer.actions : [answer.refused]));
  });

  for (const [place, [what, , , expected]] of cases.entries())
    it(`${what}: ${expected.join(", ")}`, () => {
      expect(planned[place]).to.deep.equal(expected);
    });
});
