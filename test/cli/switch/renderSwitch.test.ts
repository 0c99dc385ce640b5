import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { renderSwitch } from "../../../cli/switch/renderSwitch";
import type { SwitchView } from "../../../cli/switch/switch";
import { WIDTH } from "../../../cli/text/pageWidth";
import type { ResourceChange } from "../../../graph";
import { type Raw, engineConfig, plannedSwitch } from "../../support/recording";

const place = { region: "eu-west-1", purpose: "public", count: 1 } as const;

const change = (
  action: ResourceChange["action"],
  kind: string,
  name: string,
  extras: Partial<ResourceChange> = {},
): ResourceChange => {
  const type = `aws:${kind.toLowerCase()}/${kind.toLowerCase()}:${kind}`;
  const urn = `urn:pulumi:demo::ha-tcp::${type}::${name}`;
  return { urn, type, name, component: "front", action, inputs: [], hidden: [], refused: false, ...extras };
};

const VIEW: SwitchView = {
  project: "ha-tcp",
  stack: "demo",
  from: ["nlb"],
  to: ["nlb", "ecs"],
  verdict: "outage",
  interruption: "outage",
  refusals: [],
  addresses: [
    { ...place, zone: "a", name: "one", allocationId: "eipalloc-0a", before: "serving", after: "parked", lost: false },
    { ...place, zone: "b", name: "two", before: "serving", after: "none", lost: true, note: "it is released" },
    { ...place, zone: "a", purpose: "egress", name: "three", before: "none", after: "serving", lost: false },
  ],
  unheld: [],
  interruptions: [
    {
      rule: "load-balancer",
      severity: "outage",
      who: "every client of front",
      what: "it is replaced, for internal",
      duration: "minutes",
      source: "docs.aws.amazon.com",
      lasting: false,
      resources: ["front"],
    },
    {
      rule: "rolling",
      severity: "brief",
      who: "the service's own connections through nat-a",
      what: "the gateway is replaced",
      duration: "minutes",
      source: "docs.aws.amazon.com",
      lasting: false,
      resources: ["nat-a"],
    },
  ],
  changes: [
    change("replace", "LoadBalancer", "front", {
      order: "delete-before-create",
      inputs: [
        { path: "internal", change: "changed", before: false, after: true, effect: "replace" },
        { path: "subnetMappings.subnetId", change: "changed", before: "one", after: "two", effect: "replace" },
        { path: "subnetMappings.subnetId", change: "added", after: ["three"], effect: "replace" },
        { path: "idleTimeout", change: "changed", before: 60, after: 90, effect: "update" },
      ],
    }),
    change("replace", "TargetGroup", "front-ec2", {
      order: "create-before-delete",
      inputs: [{ path: "port", change: "changed", before: 1, after: 2, effect: "replace" }],
    }),
    change("update", "Listener", "front-listener", {
      inputs: [
        { path: "loadBalancerArn", change: "changed", effect: "update", because: "urn:pulumi:demo::ha-tcp::x::front" },
        { path: "protocol", change: "added", after: "TLS", effect: "unknown" },
        { path: "alpn", change: "first", after: ["h2"], effect: "update" },
        { path: "port", change: "removed", before: 5000, effect: "update" },
        { path: "certificates", change: "last", before: [{ arn: "c" }], effect: "unknown" },
        { path: "note", change: "changed", before: "x".repeat(61), after: "y".repeat(60), effect: "update" },
        { path: "tagsAll", change: "changed", effect: "update", because: "urn:pulumi:demo::ha-tcp::x::aws" },
      ],
    }),
    change("update", "Vpc", "vpc", { inputs: [{ path: "tagsAll", change: "changed", effect: "update" }] }),
    change("update", "Subnet", "subnet", { inputs: [{ path: "tagsAll", change: "changed", effect: "update" }] }),
    change("create", "Role", "tasks-role", { component: "tasks" }),
    change("create", "Cluster", "tasks-cluster", { component: "tasks" }),
    change("create", "Role", "hosts-role", { component: "tasks" }),
    change("create", "TargetGroup", "front-ecs"),
    change("read", "Eip", "three", { component: "addresses" }),
    change("delete", "Eip", "two", { component: "addresses" }),
    change("leave", "Eip", "four", { component: "addresses" }),
    change("keep", "SecurityGroup", "front-sg"),
    change("keep", "Zone", "zone"),
    // Components and the engine's own resources are no matter of AWS.
    change("create", "EcsService", "tasks", { type: "ha-tcp:index:EcsService" }),
    change("keep", "Provider", "aws", { type: "pulumi:providers:aws" }),
  ],
  byHand: [
    {
      rule: "load-balancer-zone",
      what: `front can leave a zone ${"by hand ".repeat(12)}first`,
      commands: [`aws elbv2 \\\n  ${"--all ".repeat(15)}`.trim(), "pulumi refresh"],
      source: "docs.aws.amazon.com/zones",
      resources: ["front"],
    },
    { rule: "left", what: "a group stays", commands: ["aws ec2"], source: "docs.aws.amazon.com/left", resources: [] },
  ],
  steps: [
    {
      title: "bring up the tasks, without connections",
      config: "options: [ nlb, ecs ]\nweights:\n  instances: 100\n  tasks: 0",
      verdict: "none",
      interruptions: [],
    },
    {
      title: "move the connections to the tasks",
      config: "weights: # remove",
      verdict: "brief",
      interruptions: [
        {
          rule: "weight-zero",
          severity: "brief",
          who: "connections open to one",
          what: "they are closed",
          duration: "at once",
          source: "docs.aws.amazon.com",
          lasting: false,
          resources: ["one"],
        },
      ],
    },
  ],
  hidden: ["template", "task"],
  losses: [],
};

