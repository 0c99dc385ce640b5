import { expect } from "chai";
import {
  BASE,
  type Raw,
  SHAPES,
  dependenciesOf,
  find,
  inputs,
  inputsOf,
  ofType,
  recordConfig,
} from "../../support/recording";

const ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
const PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
const ACCEPTER = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter";
const OPTIONS = "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions";
const ROUTE = "aws:ec2/route:Route";
const PROPAGATION = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation";
const EVERY = SHAPES["every way to other networks"]!;
const VPC = "${Vpc:network-eu-west-1-vpc.id}";
const W = "ways-eu-west-1";
const named = (name: string) => ({ Name: `ha-tcp-test-${name}` });
const table = (tier: string, zone: string) => `\${RouteTable:network-eu-west-1-${tier}-${zone}-rt.id}`;
const letters = (kept: readonly string[], prefix: string) =>
  kept.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])).sort();

/** Two zones, and ways. */
const withWays = (ways: object, rest: Raw = {}): Raw => ({
  ...BASE,
  ...rest,
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/22", nat: "single", ...ways } },
});

const HUB = { id: "tgw-0a0a0a0a0a0a0a0a0", ranges: ["172.16.0.0/12"] };

describe("Ways: transit gateways", () => {
  it("attaches the VPC in a small open subnet of each zone, all of one route table without routes", async () => {
    const graph = await recordConfig(withWays({ transitGateways: { hub: HUB } }));
    const subnetIds = ["a", "b"].map((zone) => `\${Subnet:${W}-transit-${zone}.id}`);
    expect(inputs(graph, ATTACHMENT)).to.deep.equal({
      [`${W}-tgw-hub`]: {
        transitGatewayId: HUB.id,
        vpcId: VPC,
        subnetIds,
        applianceModeSupport: "disable",
        dnsSupport: "enable",
        tags: named(`${W}-tgw-hub`),
      },
    });
    const subnets = Object.values(inputs(graph, "aws:ec2/subnet:Subnet"));
    expect(
      subnets.flatMap(({ cidrBlock, tags }) => ((tags as Raw)["Tier"] === "transit" ? [cidrBlock] : [])),
    ).to.deep.equal(["10.20.3.128/28", "10.20.3.144/28"]);
    expect(inputsOf(find(graph, "aws:ec2/networkAcl:NetworkAcl", `${W}-transit-nacl`))).to.deep.include({ subnetIds });
    const associated = Object.entries(inputs(graph, "aws:ec2/routeTableAssociation:RouteTableAssociation"));
    expect(associated.filter(([name]) => name.startsWith(W)).map(([, { routeTableId }]) => routeTableId)).to.deep.equal(
      ["a", "b"].map(() => `\${RouteTable:${W}-transit-rt.id}`),
    );
  });

  it("leads each app subnet's packets there, and no other's; front subnets' too where that is asked for", async () => {
    const routesOf = async (settings: object) => {
      const graph = await recordConfig(withWays({ transitGateways: { hub: { ...HUB, ...settings } } }));
      const own = Object.entries(inputs(graph, ROUTE)).filter(([name]) => name.startsWith(W));
      return Object.fromEntries(own);
    };
    const route = (tier: string, zone: string) => [
      `${W}-${tier}-${zone}-172-16-0-0-12`,
      { routeTableId: table(tier, zone), destinationCidrBlock: "172.16.0.0/12", transitGatewayId: HUB.id },
    ];
    const app = ["a", "b"].map((zone) => route("app", zone));
    expect(await routesOf({})).to.deep.equal(Object.fromEntries(app));
    expect(await routesOf({ frontRoutes: true })).to.deep.equal(
      Object.fromEntries([...app, ...["a", "b"].map((zone) => route("front", zone))]),
    );
    expect(await routesOf({ owner: "210987654321", accepted: false })).to.deep.equal({});
  });

  it("has a place in the gateway's own route tables, which a route waits for", async () => {
    const graph = await recordConfig(EVERY);
    expect(inputsOf(find(graph, ATTACHMENT, `${W}-tgw-hub`))).to.deep.include({
      applianceModeSupport: "enable",
      transitGatewayDefaultRouteTableAssociation: false,
      transitGatewayDefaultRouteTablePropagation: false,
    });
    expect(Object.keys(inputsOf(find(graph, ATTACHMENT, `${W}-tgw-shared`)))).not.to.include.members([
      "transitGatewayDefaultRouteTableAssociation",
    ]);
    expect(dependenciesOf(find(graph, ROUTE, `${W}-app-b-10-0-0-0-8`))).to.deep.equal([
      "network-eu-west-1-app-b-rt",
      `${W}-tgw-hub`,
      `${W}-tgw-hub-association`,
      `${W}-tgw-hub-propagation-tgw-rtb-0a0a0a0a0a0a0a0a0`,
      `${W}-tgw-hub-propagation-tgw-rtb-0b0b0b0b0b0b0b0b0`,
    ]);
  });

  it("keeps a connection in one zone where there is a firewall, unless told otherwise", async () => {
    const modes = async (settings: object) => {
      const raw = withWays({ transitGateways: { hub: { ...HUB, ...settings } } }, { options: ["networkFirewall"] });
      return Object.values(inputs(await recordConfig(raw), ATTACHMENT)).map((each) => each["applianceModeSupport"]);
    };
    expect(await modes({})).to.deep.equal(["enable"]);
    expect(await modes({ applianceMode: false })).to.deep.equal(["disable"]);
  });
});

