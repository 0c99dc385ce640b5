import type { AddressRow } from "../../../analysis";
import { allowList } from "../../../cli/report/allowList";
import type { ReportData, SwitchReport } from "../../../cli/report/reportData";
import { COST, MATRIX, SERVICE, URN } from "./fixtures";

const ANYCAST: AddressRow = {
  region: "global",
  zone: "",
  purpose: "anycast",
  name: "anycast",
  count: 2,
  origin: "created",
  attachedTo: `${URN}:AcceleratedNlb$aws:globalaccelerator/listener:Listener::accelerator-listener`,
  protected: true,
  retained: true,
};

const PARKED: AddressRow = {
  ...ANYCAST,
  region: "eu-west-1",
  zone: "a",
  purpose: "public",
  name: "parked-a",
  count: 1,
};
delete PARKED.attachedTo;

const BEHIND: AddressRow[] = [ANYCAST, PARKED];

/** A service behind an accelerator, planned and not deployed: no address is known. */
export const ACCELERATED: ReportData = {
  ...SERVICE,
  deployed: false,
  plan: {
    ...SERVICE.plan,
    summary: { ...SERVICE.plan.summary, options: ["globalAccelerator"] },
    addresses: BEHIND,
    names: [
      {
        hostname: "tcp.example.com",
        accelerated: true,
        switched: false,
        answers: [{ leadsTo: ["anycast"], when: "always", good: true }],
        record: "dns-alias",
      },
    ],
    pathFaults: [],
    findings: [],
  },
  allowList: allowList(BEHIND),
  whatIf: {
    ...MATRIX,
    columns: [
      { name: "anycast", region: "global", zone: "", purpose: "anycast", count: 2, known: [] },
      ...MATRIX.columns.slice(1),
    ],
  },
  alarms: [],
};

const SWITCH: SwitchReport = {
  project: "ha-tcp",
  stack: "fixture",
  from: ["networkFirewall"],
  to: ["ecs"],
  verdict: "outage",
  interruption: "outage",
  refusals: [],
  addresses: [
    {
      region: "eu-west-1",
      zone: "a",
      purpose: "public",
      name: "addresses-eu-west-1-a",
      count: 1,
      before: "serving",
      after: "serving",
      lost: false,
    },
    {
      region: "eu-west-1",
      zone: "b",
      purpose: "egress",
      name: "addresses-eu-west-1-egress-b",
      count: 1,
      before: "serving",
      after: "none",
      lost: true,
      note: "it goes back to AWS",
    },
  ],
  interruptions: [
    {
      rule: "empty-target-group",
      severity: "outage",
      who: "100 % of the new connections to front-eu-west-1",
      what: "they go to front-eu-west-1-ecs, whose targets only start with this update",
      duration: "minutes",
      source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html",
      lasting: false,
      resources: ["front-eu-west-1-ecs"],
    },
  ],
  byHand: [
    {
      rule: "tls-ends",
      what: "Before the update.",
      commands: ["aws elbv2 describe-listeners --load-balancer-arn ARN"],
      source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/x.html",
      resources: [],
    },
  ],
  keys: "ecs: { image: … }",
  steps: [
    {
      title: "bring up the tasks",
      config: "options: [ nlb, ecs ]\nweights: { instances: 100, tasks: 0 }",
      verdict: "none",
      interruptions: [],
    },
    {
      title: "move the connections to the tasks",
      config: "weights: { instances: 0, tasks: 100 }",
      verdict: "brief",
      interruptions: [
        {
          rule: "weight-zero",
          severity: "brief",
          who: "connections open through front-eu-west-1",
          what: "they are closed",
          duration: "at once",
          source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/x.html",
          lasting: false,
          resources: [],
        },
      ],
    },
  ],
  hidden: ["secret-thing"],
  losses: [],
  unheld: [],
  changes: [
    { name: "front-eu-west-1-listener", type: "Listener", action: "update", inputs: ["defaultActions"] },
    { name: "tasks-eu-west-1-service", type: "Service", action: "create", inputs: [] },
    { name: "fleet-eu-west-1-asg", type: "Group", action: "delete", inputs: [] },
  ],
};

/** The same service with a switch, which loses an address. */
export const SWITCHED: ReportData = {
  ...SERVICE,
  deployed: false,
  cost: { ...COST, to: { ...COST, options: ["ecs"], month: { fixed: 190, usage: 5, total: 195, estimated: 12 } } },
  switch: { ...SWITCH, losses: SWITCH.addresses.filter(({ lost }) => lost) },
};

const { whatIf: _whatIf, ...WITHOUT_LOSSES } = SERVICE;

/** A consumer's stack, which has neither addresses nor alarms, and here nothing to lose. */
export const CONSUMER: ReportData = {
  ...WITHOUT_LOSSES,
  kind: "consumer",
  deployed: false,
  plan: {
    ...SERVICE.plan,
    summary: {
      project: "ha-tcp",
      stack: "fixture",
      kind: "consumer",
      options: [],
      regions: [],
      parkedRegions: [],
      resources: 12,
    },
    addresses: [],
    frontDoors: [],
    names: [],
    consumers: [
      {
        name: "consumer-payments",
        region: "eu-west-1",
        vpc: "10.60.0.0/20",
        zones: ["eu-west-1a"],
        clients: ["10.60.0.0/20"],
        endpoint: "consumer-payments-endpoint",
        ports: [5000],
        found: "tcp.internal.example.com",
        acceptance: "not needed",
      },
    ],
    paths: [],
    findings: [],
  },
  allowList: [],
  cost: { ...COST, options: [], budget: undefined, unpriced: [] },
  alarms: [],
};