const X = `${"x".repeat(59)}…`;
const Y = "y".repeat(60);

const TEXT = `ha-tcp / demo: [nlb] → [nlb, ecs]
=================================

Verdict   outage: new connections fail for a time

Addresses
---------
  region     zone  for      address      before   after
  eu-west-1  a     clients  eipalloc-0a  serving  parked
  eu-west-1  b     clients  two          serving  LOST
  eu-west-1  a     egress   three        none     serving

Who notices
-----------
  outage  every client of front: it is replaced, for internal
          for how long: minutes
          docs.aws.amazon.com
  brief   the service's own connections through nat-a: the gateway is replaced
          for how long: minutes
          docs.aws.amazon.com

Instead, in 2 updates
---------------------
  1.  bring up the tasks, without connections
        options: [ nlb, ecs ]
        weights:
          instances: 100
          tasks: 0
      no interruption: no connection fails or is cut
  2.  move the connections to the tasks
        weights: # remove
      brief: open connections are cut once, new ones are accepted all the time
      connections open to one: they are closed

By hand
-------
  front can leave a zone by hand by hand by hand by hand by hand by hand by hand by hand by hand by
  hand by hand by hand first
    aws elbv2 \\
      --all --all --all --all --all --all --all --all --all --all --all --all --all --all --all
    pulumi refresh
  docs.aws.amazon.com/zones
  a group stays
    aws ec2
  docs.aws.amazon.com/left

Changes
-------
  replace  LoadBalancer front
             replaced for internal, subnetMappings.subnetId; the old one first
             idleTimeout: 60 → 90
  replace  TargetGroup front-ec2
             replaced for port; the new one first
  update   Listener front-listener
             loadBalancerArn: another value from front
             protocol: + TLS
             alpn: + ["h2"]
             port: - 5000
             certificates: - [{"arn":"c"}]
             note: ${X} →
           ${Y}
             unknown whether it must be replaced for protocol, certificates
  create   tasks: Cluster, 2 Role
  create   front: TargetGroup
  read     addresses: Eip
  delete   addresses: Eip
  leave    addresses: Eip
  update   2 more: only the provider's default tags
  keep     2 resources

What changes inside encrypted values is not shown, only that it does: template, task.`;

const CONSUMER_TEXT = `ha-tcp / shop: a consumer
=========================

Verdict   outage: new connections fail for a time

Addresses
---------
  none

Who notices
-----------
  outage  the consumer acme: its name leads to another endpoint, which the provider has to accept
          first
          for how long: minutes, AWS gives no figure: until the new endpoint is accepted and its
          name leads to it
          docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html

Instead
-------
  No way in steps is known on which new connections are accepted all the time.

Changes
-------
  replace  VpcEndpoint consumer-acme-endpoint
             replaced for serviceName; the new one first
  update   Record consumer-acme-alias
             aliases.name: another value from consumer-acme-endpoint
             aliases.zoneId: another value from consumer-acme-endpoint
  keep     3 resources`;

