import { expect } from "chai";
import { type Expected, complete, mistakesIn, noMistake, placesIn, ruleMistake } from "../../support/mistakes";
import { type Changes, changed } from "../../support/raw";

const A = "globalAccelerator";
const OWN = `${A}.ownAddresses`;

const REGION = { zones: ["a", "b", "c"], cidr: "10.0.0.0/16" };
const group = (region: string) => `regions.${region}.accelerator`;

/** The accelerator in use, with settings. */
const inUse = (settings: object = {}, others: Changes = {}): Changes => ({
  options: ["globalAccelerator"],
  [A]: settings,
  ...others,
});

/** The accelerator kept, with settings. */
const parked = (settings: object = {}, others: Changes = {}): Changes => ({ [A]: settings, ...others });

/** Two regions, with what of the accelerator belongs to each. */
const two = (first: object, second: object): Changes => ({
  regions: {
    "eu-west-1": { ...REGION, accelerator: first },
    "us-east-1": { ...REGION, cidr: "10.1.0.0/16", accelerator: second },
  },
});

const SOME = { "service.allowedClients": ["203.0.113.0/24"] };
const V6 = { "network.ipv6": true };

describe("config: the accelerator's section", () => {
  const missing: Expected = [
    A,
    undefined,
    "the section, with option globalAccelerator: the accelerator and its addresses are there for as long as it is",
    "add globalAccelerator: {}",
  ];
  ruleMistake("the option without it", { options: ["globalAccelerator"] }, missing);
  ruleMistake("the option among others without it", { options: ["nlb", "globalAccelerator", "privateLink"] }, missing);
  noMistake("both", inUse());
  noMistake("the section alone", parked());
  noMistake("neither", {});
});

describe("config: the accelerator beside a firewall", () => {
  const refused = (at: number): Expected => [
    `options[${at}]`,
    "globalAccelerator",
    "no globalAccelerator beside networkFirewall",
    "choose one of the two",
  ];
  for (const settings of [{}, undefined])
    for (const [at, options] of [
      ["globalAccelerator", "networkFirewall"],
      ["networkFirewall", "globalAccelerator"],
    ].entries())
      ruleMistake(
        `[${options.join(", ")}] ${settings ? "with" : "without"} the section is that mistake alone`,
        { options, ...(settings && { [A]: settings }) },
        refused(at),
      );
  noMistake(
    "a firewall before the other front doors, with the accelerator parked",
    parked({}, { options: ["networkFirewall"] }),
  );
});

describe("config: rules of dials and weights", () => {
  const nowhere = (region: string, key: "dial" | "weight", words: string): Expected => [
    `${group(region)}.${key}`,
    0,
    `more than 0 in one region at least: ${words}`,
    "raise it in the region that clients shall be led to",
  ];
  const dial = (region: string) => nowhere(region, "dial", "AWS ignores dials that are all 0");
  const weight = (region: string) => nowhere(region, "weight", "an endpoint of weight 0 gets nothing");
  const zero = { weight: 0 };
  const endpoint = (region: string, share: number) => ({
    arn: `arn:aws:elasticloadbalancing:${region}:111122223333:loadbalancer/net/blue/0123456789abcdef`,
    weight: share,
  });

  ruleMistake("a dial of 0 in the only region", inUse({}, { [`${group("eu-west-1")}.dial`]: 0 }), dial("eu-west-1"));
  ruleMistake(
    "dials of 0 in all regions",
    inUse({}, two({ dial: 0 }, { dial: 0 })),
    dial("eu-west-1"),
    dial("us-east-1"),
  );
  ruleMistake("weights of 0 in all regions", inUse({}, two(zero, zero)), weight("eu-west-1"), weight("us-east-1"));
  ruleMistake(
    "weights of 0 in all regions, of every endpoint",
    inUse({}, two({ ...zero, endpoints: [endpoint("eu-west-1", 0)] }, zero)),
    weight("eu-west-1"),
    weight("us-east-1"),
  );
  ruleMistake(
    "both of 0, in the only region",
    inUse({}, { [group("eu-west-1")]: { dial: 0, weight: 0 } }),
    dial("eu-west-1"),
    weight("eu-west-1"),
  );
  noMistake("a region that takes what the others cannot", inUse({}, two({ dial: 0 }, {})));
  noMistake("a dial of less than one per cent", inUse({}, two({ dial: 0 }, { dial: 0.1 })));
  noMistake("a region that takes nothing at all", inUse({}, two(zero, {})));
  noMistake(
    "regions whose other load balancers take everything",
    inUse({}, two({ ...zero, endpoints: [endpoint("eu-west-1", 1)] }, zero)),
  );
  noMistake(
    "nothing but 0, where the accelerator is parked",
    parked({}, two({ dial: 0, ...zero }, { dial: 0, ...zero })),
  );
});

