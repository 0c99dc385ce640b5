import { expect } from "chai";
import type { Option } from "../../../plan/options";
import type { SwitchConfig } from "../../../plan/steps/switchConfig";
import { withOptions } from "../../../plan/steps/withOptions";
import { ECS, NLB, both, config, share } from "../../support/switchConfigs";

describe("plan/steps/withOptions", () => {
  const DUAL_STACK = { ipAddressType: "dualstack" };
  const kept = (of: SwitchConfig, globalAccelerator: object = DUAL_STACK): SwitchConfig => ({
    ...of,
    globalAccelerator,
  });
  const accelerated = (
    of: SwitchConfig,
    section = {},
    options: Option[] = ["nlb", "globalAccelerator"],
  ): SwitchConfig => ({ ...kept(of, section), options });

  const cases: [string, SwitchConfig, readonly Option[], SwitchConfig][] = [
    ["one for the other", NLB, ["ecs"], ECS],
    ["the same", NLB, ["nlb"], NLB],
    ["one of two: its weight says nothing", both(90, 10), ["ecs"], ECS],
    ["tasks beside instances: none for what comes", NLB, ["nlb", "ecs"], both(100, 0)],
    ["instances beside tasks: none for what comes", ECS, ["nlb", "ecs"], both(0, 100)],
    ["two as they are weighed", both(90, 10), ["nlb", "ecs"], both(90, 10)],
    ["two that were given before", config(["nlb"], share(1, 2)), ["nlb", "ecs"], both(1, 2)],
    ["two of which one was given", config(["nlb"], { instances: 7 }), ["nlb", "ecs"], both(100, 0)],
    ["two that nobody weighs, as they were", config(["nlb", "ecs"]), ["nlb", "ecs"], both(100, 100)],
    ["in the order given", NLB, ["ecs", "nlb"], { ...both(100, 0), options: ["ecs", "nlb"] }],
    ["a private front door for the public one: the same instances", NLB, ["privateLink"], config(["privateLink"])],
    ["a private front door for the tasks'", ECS, ["privateLink"], config(["privateLink"])],
    ["the public front door for a private one", config(["privateLink"]), ["nlb"], NLB],
    [
      "tasks beside the instances of a private front door: none for what comes",
      config(["privateLink"]),
      ["nlb", "ecs", "privateLink"],
      config(["nlb", "ecs", "privateLink"], share(100, 0)),
    ],
    [
      "a private front door beside two: their weights stay",
      both(90, 10),
      ["nlb", "ecs", "privateLink"],
      config(["nlb", "ecs", "privateLink"], share(90, 10)),
    ],
    ["a firewall before the instances", NLB, ["networkFirewall"], config(["networkFirewall"])],
    ["a firewall before the tasks", ECS, ["ecs", "networkFirewall"], config(["ecs", "networkFirewall"])],
    [
      "a firewall before two: their weights stay",
      both(90, 10),
      ["nlb", "ecs", "networkFirewall"],
      config(["nlb", "ecs", "networkFirewall"], share(90, 10)),
    ],
    [
      "tasks beside the instances of a firewall: none for what comes",
      config(["networkFirewall"]),
      ["nlb", "ecs", "networkFirewall"],
      config(["nlb", "ecs", "networkFirewall"], share(100, 0)),
    ],
    ["an accelerator: its section comes with it", NLB, ["nlb", "globalAccelerator"], accelerated(NLB)],
    ["an accelerator alone", NLB, ["globalAccelerator"], accelerated(NLB, {}, ["globalAccelerator"])],
    ["an accelerator as it is said", kept(NLB), ["nlb", "globalAccelerator"], accelerated(NLB, DUAL_STACK)],
    [
      "an accelerator that goes: its section stays, as it holds the addresses",
      accelerated(NLB),
      ["nlb"],
      kept(NLB, {}),
    ],
    ["an accelerator that waits", kept(NLB), ["ecs"], kept(ECS)],
    [
      "an accelerator before two: their weights stay",
      both(90, 10),
      ["nlb", "ecs", "globalAccelerator"],
      accelerated(both(90, 10), {}, ["nlb", "ecs", "globalAccelerator"]),
    ],
    [
      "a firewall in place of an accelerator, whose section stays",
      accelerated(NLB),
      ["nlb", "networkFirewall"],
      { ...kept(NLB, {}), options: ["nlb", "networkFirewall"] },
    ],
    [
      "shares of front doors that go, with them",
      {
        ...NLB,
        traffic: {
          gbInPerMonth: 5,
          frontDoors: { public: 1, privateLink: 3 },
          regions: { "eu-west-1": { frontDoors: { privateLink: 1 } } },
        },
      },
      ["ecs"],
      { ...ECS, traffic: { gbInPerMonth: 5, frontDoors: { public: 1 }, regions: { "eu-west-1": {} } } },
    ],
    ["traffic that is no section", { ...NLB, traffic: 5 }, ["ecs"], { ...ECS, traffic: 5 }],
  ];
  for (const [what, from, options, expected] of cases)
    it(what, () => {
      expect(withOptions(from, options)).to.deep.equal(expected);
    });
});