/** The body of one section; undefined where there is none. */
function section(view: SwitchView, title: string): string | undefined {
  const found = renderSwitch(view)
    .split("\n\n")
    .find((each) => each.startsWith(`${title}\n-`));
  return found?.split("\n").slice(2).join("\n");
}

const verdict = (view: SwitchView): string[] | undefined => renderSwitch(view).split("\n\n")[1]?.split("\n");

describe("cli/renderSwitch", () => {
  it("writes a switch out in full", () => {
    expect(renderSwitch(VIEW)).to.equal(TEXT);
  });

  const headings: [from: string[], to: string[], text: string][] = [
    [[], [], "a consumer"],
    [[], ["nlb", "privateLink"], "a consumer → [nlb, privateLink]"],
    [["privateLink"], [], "[privateLink] → a consumer"],
    [["nlb"], ["nlb"], "[nlb] → [nlb]"],
  ];
  for (const [from, to, text] of headings)
    it(`says between what it is, underlined: ${text}`, () => {
      const [title, line, blank] = renderSwitch({ ...VIEW, from, to }).split("\n");
      expect([title, line, blank]).to.deep.equal([`ha-tcp / demo: ${text}`, "=".repeat(15 + text.length), ""]);
    });

  const words: [SwitchView["verdict"], string][] = [
    ["none", "no interruption: no connection fails or is cut"],
    ["brief", "brief: open connections are cut once, new ones are accepted all the time"],
    ["outage", "outage: new connections fail for a time"],
  ];
  for (const [word, text] of words)
    it(`says what ${word} is`, () => {
      expect(verdict({ ...VIEW, verdict: word })).to.deep.equal([`Verdict   ${text}`]);
    });

  const interrupted = (lasting: boolean) => ({ ...VIEW.interruptions[0]!, lasting });
  for (const [what, interruptions, text] of [
    ["all of it", [interrupted(true)], "outage: new connections fail for good"],
    [
      "a part of it",
      [interrupted(true), interrupted(false)],
      "outage: new connections fail for a time, and some for good",
    ],
    [
      "what is cut besides",
      [interrupted(false), { ...interrupted(true), severity: "brief" as const }],
      "outage: new connections fail for a time",
    ],
  ] as const)
    it(`says of an outage that nothing ends it: ${what}`, () => {
      expect(verdict({ ...VIEW, interruptions: [...interruptions] })).to.deep.equal([`Verdict   ${text}`]);
    });

  const refusals = ["the address eu-west-1b would be lost: it is released", "front is protected"];
  const because = refusals.map((text) => `          because ${text}`);
  for (const [interruption, beside] of [
    ["none", []],
    ["brief", ["          and beside that, brief: open connections are cut once, new ones are accepted all the time"]],
    ["outage", ["          and beside that, outage: new connections fail for a time"]],
  ] as const)
    it(`says why it is refused, and what there is beside: ${interruption}`, () => {
      const view: SwitchView = { ...VIEW, verdict: "refused", interruption, refusals };
      expect(verdict(view)).to.deep.equal(["Verdict   refused", ...because, ...beside]);
      expect(section(view, "Instead, in 2 updates")).to.equal(section(VIEW, "Instead, in 2 updates"));
      expect(section({ ...view, steps: [] }, "Instead")).to.equal(undefined);
    });

  it("says how to keep what would be lost", () => {
    const view: SwitchView = { ...VIEW, parking: "regions.a:\n  zones: []" };
    expect(section(view, "To keep the addresses")).to.equal("  regions.a:\n    zones: []");
    expect(section(VIEW, "To keep the addresses")).to.equal(undefined);
  });

  it("says so where there is nothing", () => {
    const nothing = { addresses: [], interruptions: [], changes: [], steps: [], byHand: [], hidden: [] };
    const view: SwitchView = { ...VIEW, verdict: "none", ...nothing };
    expect(renderSwitch(view)).to.equal(
      [
        "ha-tcp / demo: [nlb] → [nlb, ecs]\n=================================",
        "Verdict   no interruption: no connection fails or is cut",
        "Addresses\n---------\n  none",
        "Who notices\n-----------\n  nobody",
        "Changes\n-------\n  keep     0 resources",
      ].join("\n\n"),
    );
  });

  it("says so where an outage has no way around", () => {
    expect(section({ ...VIEW, steps: [] }, "Instead")).to.equal(
      "  No way in steps is known on which new connections are accepted all the time.",
    );
    expect(section({ ...VIEW, steps: [], verdict: "brief" }, "Instead")).to.equal(undefined);
  });

  describe("of changes that are alike", () => {
    const told = (name: string, topic: string, extras: Partial<ResourceChange> = {}) =>
      change("update", "MetricAlarm", name, {
        inputs: [
          { path: "alarmActions", change: "first", after: [topic], effect: "update" },
          {
            path: "metricQueries.metric.dimensions.Gateway",
            change: "changed",
            effect: "update",
            because: "x::gateway",
          },
          {
            path: "metricQueries.metric.dimensions.Gateway",
            change: "changed",
            effect: "update",
            because: "x::gateway",
          },
        ],
        ...extras,
      });
    const lines = (topic: string) => [
      `             alarmActions: + ["${topic}"]`,
      "             metricQueries.metric.dimensions.Gateway: another value from gateway",
    ];
    const changes = (all: ResourceChange[]) => section({ ...VIEW, changes: all }, "Changes")?.split("\n");

    it("counts three or more of one component, and says once what each of them changes", () => {
      const alike = [told("one", "page"), told("two", "ticket"), told("three", "page"), told("four", "page")];
      const elsewhere = told("five", "page", { component: "link" });
      expect(changes([...alike, elsewhere])).to.deep.equal([
        "  update   front: 3 MetricAlarm",
        ...lines("page"),
        "  update   MetricAlarm two",
        ...lines("ticket"),
        "  update   MetricAlarm five",
        ...lines("page"),
        "  keep     0 resources",
      ]);
    });

    it("names each of two", () => {
      const replaced = { action: "replace", order: "create-before-delete" } as const;
      expect(changes([told("one", "page", replaced), told("two", "page", replaced)])).to.deep.equal([
        ...["one", "two"].flatMap((name) => [
          `  replace  MetricAlarm ${name}`,
          "             replaced for ; the new one first",
          ...lines("page"),
        ]),
        "  keep     0 resources",
      ]);
    });
  });

  it("shows of two long texts where they begin to differ, on one line", () => {
    const changed = (before: string, after: string) => ({
      path: "body",
      change: "changed" as const,
      before,
      after,
      effect: "update" as const,
    });
    const start = "0123456789".repeat(10);
    const inputs = [
      changed(`${start}old${start}`, `${start}new\n| ${start}`),
      changed(`${start}old`, start),
      changed("short and alike to 30 letters, old", `short and alike to 30 letters, ${start}`),
    ];
    const text = section({ ...VIEW, changes: [change("update", "Dashboard", "board", { inputs })] }, "Changes");
    expect(text?.split("\n")).to.deep.equal([
      "  update   Dashboard board",
      "             body: …567890123456789old0123456789012345678901234567890123456789… →",
      "           …567890123456789new | 0123456789012345678901234567890123456…",
      "             body: …567890123456789old → …567890123456789",
      "             body: short and alike to 30 letters, old → …to 30 letters,",
      "           0123456789012345678901234567890123456789012…",
      "  keep     0 resources",
    ]);
  });

  it("has beside a brief switch the way that is zone by zone, with what each update cuts", () => {
    const view: SwitchView = { ...VIEW, verdict: "brief", interruptions: VIEW.interruptions.slice(1) };
    expect(section(view, "Or zone by zone, in 2 updates")).to.equal(section(VIEW, "Instead, in 2 updates"));
    expect(section(view, "Instead, in 2 updates")).to.equal(undefined);
  });

  it("has it beside an outage that no way avoids, and nothing instead", () => {
    const [first, ...others] = VIEW.interruptions;
    const view: SwitchView = { ...VIEW, interruptions: [{ ...first!, rule: "clients", lasting: true }, ...others] };
    expect(section(view, "Or zone by zone, in 2 updates")).to.equal(section(VIEW, "Instead, in 2 updates"));
    expect(renderSwitch(view)).not.to.match(/^Instead/m);
    expect(renderSwitch({ ...view, steps: [] })).not.to.match(/^Instead|zone by zone/m);
  });

  for (const [what, view] of [
    ["none is known", { ...VIEW, verdict: "brief", interruptions: VIEW.interruptions.slice(1), steps: [] }],
    ["nobody is cut off", { ...VIEW, verdict: "none", interruptions: [], steps: [] }],
    ["new connections fail for a time", VIEW],
    ["it is refused", { ...VIEW, verdict: "refused", interruption: "brief", steps: [] }],
  ] as [string, SwitchView][])
    it(`has no way zone by zone where ${what}`, () => {
      expect(renderSwitch(view)).not.to.include("zone by zone");
    });

  const told: SwitchView["interruptions"] = [
    {
      rule: "inspection",
      severity: "none",
      who: "connections open through eu-west-1a",
      what: "they go round the firewall from now on",
      duration: "seconds",
      source: "docs.aws.amazon.com",
      lasting: false,
      resources: ["front-a-default"],
    },
  ];

  it("tells what cuts nobody off, and says that it does not", () => {
    const view: SwitchView = { ...VIEW, verdict: "none", interruption: "none", interruptions: told };
    expect(verdict(view)).to.deep.equal(["Verdict   no interruption: no connection fails or is cut"]);
    expect(section(view, "Who notices")).to.equal(
      [
        "  none    connections open through eu-west-1a: they go round the firewall from now on",
        "          for how long: seconds",
        "          docs.aws.amazon.com",
      ].join("\n"),
    );
  });

  it("says nothing of what cuts nobody off in the verdict of what cuts some off", () => {
    const own = { ...told[0]!, rule: "egress", severity: "outage" } as const;
    const view: SwitchView = { ...VIEW, interruptions: [own, ...told] };
    expect(verdict(view)).to.deep.equal([
      "Verdict   outage, but not for the service's clients: they are let in all the time",
    ]);
  });

  it("counts the addresses of an accelerator, which are of no zone", () => {
    const row = { region: "global", zone: "", purpose: "anycast", name: "anycast", count: 2 } as const;
    const addresses: SwitchView["addresses"] = [
      { ...row, before: "none", after: "serving", lost: false },
      { ...row, count: 4, before: "serving", after: "none", lost: true, note: "it is deleted" },
    ];
    expect(section({ ...VIEW, addresses }, "Addresses")).to.equal(
      [
        "  region  zone  for      address                before   after",
        "  global  all   clients  anycast (2 addresses)  none     serving",
        "  global  all   clients  anycast (4 addresses)  serving  LOST",
      ].join("\n"),
    );
  });

  it("says what to set in the stack file, where that is more than the options", () => {
    const keys = "options: [ nlb, ecs ]\nweights:\n  instances: 100";
    expect(section({ ...VIEW, keys }, "In the stack file")).to.equal(
      "  options: [ nlb, ecs ]\n  weights:\n    instances: 100",
    );
    expect(section(VIEW, "In the stack file")).to.equal(undefined);
  });

  it("counts one resource as one", () => {
    const changes = [change("keep", "Zone", "zone")];
    expect(section({ ...VIEW, changes }, "Changes")).to.equal("  keep     1 resource");
  });
});