describe("config: rules of further endpoints", () => {
  const arn = (name: string, region = "eu-west-1", account = "111122223333") =>
    `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/net/${name}/0123456789abcdef`;
  const attachment = (account: string) =>
    `arn:aws:globalaccelerator::${account}:attachment/0a1b2c3d-0000-4000-8000-00000000000a`;
  const at = (index: number, key: string) => `${group("eu-west-1")}.endpoints[${index}].${key}`;
  const endpoints = (...all: object[]): Changes => ({ [`${group("eu-west-1")}.endpoints`]: all });
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ arn: arn(`lb${index}`) }));

  ruleMistake("one of another region", inUse({}, endpoints({ arn: arn("one") }, { arn: arn("two", "us-east-1") })), [
    at(1, "arn"),
    arn("two", "us-east-1"),
    "a load balancer of eu-west-1",
    "an endpoint group has endpoints of its own region: name it under us-east-1",
  ]);
  ruleMistake(
    "one twice",
    inUse({}, endpoints({ arn: arn("one") }, { arn: arn("two") }, { arn: arn("one"), weight: 1 })),
    [`${group("eu-west-1")}.endpoints[2]`, arn("one"), "each load balancer once", "remove the repetition"],
  );
  ruleMistake("ten, beside the region's own", inUse({}, endpoints(...many(10))), [
    `${group("eu-west-1")}.endpoints`,
    "10 endpoints",
    "9 endpoints or fewer, beside the region's own load balancer",
    "leave some out",
  ]);
  noMistake("nine", inUse({}, endpoints(...many(9))));
  ruleMistake(
    "an attachment of another account than the load balancer's",
    inUse({}, endpoints({ arn: arn("one"), attachmentArn: attachment("444455556666") })),
    [
      at(0, "attachmentArn"),
      attachment("444455556666"),
      "an attachment of the account 111122223333, which owns the load balancer",
      "ask the owner for the attachment that names this load balancer",
    ],
  );
  noMistake(
    "an attachment of its owner's",
    inUse({}, endpoints({ arn: arn("one"), attachmentArn: attachment("111122223333") })),
  );
  noMistake(
    "each in its own region's group",
    inUse({}, two({ endpoints: [{ arn: arn("one") }] }, { endpoints: [{ arn: arn("one", "us-east-1") }] })),
  );
  noMistake(
    "whatever is written, where the accelerator is parked",
    parked({}, endpoints({ arn: arn("two", "us-east-1") }, ...many(10))),
  );

  const hides = { arn: arn("one"), preserveClientIp: false };
  ruleMistake(
    "one that hides clients, in dual stack",
    inUse({ ipAddressType: "dualstack" }, { ...V6, ...endpoints(hides, { arn: arn("two") }) }),
    [
      at(0, "preserveClientIp"),
      false,
      "true, with a dual-stack accelerator",
      "set it to true, or globalAccelerator.ipAddressType to ipv4",
    ],
  );
  noMistake("one that hides clients, by IPv4", inUse({}, endpoints(hides)));
  noMistake(
    "one that shows them where the others do not",
    inUse({ preserveClientIp: false }, endpoints({ ...hides, preserveClientIp: true })),
  );
});

