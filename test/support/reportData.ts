import type { AddressRow } from "../../analysis";
import type { CostGroup, CostLine } from "../../analysis/cost";
import type { Recovery } from "../../analysis/failures";
import type { CostSide } from "../../cli/cost/cost";
import type { LossFigures, LossRow } from "../../cli/report/lossMatrix";
import type { AlarmRow, AllowListEntry, ReportData } from "../../cli/report/reportData";
import { planViewOf } from "./planView";

/*
 * A report of no stack: small, and with something in each part. Texts have what HTML must escape. Its figures are made up, so that a test
 * sees that the page repeats them and counts none itself.
 */

/** What is markup in no part of a page. */
export const SHARP = `<b title="x">&amp;'`;

/** One that clients connect to. */
export const addressOf = (zone: string, more: Partial<AddressRow> = {}): AddressRow => ({
  region: "eu-west-1",
  zone,
  purpose: "public",
  name: `addresses-eu-west-1-${zone}`,
  count: 1,
  origin: "created",
  protected: true,
  retained: true,
  attachedTo: "urn:pulumi:demo::ha-tcp::aws:lb/loadBalancer:LoadBalancer::front-eu-west-1",
  ...more,
});

const entry = (text: string, more: Partial<AllowListEntry> = {}, of: Partial<AddressRow> = {}): AllowListEntry => ({
  text,
  known: true,
  for: "clients",
  purpose: "clients",
  row: addressOf("a", of),
  ...more,
});

const egress = { for: "egress", purpose: "egress" } as const;

const ALLOW_LIST: AllowListEntry[] = [
  entry("203.0.113.7/32"),
  entry("2001:db8::7/128", { purpose: "clients (IPv6)" }),
  entry("assigned at first up", { known: false }, { zone: "b" }),
  entry("203.0.113.9/32", egress),
];

const RECOVERY: Recovery = {
  who: "clients by tcp.example.com",
  seconds: 80,
  terms: [
    { what: "health checks", seconds: 20, source: "service.healthCheck" },
    { what: "answers are kept", seconds: 60, source: "dns.ttl" },
  ],
  assumes: [],
  newConnections: "fail in the zone",
  openConnections: "are cut",
};

const figures = (more: Partial<LossFigures> = {}): LossFigures => ({
  addresses: ["answers", "answers", "parked"],
  served: "all",
  ways: [{ kind: "name", name: "tcp.example.com", leadsTo: ["front-eu-west-1"], reach: "all", later: "all" }],
  targets: { left: 3, needed: 3, atMost: 9 },
  egress: { open: 2, zones: 2 },
  controlPlanes: [],
  notes: [],
  ...more,
});

const loss = (kind: "zone" | "region" | "check", of: string, more: Partial<LossFigures>, felt = true): LossRow => ({
  loss: { name: `${kind}=${of}`, kind, of, text: `${kind} ${of}` },
  felt,
  ...figures(more),
});

const column = (zone: string, known: string[] = []) =>
  ({ name: `addresses-eu-west-1-${zone}`, region: "eu-west-1", zone, purpose: "public", count: 1, known }) as const;

const ACTS = { service: "Amazon EC2 Auto Scaling", action: "brings the group back", by: "AWS" } as const;

const group = (name: string, fixed: number, usage: number): CostGroup => ({
  name,
  month: { fixed, usage, total: fixed + usage, estimated: 0 },
});

const line = (item: string, month: number, usage = false): CostLine => ({
  resource: "nat-a",
  type: "aws:ec2/natGateway:NatGateway",
  layer: "network",
  region: "eu-west-1",
  item,
  quantity: 730,
  unit: "hour",
  price: 0.048,
  month,
  usage,
});

const side = (options: string[], network: number): CostSide => ({
  options,
  lines: [line("hours", network), line("GB processed", 4.5, true)],
  unpriced: [{ resource: "logs", type: "x", region: "eu-west-1", reason: `what it writes ${SHARP}` }],
  month: { fixed: network, usage: 4.5, total: network + 4.5, estimated: 0 },
  assumptions: ["Every hour is like the others."],
  by: {
    region: [group("eu-west-1", network, 4.5)],
    layer: [group("network", network, 4.5), group("frontDoor", 18.4, 0)],
    option: [group("shared", network, 4.5)],
  },
  savings: [
    {
      rule: "r",
      region: "eu-west-1",
      text: "too dear",
      fix: "take less",
      month: 6,
      resources: [],
      source: "aws.amazon.com/vpc",
    },
  ],
});

const alarm = (name: string, more: Partial<AlarmRow>): AlarmRow => ({
  name,
  region: "eu-west-1",
  heard: true,
  toldBy: [],
  when: {
    kind: "metric",
    what: "Minimum Count",
    comparison: "below",
    threshold: 1,
    of: 2,
    outOf: 3,
    periodSeconds: 60,
  },
  description: `says ${SHARP}`,
  ...more,
});

const runbook = (title: string) => ({ title, means: "m", clients: "c", look: "l", act: "a", grade: "page" as const });

