import { expect } from "chai";
import { findings } from "../../../analysis";
import { switchOf } from "../../../analysis/switch/switch";
import { compare } from "../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { BASE, type Raw, find, inputs, inputsOf, recordConfig } from "../../support/recording";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const N = "network-eu-west-1";
const listed = (endpoints: Raw, rest: Raw = {}): Raw => ({ ...BASE, ...rest, network: { endpoints } });
const closed: Raw = { regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "none" } } };
const OWN = {
  Sid: "OwnAccount",
  Effect: "Allow",
  Principal: "*",
  Action: ["*"],
  Resource: ["*"],
  Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
};
const USE = { Effect: "Allow", Principal: "*", Action: ["kms:Decrypt"], Resource: ["*"] };

const statements = async (raw: Raw, service: string): Promise<unknown> =>
  (inputsOf(find(await recordConfig(raw), ENDPOINT, `${N}-${service}`)) as { policy?: { Statement: unknown } }).policy
    ?.Statement;

describe("Endpoints by list", () => {
  it("stand in all zones of the app tier, for the account's own principals", async () => {
    const graph = await recordConfig(listed({ "ecr.api": {}, kms: {} }));
    expect(Object.keys(inputs(graph, ENDPOINT))).to.deep.equal([`${N}-s3`, `${N}-ecr-api`, `${N}-kms`]);
    expect(inputsOf(find(graph, ENDPOINT, `${N}-kms`))).to.deep.equal({
      vpcId: `\${Vpc:${N}-vpc.id}`,
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.eu-west-1.kms",
      subnetIds: [`\${Subnet:${N}-app-a.id}`, `\${Subnet:${N}-app-b.id}`],
      securityGroupIds: [`\${SecurityGroup:${N}-endpoints-sg.id}`],
      privateDnsEnabled: true,
      policy: { Version: "2012-10-17", Statement: [OWN] },
      tags: { Name: `ha-tcp-test-${N}-kms` },
    });
    const rules = inputs(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    expect(rules).to.have.property("fleet-eu-west-1-to-endpoints");
  });

  it("have policies, zones and names as they are asked for", async () => {
    const endpoint = { policy: [{ ...USE, Action: "kms:Decrypt", Resource: "*" }], zones: { "eu-west-1": ["b"] } };
    const graph = await recordConfig(
      listed({ kms: endpoint, "transfer.server": { takesPolicy: false, privateDns: false } }),
    );
    const { subnetIds, policy } = inputsOf(find(graph, ENDPOINT, `${N}-kms`));
    expect([subnetIds, policy]).to.deep.equal([
      [`\${Subnet:${N}-app-b.id}`],
      { Version: "2012-10-17", Statement: [USE] },
    ]);
    const { privateDnsEnabled, ...other } = find(graph, ENDPOINT, `${N}-transfer-server`).inputs;
    expect([privateDnsEnabled, "policy" in other]).to.deep.equal([false, false]);
    const none = await recordConfig(listed({ kms: { zones: { "eu-west-1": [] } } }));
    expect(Object.keys(inputs(none, ENDPOINT))).to.deep.equal([`${N}-s3`]);
  });

  it("merge with those that the stack needs, each once", async () => {
    const needed = await statements({ ...BASE, ...closed }, "ssm");
    expect(await statements(listed({ ssm: {} }, closed), "ssm")).to.deep.equal([...(needed as unknown[]), OWN]);
    expect(await statements(listed({ ssm: { policy: [USE] } }, closed), "ssm")).to.deep.equal([
      ...(needed as unknown[]),
      USE,
    ]);
    expect(await statements(listed({ kms: {} }, closed), "ssm")).to.deep.equal(needed);
  });

  it("reach DynamoDB by a route, and tables of the account alone", async () => {
    const graph = await recordConfig(listed({ dynamodb: {} }));
    const { routeTableIds, vpcEndpointType, policy } = inputsOf(find(graph, ENDPOINT, `${N}-dynamodb`));
    const Condition = {
      StringEquals: { "aws:PrincipalAccount": "123456789012", "aws:ResourceAccount": "123456789012" },
    };
    expect([vpcEndpointType, routeTableIds, policy]).to.deep.equal([
      "Gateway",
      [`\${RouteTable:${N}-app-a-rt.id}`, `\${RouteTable:${N}-app-b-rt.id}`],
      { Version: "2012-10-17", Statement: [{ ...OWN, Condition }] },
    ]);
    const rules = inputs(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    expect(rules["fleet-eu-west-1-to-dynamodb"]).to.include({
      prefixListId: `\${VpcEndpoint:${N}-dynamodb.prefixListId}`,
      fromPort: 443,
      toPort: 443,
    });
    expect(await statements(listed({ s3: { policy: [USE] } }), "s3")).to.have.deep.members([
      ...((await statements(BASE, "s3")) as unknown[]),
      USE,
    ]);
  });

  it("touch no other when one comes or goes", async () => {
    const [one, two] = [
      await recordConfig(listed({ kms: {} })),
      await recordConfig(listed({ kms: {}, sts: {}, dynamodb: {} })),
    ];
    const actions = compare(one, two, PROVIDER_EFFECTS).map(({ action, name }) => `${action} ${name}`);
    expect(actions.filter((each) => !each.startsWith("keep")).sort()).to.deep.equal([
      "create fleet-eu-west-1-to-dynamodb",
      `create ${N}-dynamodb`,
      `create ${N}-sts`,
    ]);
  });

  it("are told where nobody has checked their names", async () => {
    const graph = await recordConfig(listed({ kmss: {}, "codecatalyst.git": {} }));
    const unknown = findings(graph).filter(({ rule }) => rule === "unknown-endpoint-service");
    expect(unknown.map(({ text }) => text)).to.deep.equal([
      "Nobody has checked that there is an endpoint of kmss: the table of services does not have it, but kms. If there is none, up fails.",
    ]);
  });

  it("spare names at the firewall", async () => {
    const inspected: Raw = { options: ["networkFirewall"], networkFirewall: { egressDomains: ["api.example.com"] } };
    const closedNames = async (raw: Raw) =>
      findings(await recordConfig(raw)).find(({ rule }) => rule === "closed-names")?.text;
    expect(await closedNames({ ...BASE, ...inspected })).to.include("ssm.eu-west-1");
    const within = { ssm: {}, ssmmessages: {}, ec2messages: {} };
    expect(await closedNames(listed(within, inspected))).to.equal(undefined);
  });
});

describe("Endpoints, changed", () => {
  const told = async (from: Raw, to: Raw) => {
    const [before, after] = [await recordConfig(from), await recordConfig(to)];
    const { interruptions } = switchOf(before, after, compare(before, after, PROVIDER_EFFECTS));
    return interruptions.flatMap(({ rule, severity, who, what }) =>
      rule === "endpoints" ? [`${severity}: ${who}: ${what}`] : [],
    );
  };
  const WHO = `the service's own connections to dynamodb by ${N}-dynamodb`;

  it("cut what is open to DynamoDB when it comes and goes", async () => {
    expect(await told(BASE, listed({ dynamodb: {}, kms: {} }))).to.deep.equal([
      `brief: ${WHO}: they leave the NAT gateway, and open ones are cut`,
    ]);
    expect(await told(listed({ dynamodb: {} }), BASE)).to.deep.equal([
      `brief: ${WHO}: they go by the NAT gateway, and open ones are cut`,
    ]);
  });

  it("leave no way without a NAT gateway", async () => {
    expect(await told(listed({ dynamodb: {} }, closed), { ...BASE, ...closed })).to.deep.equal([
      `outage: ${WHO}: nothing leads there any more`,
    ]);
  });

  it("may allow less", async () => {
    expect(await told(listed({ kms: {} }), listed({ kms: { policy: [USE] } }))).to.deep.equal([
      `none: calls of kms by ${N}-kms: its policy changes: what that allows no more is refused`,
    ]);
  });
});