describe("Ways: peerings", () => {
  it("are accepted, and answered about names, by whoever may", async () => {
    const graph = await recordConfig(EVERY);
    const by = (type: string) =>
      Object.fromEntries(
        ofType(graph, type)
          .filter(({ name }) => name.startsWith(W))
          .map(({ name, provider }) => [name.slice(`${W}-peering-`.length), provider?.split("::")[3]]),
      );
    expect(by(PEERING)).to.deep.equal({ far: "aws-eu-west-1", role: "aws-eu-west-1", theirs: "aws-eu-west-1" });
    expect(by(ACCEPTER)).to.deep.equal({ "far-accepter": "aws-us-east-1", "role-accepter": "aws-ways-eu-west-1-role" });
    expect(by(OPTIONS)).to.deep.equal({
      "far-options": "aws-eu-west-1",
      "far-peer-options": "aws-us-east-1",
      "role-options": "aws-eu-west-1",
      "role-peer-options": "aws-ways-eu-west-1-role",
    });
    expect(inputsOf(find(graph, PEERING, `${W}-peering-far`))).to.deep.equal({
      vpcId: VPC,
      peerVpcId: "vpc-0a0a0a0a0a0a0a0a0",
      peerRegion: "us-east-1",
      tags: named(`${W}-peering-far`),
    });
    expect(inputsOf(find(graph, PEERING, `${W}-peering-role`))["peerOwnerId"]).to.equal("210987654321");
    const answers = ["options", "peer-options"].map((each) =>
      inputsOf(find(graph, OPTIONS, `${W}-peering-far-${each}`)),
    );
    expect(answers).to.deep.equal(
      ["requester", "accepter"].map((side) => ({
        vpcPeeringConnectionId: `\${VpcPeeringConnection:${W}-peering-far.id}`,
        [side]: { allowRemoteVpcDnsResolution: true },
      })),
    );
  });

  it("have routes there once they are accepted, and back in the route tables that are named", async () => {
    const graph = await recordConfig(EVERY);
    expect(dependenciesOf(find(graph, ROUTE, `${W}-app-a-10-201-0-0-16`))).to.deep.equal([
      "network-eu-west-1-app-a-rt",
      `${W}-peering-role`,
      `${W}-peering-role-accepter`,
    ]);
    const back = Object.entries(inputs(graph, ROUTE)).filter(([name]) => name.includes("-back-"));
    expect(back).to.deep.equal(
      ["rtb-0a0a0a0a0a0a0a0a0", "rtb-0b0b0b0b0b0b0b0b0"].map((routeTableId) => [
        `${W}-peering-role-back-${routeTableId}`,
        {
          routeTableId,
          destinationCidrBlock: "10.20.0.0/16",
          vpcPeeringConnectionId: `\${VpcPeeringConnection:${W}-peering-role.id}`,
        },
      ]),
    );
  });

  it("between regions of the stack have routes in the app subnets of both, each by its own provider", async () => {
    const graph = await recordConfig(EVERY);
    const name = "peering-eu-central-1-eu-west-1";
    expect(inputsOf(find(graph, PEERING, name))).to.deep.include({
      vpcId: "${Vpc:network-eu-central-1-vpc.id}",
      peerVpcId: VPC,
      peerRegion: "eu-west-1",
    });
    const routes = ofType(graph, ROUTE).filter((node) => node.name.startsWith(name));
    expect(
      routes.map((node) => [
        node.name.slice(name.length + 1),
        node.inputs["destinationCidrBlock"],
        node.provider?.split("::")[3],
      ]),
    ).to.deep.equal([
      ...["a", "b"].map((zone) => [`eu-central-1-app-${zone}`, "10.20.0.0/16", "aws-eu-central-1"]),
      ...["a", "b", "c"].map((zone) => [`eu-west-1-app-${zone}`, "10.21.0.0/16", "aws-eu-west-1"]),
    ]);
  });
});

