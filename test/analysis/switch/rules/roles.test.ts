import { expect } from "chai";
import { switchOf } from "../../../../analysis/switch/switch";
import { compare } from "../../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../../graph/providerEffects";
import { BASE, OF_ACCOUNT, type Raw, recordConfig } from "../../../support/recording";

const BOUNDARY = OF_ACCOUNT.iam.permissionsBoundaryArn;
const TASKS: Raw = { ...BASE, options: ["ecs"] };

async function between(before: Raw, after: Raw) {
  const [from, to] = [await recordConfig(before), await recordConfig(after)];
  const changes = compare(from, to, PROVIDER_EFFECTS);
  const { verdict, interruptions } = switchOf(from, to, changes);
  const ofRoles = interruptions.filter(({ rule }) => ["replaced-roles", "logs", "bounded-roles"].includes(rule));
  const addresses = changes.filter(
    ({ type, action }) => /:(Eip|LoadBalancer|Listener)$/.test(type) && action !== "keep",
  );
  const roles = changes.filter(({ type }) => /:(Role|InstanceProfile)$/.test(type)).map(({ action }) => action);
  return {
    verdict,
    notices: ofRoles.map(({ rule, severity, resources }) => [rule, severity, ...resources].join(" ")),
    addresses,
    roles: [...new Set(roles)],
  };
}

describe("switch: what roles are like", () => {
  const network = "logs none network-eu-west-1-flow-logs";
  const fleet = "replaced-roles none fleet-eu-west-1-profile";
  const hosts = "replaced-roles brief tasks-eu-west-1-awsvpc-hosts-profile";
  const table: [title: string, base: Raw, before: Raw | undefined, after: Raw | undefined, expected: object][] = [
    ["a path comes", BASE, undefined, { path: "/tcp/" }, { roles: ["replace"], notices: [network, fleet] }],
    ["a path goes", BASE, { path: "/tcp/" }, undefined, { roles: ["replace"], notices: [network, fleet] }],
    ["a prefix comes", BASE, undefined, { namePrefix: "a-" }, { roles: ["replace"], notices: [network, fleet] }],
    [
      "a prefix changes",
      TASKS,
      { namePrefix: "a-" },
      { namePrefix: "b-" },
      { roles: ["replace"], notices: [hosts, network] },
    ],
    // The engine then makes up a name, which is another.
    ["a prefix goes", BASE, { namePrefix: "a-" }, undefined, { roles: ["replace"], notices: [network, fleet] }],
    [
      "a boundary comes",
      BASE,
      undefined,
      { permissionsBoundaryArn: BOUNDARY },
      {
        roles: ["update", "keep"],
        verdict: "none",
        notices: ["bounded-roles none fleet-eu-west-1-role network-eu-west-1-flow-logs-role"],
      },
    ],
    ["a boundary goes", BASE, { permissionsBoundaryArn: BOUNDARY }, undefined, { verdict: "none", notices: [] }],
    ["all stays", TASKS, OF_ACCOUNT.iam, OF_ACCOUNT.iam, { verdict: "none", notices: [], roles: ["keep"] }],
  ];
  for (const [title, base, before, after, expected] of table)
    it(`${title}: no address, load balancer or listener changes`, async () => {
      const found = await between(
        { ...base, ...(before && { iam: before }) },
        { ...base, ...(after && { iam: after }) },
      );
      expect(found).to.deep.include(expected);
      expect(found.addresses).to.deep.equal([]);
    });

  it("a right comes and goes, and no instance or task is renewed", async () => {
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" };
    for (const [plain, given] of [
      [BASE, { ...BASE, instances: { policyStatements: [statement], policyArns: [BOUNDARY] } }],
      [TASKS, { ...TASKS, ecs: { taskPolicyStatements: [statement], taskPolicyArns: [BOUNDARY] } }],
    ] as const)
      for (const [before, after] of [
        [plain, given],
        [given, plain],
      ] as const)
        expect((await between(before, after)).verdict).to.equal("none");
  });

  it("more hops renew the instances", async () => {
    const { verdict } = await between(BASE, { ...BASE, instances: { metadataHopLimit: 2 } });
    expect(verdict).to.equal("brief");
  });

  it("settings of the provider change providers in place, and nothing else", async () => {
    const [from, to] = [
      await recordConfig(BASE),
      await recordConfig({ ...BASE, "aws:profile": "x", "aws:maxRetries": 3 }),
    ];
    const changes = compare(from, to, PROVIDER_EFFECTS).filter(({ action }) => action !== "keep");
    expect(changes.map(({ name, action }) => [name, action])).to.deep.equal([["aws-eu-west-1", "update"]]);
    expect(switchOf(from, to, changes).verdict).to.equal("none");
  });
});
