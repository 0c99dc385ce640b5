import { expect } from "chai";
import type { Graph } from "../../graph";
import { forgetRegion, regionsIn } from "../../graph/deployedState";
import type { DeployedState } from "../../graph/stateDocument";
import { REGION_NAMES } from "../../plan/regions";
import { type Raw, recordConfig } from "../support/recording";

const REGIONS = {
  "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", addresses: { b: "eipalloc-0123456789abcdef0" } },
  "eu-central-1": { zones: ["a", "b"], cidr: "10.30.0.0/16", parkedEgressAddresses: ["c"], nat: "none" },
};
/** A name that several regions answer, and an accelerator that leads to them: what is of all regions depends on each. */
const BOTH: Raw = {
  options: ["nlb", "globalAccelerator", "privateLink"],
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com", routing: "multivalue" },
  globalAccelerator: {},
  monitoring: {},
  regions: REGIONS,
  privateLink: {
    supportedRegions: ["eu-central-1"],
    consumers: [
      {
        name: "shop",
        region: "eu-central-1",
        serviceRegion: "eu-west-1",
        vpc: { kind: "created", cidr: "10.99.0.0/24", zones: ["a", "b"] },
      },
    ],
  },
};

/** The state that the engine has of a graph once it is deployed. */
function deployed({ resources }: Graph): DeployedState {
  return {
    version: 3,
    deployment: {
      manifest: { version: "v3" },
      secrets_providers: { type: "passphrase" },
      resources: resources.map(({ urn, type, custom, inputs, parent, dependencies, provider, name }) => ({
        urn,
        type,
        custom,
        ...(custom && { id: `id-of-${name}` }),
        inputs,
        ...(parent !== undefined && { parent }),
        ...(provider !== undefined && { provider: `${provider}::id` }),
        dependencies: [...dependencies],
        propertyDependencies: { some: [...dependencies], none: null },
      })),
    },
  };
}

/** Everything that a state names without having it. */
function dangling({ deployment: { resources = [] } }: DeployedState): string[] {
  const known = new Set(resources.map(({ urn }) => urn));
  return resources.flatMap(
    ({ dependencies = [], propertyDependencies = {}, parent, provider, replaceWith = [], deletedWith }) =>
      [
        ...dependencies,
        ...Object.values(propertyDependencies).flatMap((urns) => urns ?? []),
        ...replaceWith,
        ...(parent === undefined ? [] : [parent]),
        ...(deletedWith === undefined ? [] : [deletedWith]),
        ...(provider === undefined ? [] : [provider.replace(/::id$/, "")]),
      ].filter((urn) => !known.has(urn)),
  );
}

const NODE = { urn: "urn:pulumi:prod::ha-tcp::aws:x::one", type: "aws:x", custom: true };
const OF_REGION = "urn:pulumi:prod::ha-tcp::pulumi:providers:aws::aws-eu-west-1";

describe("graph/deployedState", () => {
  let before: DeployedState;
  let graph: Graph;
  beforeEach(async () => {
    graph = await recordConfig(BOTH);
    before = deployed(graph);
  });

  it("knows the regions that a state has anything in, though others are managed there", () => {
    // Beside the regions that serve there are those of the alarms about DNS and the accelerator.
    expect(regionsIn(before, REGION_NAMES)).to.deep.equal(["eu-central-1", "eu-west-1", "us-east-1", "us-west-2"]);
    expect(graph.resources.map(({ name }) => name)).to.include.members(["aws-global", "aws-accelerator"]);
  });

  it("forgets what the region's provider manages, and that provider, and nothing else", () => {
    const { state, count } = forgetRegion(before, "eu-west-1");
    const urns = (all: DeployedState) => (all.deployment.resources ?? []).map(({ urn }) => urn);
    const gone = urns(before).filter((urn) => !urns(state).includes(urn));
    const expected = graph.resources.filter(
      ({ name, provider, type }) =>
        provider?.endsWith("::aws-eu-west-1") || (type === "pulumi:providers:aws" && name === "aws-eu-west-1"),
    );
    expect(gone).to.deep.equal(expected.map(({ urn }) => urn));
    expect(count).to.equal(expected.length - 1);
    expect(count).to.be.greaterThan(50);
    expect(urns(state)).to.deep.equal(urns(before).filter((urn) => !gone.includes(urn)));
  });

  it("keeps names, checks and endpoint groups, for the next update to delete", () => {
    const { state } = forgetRegion(before, "eu-west-1");
    const left = (state.deployment.resources ?? []).filter(({ custom, urn }) => custom && urn.includes("eu-west-1"));
    expect([...new Set(left.map(({ type }) => type))].sort()).to.include.members([
      "aws:globalaccelerator/endpointGroup:EndpointGroup",
      "aws:route53/healthCheck:HealthCheck",
      "aws:route53/record:Record",
    ]);
  });

  it("leaves nothing that names what is not there", () => {
    expect(dangling(before)).to.deep.equal([]);
    expect(dangling(forgetRegion(before, "eu-west-1").state)).to.deep.equal([]);
    expect(dangling(forgetRegion(before, "eu-central-1").state)).to.deep.equal([]);
  });

  it("gives the allocation ids by zone, created and one's own", () => {
    const { addresses, egressAddresses } = forgetRegion(before, "eu-west-1");
    expect(addresses).to.deep.equal({ a: "id-of-addresses-eu-west-1-a", b: "id-of-addresses-eu-west-1-b-own" });
    expect(egressAddresses).to.deep.equal({
      a: "id-of-addresses-eu-west-1-egress-a",
      b: "id-of-addresses-eu-west-1-egress-b",
    });
    expect(forgetRegion(before, "eu-central-1").egressAddresses).to.deep.equal({
      c: "id-of-addresses-eu-central-1-egress-c",
    });
  });

  it("carries everything else along, and changes nothing that it was given", () => {
    const copy = structuredClone(before);
    const { state } = forgetRegion(before, "eu-west-1");
    expect(before).to.deep.equal(copy);
    expect(state).to.deep.include({ version: 3 });
    expect(state.deployment).to.deep.include({
      manifest: { version: "v3" },
      secrets_providers: { type: "passphrase" },
    });
    const other = (all: DeployedState) =>
      all.deployment.resources?.find(({ urn }) => urn.endsWith("::network-eu-central-1-vpc"));
    expect(other(state)).to.deep.equal(other(before));
  });

  it("forgets references of every kind, and operations that never ended", () => {
    const gone = { ...NODE, urn: NODE.urn.replace("one", "gone"), provider: `${OF_REGION}::id`, parent: NODE.urn };
    const child = {
      ...NODE,
      urn: NODE.urn.replace("one", "child"),
      parent: gone.urn,
      replaceWith: [gone.urn, NODE.urn],
      deletedWith: gone.urn,
      outputs: { arn: "x" },
    };
    const provider = { urn: OF_REGION, type: "pulumi:providers:aws", custom: true, id: "id" };
    const { state } = forgetRegion(
      {
        deployment: {
          resources: [provider, NODE, gone, child],
          pending_operations: [
            { resource: gone, type: "creating" },
            { resource: NODE, type: "creating" },
          ],
        },
      },
      "eu-west-1",
    );
    expect(state).to.deep.equal({
      deployment: {
        resources: [
          NODE,
          { ...NODE, urn: child.urn, parent: NODE.urn, replaceWith: [NODE.urn], outputs: { arn: "x" } },
        ],
        pending_operations: [{ resource: NODE, type: "creating" }],
      },
    });
  });
});