describe("Ways: a virtual private gateway", () => {
  it("is associated before anything is learnt from it, and learnt from by the tiers that shall", async () => {
    const graph = await recordConfig(EVERY);
    const learning = ofType(graph, PROPAGATION).map(({ name }) => name);
    expect(letters(learning, `${W}-vgw-`)).to.deep.equal(["app-a", "app-b", "app-c"]);
    expect(letters(learning, "ways-eu-central-1-vgw-")).to.deep.equal(["app-a", "app-b", "front-a", "front-b"]);
    expect(dependenciesOf(find(graph, PROPAGATION, `${W}-vgw-app-a`))).to.deep.equal([
      "network-eu-west-1-app-a-rt",
      `${W}-vgw`,
      `${W}-vgw-direct-connect`,
    ]);
    expect(inputsOf(find(graph, "aws:ec2/vpnGateway:VpnGateway", `${W}-vgw`))).to.deep.equal({
      vpcId: VPC,
      amazonSideAsn: "64600",
      tags: named(`${W}-vgw`),
    });
    expect(inputs(graph, "aws:directconnect/gatewayAssociation:GatewayAssociation")).to.deep.equal({
      [`${W}-vgw-direct-connect`]: {
        dxGatewayId: "1a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
        associatedGatewayId: `\${VpnGateway:${W}-vgw.id}`,
        allowedPrefixes: ["10.16.0.0/12"],
      },
    });
    expect(inputs(graph, "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal")).to.deep.equal({
      "ways-eu-central-1-vgw-direct-connect": {
        dxGatewayId: "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
        dxGatewayOwnerAccountId: "210987654321",
        associatedGatewayId: "${VpnGateway:ways-eu-central-1-vgw.id}",
        allowedPrefixes: ["10.21.0.0/16"],
      },
    });
  });

  it("is learnt from only once another account has accepted the association", async () => {
    const directConnect = { gatewayId: "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", owner: "210987654321", accepted: false };
    const graph = await recordConfig(withWays({ vpnGateway: { ranges: HUB.ranges, directConnect } }));
    expect(ofType(graph, PROPAGATION)).to.deep.equal([]);
  });
});

describe("Ways: what waits for them", () => {
  it("instances start once each way is there", async () => {
    const raw = withWays({ transitGateways: { hub: HUB }, vpnGateway: { ranges: ["192.168.0.0/16"] } });
    const group = find(await recordConfig(raw), "aws:autoscaling/group:Group", "fleet-eu-west-1-asg");
    expect(dependenciesOf(group).filter((name) => name.startsWith(W))).to.deep.equal([
      ...["a", "b"].map((zone) => `${W}-app-${zone}-172-16-0-0-12`),
      ...["a", "b"].map((zone) => `${W}-vgw-app-${zone}`),
    ]);
  });

  it("a stack without them has nothing of them", async () => {
    const { resources } = await recordConfig(withWays({}));
    expect(resources.filter(({ name }) => name.includes("ways") || name.includes("transit"))).to.deep.equal([]);
  });
});