describe("cli/renderSwitch, of real switches", () => {
  const ALWAYS = ["Addresses", "Who notices"];
  const cases: [string, string, string[]][] = [
    ["dev", "ecs", [...ALWAYS, "Instead, in 3 updates", "Changes"]],
    ["dev", "nlb,ecs", [...ALWAYS, "In the stack file", "Changes"]],
    ["dev", "globalAccelerator", [...ALWAYS, "In the stack file", "Instead, in 2 updates", "Changes"]],
    ["dev", "ecs,globalAccelerator", [...ALWAYS, "In the stack file", "Instead, in 3 updates", "Changes"]],
    ["dev", "prod", [...ALWAYS, "Instead", "Changes"]],
    ["dev", "networkFirewall", [...ALWAYS, "Or zone by zone, in 3 updates", "Changes"]],
    ["dev", "ecs,networkFirewall", [...ALWAYS, "Instead, in 3 updates", "Changes"]],
    ["prod", "dev", ["Addresses", "To keep the addresses", "Who notices", "Changes"]],
  ];
  for (const [stack, to, titles] of cases)
    describe(`${stack} → ${to}`, () => {
      let text: string;
      before(async () => {
        text = renderSwitch(await plannedSwitch({ stack, to }));
      });

      it(`fits in ${WIDTH} columns, without trailing blanks`, () => {
        const lines = text.split("\n");
        expect(lines.filter((line) => line.length > WIDTH || / $/.test(line))).to.deep.equal([]);
      });

      it("has every part, in order", () => {
        expect(text.match(/^\S.*(?=\n-+$)/gm)).to.deep.equal(titles);
      });
    });

  it("prod → dev: says which addresses are lost", async () => {
    const text = renderSwitch(await plannedSwitch({ stack: "prod", to: "dev" }));
    expect(text.match(/^ .* LOST$/gm)).to.deep.equal([
      "  eu-west-1  c     clients  addresses-eu-west-1-c         serving  LOST",
      "  eu-west-1  b     egress   addresses-eu-west-1-egress-b  serving  LOST",
      "  eu-west-1  c     egress   addresses-eu-west-1-egress-c  serving  LOST",
    ]);
  });

  it("dev → ecs: every source stands whole on a line of its own", async () => {
    const view = await plannedSwitch({ stack: "dev", to: "ecs" });
    const lines = renderSwitch(view)
      .split("\n")
      .map((line) => line.trim());
    expect(view.interruptions).to.have.length(2);
    for (const { source } of view.interruptions) expect(lines).to.include(source);
  });

  it("dev → networkFirewall: counts what comes by the component that it lies in", async () => {
    const text = renderSwitch(await plannedSwitch({ stack: "dev", to: "networkFirewall" }));
    const created = text.match(/^ {2}create {3}\S+(?=:)/gm)?.map((line) => line.split(/ +/)[2]);
    expect(created).to.deep.equal(["firewall-eu-west-1", "network-eu-west-1", "monitoring-eu-west-1"]);
    expect(text).to.include("  create   firewall-eu-west-1: DefaultSecurityGroup,");
  });
});