/** Words of one of its boxes are divided, as those of a box that is narrow; and it is drawn first, as what is large is. */
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 260" role="img" aria-labelledby="picture-title picture-desc">' +
  '<title id="picture-title">ha-tcp / demo</title><desc id="picture-desc">From top to bottom.</desc>' +
  "<style>.f-box{fill:var(--picture-box,#fff)}</style>" +
  [
    { id: "front", y: 90, lines: ["Load", "balancer", "front-eu-", "west-1"] },
    { id: "clients", y: 10, lines: ["clients"] },
    { id: "targets", y: 170, lines: ["targets"] },
  ]
    .map(
      ({ id, y, lines }) =>
        `<g data-box="${id}"><title>${id}, told</title><rect class="f-box" x="10" y="${y}" width="150" height="70" fill="#fff"/>` +
        `${lines.map((text, line) => `<text x="20" y="${y + 15 + 14 * line}">${text}</text>`).join("")}</g>`,
    )
    .join("") +
  "</svg>";

export function reportOf(): ReportData {
  const columns = [column("a", ["203.0.113.7"]), column("b"), column("c")];
  return {
    project: "ha-tcp",
    stack: "demo",
    kind: "service",
    deployed: false,
    plan: planViewOf({
      names: [
        {
          hostname: "tcp.example.com",
          routing: "failover",
          accelerated: false,
          switched: false,
          record: "dns-alias",
          answers: [
            { region: "eu-west-1", leadsTo: ["front-eu-west-1"], when: "while it is well", well: "1 of 3", good: true },
            { region: "ap-south-1", leadsTo: ["front-ap-south-1"], when: "else", good: false },
          ],
        },
      ],
      pathFaults: [
        {
          rule: "dropped",
          region: "eu-west-1",
          resource: "acl-a",
          text: "it drops",
          zones: [],
          kinds: ["client"],
          ways: 1,
        },
      ],
      findings: [
        { severity: "note", rule: "n", text: "a note", fix: "none", resources: [] },
        {
          severity: "warning",
          rule: "w",
          text: `a warning ${SHARP}`,
          fix: `mend ${SHARP}`,
          resources: ["front-eu-west-1"],
        },
      ],
    }),
    picture: {
      svg: SVG,
      boxes: {
        all: { title: "", lines: [], resources: [] },
        clients: { title: "Clients", lines: ["any address"], resources: [] },
        front: {
          title: "Load balancer",
          lines: [`line ${SHARP}`],
          resources: [{ name: "front-eu-west-1", type: "LoadBalancer" }],
        },
        targets: { title: "Targets", lines: [], resources: [{ name: "fleet", type: "Group" }] },
      },
    },
    allowList: ALLOW_LIST,
    whatIf: {
      columns,
      whole: figures(),
      rows: [
        loss("check", "dns", {}, false),
        loss("zone", "eu-west-1a", {
          addresses: ["silent", "answers", "parked"],
          targets: { left: 2, needed: 3, atMost: 8 },
          recovery: RECOVERY,
          controlPlanes: [ACTS],
        }),
        loss("region", "eu-west-1", {
          addresses: ["silent", "silent", "parked"],
          served: "none",
          targets: { left: 0, needed: 3, atMost: 0 },
          egress: { open: 0, zones: 0 },
          recovery: { ...RECOVERY, seconds: undefined, terms: [] },
        }),
      ],
      verdict: {
        survives: "zone",
        zone: { survives: true, failing: [] },
        region: { survives: false, failing: [{ loss: "region=eu-west-1", why: "nobody is served" }] },
        staticallyStable: true,
        controlPlanes: [],
        availability: { availability: 0.9998, minutesAMonth: 8.8, formula: "100 % × 99.98 %", parts: [], leftOut: [] },
      },
    },
    cost: { project: "ha-tcp", stack: "demo", ...side(["nlb"], 35.04), to: side(["ecs"], 70.08) },
    alarms: [
      alarm("monitoring-down", { grade: "page", subject: "eu-west-1", runbook: runbook("The service is down") }),
      alarm("monitoring-slow", { grade: "ticket", region: "us-east-1", runbook: runbook("It is slow") }),
      alarm("monitoring-autoscaling", { heard: false }),
    ],
    switch: {
      project: "ha-tcp",
      stack: "demo",
      from: ["nlb"],
      to: ["ecs"],
      verdict: "refused",
      interruption: "outage",
      refusals: [`the address would be lost ${SHARP}`],
      addresses: [
        {
          region: "eu-west-1",
          zone: "a",
          purpose: "public",
          name: "addresses-a",
          count: 1,
          before: "serving",
          after: "serving",
          lost: false,
        },
        {
          region: "eu-west-1",
          zone: "b",
          purpose: "public",
          name: "addresses-b",
          count: 1,
          before: "serving",
          after: "none",
          lost: true,
          note: "it is released",
        },
      ],
      interruptions: [
        {
          rule: "empty",
          severity: "outage",
          who: "clients",
          what: "they wait",
          duration: "minutes",
          source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/x.html",
          lasting: false,
          resources: [],
        },
      ],
      byHand: [
        {
          rule: "h",
          what: "Before it",
          commands: [`aws ec2 describe --query 'A[?B<"1"]'`],
          source: "service.x",
          resources: [],
        },
      ],
      keys: "options: [ ecs ]",
      steps: [
        {
          title: "bring up the tasks",
          config: "options: [ nlb, ecs ]\nweights: { tasks: 0 }",
          verdict: "none",
          interruptions: [],
        },
        { title: "take the instances away", config: "options: [ ecs ]", verdict: "brief", interruptions: [] },
      ],
      hidden: ["secret-task"],
      losses: [],
      unheld: [],
      changes: [{ name: "front-eu-west-1-listener", type: "Listener", action: "update", inputs: ["defaultActions"] }],
    },
  };
}