describe("config: rules of dual stack", () => {
  const type = `${A}.ipAddressType`;
  const dual = (settings: object = {}) => ({ ipAddressType: "dualstack", ...settings });
  ruleMistake("without clients' addresses", inUse(dual({ preserveClientIp: false }), V6), [
    type,
    "dualstack",
    "ipv4, where client addresses are not preserved",
    "set preserveClientIp: true: every endpoint of a dual-stack accelerator must preserve client addresses",
  ]);
  ruleMistake("without IPv6 in the VPC", inUse(dual()), [
    type,
    "dualstack",
    "ipv4, where the VPC has no IPv6 addresses",
    "set network.ipv6: true",
  ]);
  it("without both is one mistake at one place", () => {
    expect(placesIn(changed(complete(), inUse(dual({ preserveClientIp: false }))))).to.deep.equal([type]);
  });
  noMistake("with both", inUse(dual(), V6));
  const tasks = { options: ["ecs", "globalAccelerator"], weights: undefined };
  ruleMistake("tasks with interfaces of their own", inUse(dual(), { ...V6, ...tasks }), [
    type,
    "dualstack",
    "ipv4, where targets are addresses: those of tasks that have interfaces of their own",
    "set ipAddressType: ipv4, or run the tasks on EC2 with networkMode: bridge",
  ]);
  noMistake("tasks on the bridge", inUse(dual(), { ...V6, ...tasks, "ecs.networkMode": "bridge" }));
  noMistake("tasks with interfaces of their own, by IPv4", inUse({}, tasks));
  noMistake("without both, where it is parked: it only keeps the addresses", parked(dual({ preserveClientIp: false })));

  const clients = `${A}.allowedClientsIpv6`;
  ruleMistake("clients of IPv6 whom nobody has named, where those of IPv4 are", inUse(dual(), { ...V6, ...SOME }), [
    clients,
    undefined,
    "the IPv6 ranges that may connect, where service.allowedClients names the IPv4 ones",
    "name the ranges, or set ipAddressType: ipv4",
  ]);
  ruleMistake("clients of IPv6 by IPv4 alone", inUse({ allowedClientsIpv6: ["2001:db8::/32"] }), [
    clients,
    ["2001:db8::/32"],
    "nothing, where the accelerator has no IPv6 addresses",
    "remove it, or set ipAddressType: dualstack",
  ]);
  ruleMistake("a range twice", inUse(dual({ allowedClientsIpv6: ["2001:db8::/32", "2001:db8::/32"] }), V6), [
    `${clients}[1]`,
    "2001:db8::/32",
    "each range once",
    "remove the repetition",
  ]);
  noMistake("clients of both kinds", inUse(dual({ allowedClientsIpv6: ["2001:db8::/32"] }), { ...V6, ...SOME }));
  noMistake("everyone by IPv4, some by IPv6", inUse(dual({ allowedClientsIpv6: ["2001:db8::/32"] }), V6));
});

describe("config: rules of who may connect", () => {
  ruleMistake("ranges of clients whose addresses nobody sees", inUse({ preserveClientIp: false }, SOME), [
    `${A}.preserveClientIp`,
    false,
    "true, where service.allowedClients names ranges",
    "set it to true, or let everyone in (0.0.0.0/0)",
  ]);
  noMistake("everyone, unseen", inUse({ preserveClientIp: false }));
  noMistake("ranges, seen", inUse({}, SOME));
  noMistake(
    "ranges of the other front doors', where the accelerator is parked",
    parked({ preserveClientIp: false }, SOME),
  );
});

describe("config: rules of the accelerator itself, in use or parked", () => {
  for (const [title, stack] of [
    ["in use", inUse],
    ["parked", parked],
  ] as const) {
    ruleMistake(`an address twice, ${title}`, stack({ ownAddresses: ["203.0.113.7", "203.0.113.7"] }), [
      `${OWN}[1]`,
      "203.0.113.7",
      "each address once",
      "remove the repetition",
    ]);
    ruleMistake(`two addresses of one range, ${title}`, stack({ ownAddresses: ["203.0.113.7", "203.0.113.70"] }), [
      `${OWN}[1]`,
      "203.0.113.70",
      "an address of another range than the first: AWS announces the two from different parts of its network",
      "take it from a second range that you have brought to AWS, or leave it out",
    ]);
    noMistake(`two addresses of two ranges, ${title}`, stack({ ownAddresses: ["203.0.113.7", "203.0.11.37"] }));
  }
});

describe("config: the accelerator with every other option", () => {
  for (const options of [
    ["globalAccelerator"],
    ["nlb", "globalAccelerator"],
    ["ecs", "globalAccelerator"],
    ["privateLink", "globalAccelerator"],
  ])
    noMistake(
      `[${options.join(", ")}]`,
      inUse(
        {},
        {
          options,
          privateLink: { allowedPrincipals: ["*"], allowAnyPrincipal: true, allowedClients: ["10.9.0.0/16"] },
        },
      ),
    );

  it("tells every reason, so that people see what else it is about", () => {
    const found = mistakesIn(changed(complete(), inUse({ ipAddressType: "dualstack", preserveClientIp: false }, SOME)));
    expect(
      found.map(({ path, because = [] }) => [path.join("."), because.map((each) => each.join("."))]),
    ).to.deep.equal([
      ["globalAccelerator.ipAddressType", ["globalAccelerator.preserveClientIp"]],
      ["globalAccelerator.preserveClientIp", ["service.allowedClients"]],
      ["globalAccelerator.allowedClientsIpv6", ["globalAccelerator.ipAddressType", "service.allowedClients"]],
    ]);
  });
});