describe("cli/renderSwitch, of a consumer's stack", () => {
  const consumer = (id: string): Raw => ({
    kind: "consumer",
    provider: {
      kind: "service",
      name: `com.amazonaws.vpce.eu-west-1.vpce-svc-${id}`,
      zoneIds: ["euw1-az1", "euw1-az2"],
      port: 5000,
      hostname: "tcp.example.com",
    },
    consumer: {
      name: "acme",
      region: "eu-west-1",
      vpc: { kind: "existing", id: "vpc-01234567", cidr: "10.60.0.0/22", subnets: { a: "subnet-01234567" } },
    },
  });
  const service = {
    options: ["privateLink"],
    service: { port: 5000 },
    regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } },
  };
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "ha-tcp-headings-"));
    const write = (name: string, raw: Raw) => {
      writeFileSync(join(directory, `${name}.yaml`), stringify({ config: engineConfig(raw) }));
    };
    write("shop", consumer("0123456789abcdef0"));
    write("moved", consumer("1123456789abcdef0"));
    write("link", service);
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  const at = (name: string): string => join(directory, `${name}.yaml`);
  const rendered = async (stack: string, to: string): Promise<string> =>
    renderSwitch(await plannedSwitch({ stack: at(stack), to: at(to) }));

  it("to another service: is written out in full", async () => {
    expect(await rendered("shop", "moved")).to.equal(CONSUMER_TEXT);
  });

  for (const [stack, to, text] of [
    ["shop", "link", "ha-tcp / shop: a consumer → [privateLink]"],
    ["link", "shop", "ha-tcp / link: [privateLink] → a consumer"],
  ] as const)
    it(`says so where only one of the two is a consumer's: ${text}`, async () => {
      expect((await rendered(stack, to)).split("\n").slice(0, 2)).to.deep.equal([text, "=".repeat(text.length)]);
    });
});
