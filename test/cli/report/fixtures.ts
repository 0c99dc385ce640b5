import type { AddressRow, Path } from "../../../analysis";
import type { CostGroup, CostLine } from "../../../analysis/cost";
import type { Recovery } from "../../../analysis/failures";
import { RUNBOOK } from "../../../plan/monitoring/runbook";
import { allowList } from "../../../cli/report/allowList";
import type { LossFigures, LossMatrix } from "../../../cli/report/lossMatrix";
import type { AlarmRow, ReportData } from "../../../cli/report/reportData";
import { PICTURE } from "./pictures";

/*
 * What a report says, by hand and small, so that a page needs no stack: a service behind a firewall in two zones, which is deployed and
 * whose addresses are so known, but for one.
 */

const REGION = "eu-west-1";
const ZONES = ["a", "b"];
const DOOR = `front-${REGION}`;
const FLEET = `fleet-${REGION}-asg`;

export const URN = "urn:pulumi:fixture::ha-tcp::ha-tcp:index";

const CREATED = { count: 1, origin: "created", protected: true, retained: true } as const;

const ADDRESSES: AddressRow[] = [
  ...ZONES.map((zone, index): AddressRow => ({
    ...CREATED,
    region: REGION,
    zone,
    purpose: "public",
    name: `addresses-${REGION}-${zone}`,
    publicIps: [`203.0.113.${index + 1}`],
    attachedTo: `${URN}:NlbEip$aws:lb/loadBalancer:LoadBalancer::${DOOR}`,
  })),
  {
    ...CREATED,
    region: REGION,
    zone: "a",
    purpose: "publicIpv6",
    name: DOOR,
    publicIps: ["2001:db8::1"],
    attachedTo: `${URN}:NlbEip$aws:lb/loadBalancer:LoadBalancer::${DOOR}`,
    retained: false,
  },
  {
    ...CREATED,
    region: REGION,
    zone: "a",
    purpose: "egress",
    name: `addresses-${REGION}-egress-a`,
    publicIps: ["203.0.113.11"],
    attachedTo: `${URN}:Network$aws:ec2/natGateway:NatGateway::network-${REGION}-nat-a`,
  },
  { ...CREATED, region: REGION, zone: "b", purpose: "egress", name: `addresses-${REGION}-egress-b` },
];

const hop = (at: string, kind: Path["there"]["hops"][number]["kind"], zone?: string) => ({
  at,
  kind,
  rules: [],
  ...(zone !== undefined && { zone }),
});

const PATHS: Path[] = ZONES.map((letter): Path => {
  const zone = `${REGION}${letter}`;
  const hops = [
    hop("internet", "internet"),
    hop(`network-${REGION}-igw`, "gateway"),
    hop(`firewall-${REGION}-endpoint-${letter}`, "endpoint", zone),
    hop(DOOR, "loadBalancer", zone),
    hop(FLEET, "target", zone),
  ];
  return {
    region: REGION,
    zone,
    kind: "client",
    address: `addresses-${REGION}-${letter}`,
    through: DOOR,
    target: FLEET,
    targetZone: zone,
    traffic: "TCP 5000 from 0.0.0.0/0",
    there: { hops },
    back: letter === "a" ? { hops: [...hops].reverse() } : { hops: [] },
    verdict: letter === "a" ? "open" : "dropped",
    ...(letter === "b" && { reason: { at: `network-${REGION}-front-nacl`, why: "no outbound rule lets it out" } }),
    inspectedBy: [`firewall-${REGION}-endpoint-${letter}`],
    inspectable: true,
  };
});

const PLAN: ReportData["plan"] = {
  summary: {
    project: "ha-tcp",
    stack: "fixture",
    kind: "service",
    options: ["networkFirewall"],
    port: 5000,
    hostname: "tcp.example.com",
    regions: [
      {
        region: REGION,
        vpcCidr: "10.20.0.0/16",
        zones: ZONES,
        natGateways: 1,
        instances: { min: 2, desired: 2, max: 6 },
      },
    ],
    parkedRegions: [],
    alarms: { alarms: 4, metrics: 3, usdPerMonth: 0.8, hearers: ["pager@example.com"] },
    resources: 144,
  },
  addresses: ADDRESSES,
  frontDoors: [
    {
      region: REGION,
      loadBalancer: DOOR,
      port: 5000,
      targets: [{ targetGroup: `${DOOR}-ec2`, weight: 100, percent: 100, backends: [FLEET] }],
    },
  ],
  names: [
    {
      hostname: "tcp.example.com",
      routing: "simple",
      accelerated: false,
      switched: false,
      answers: [{ region: REGION, leadsTo: [DOOR], when: "always", well: "1 of 2 addresses", good: true }],
      record: "dns-alias",
      ttlSeconds: 60,
    },
  ],
  consumers: [],
  components: [
    {
      name: `addresses-${REGION}`,
      kind: "FixedAddresses",
      urn: `${URN}:FixedAddresses::addresses-${REGION}`,
      resources: { Eip: 4 },
      total: 4,
    },
  ],
  subnets: [
    {
      region: REGION,
      zone: `${REGION}a`,
      tier: "front",
      cidr: "10.20.128.0/21",
      usable: 2043,
      routes: [{ destination: "0.0.0.0/0", target: `firewall-${REGION}-endpoint-a` }],
    },
  ],
  paths: PATHS,
  pathFaults: [],
  findings: [
    {
      severity: "warning",
      rule: "address-quota",
      text: "eu-west-1 needs 6 Elastic IPs; the default quota is 5.",
      fix: "Ask for 6 or more in Service Quotas.",
      resources: [`addresses-${REGION}-a`],
    },
    // What a page must not take for its own.
    {
      severity: "note",
      rule: "marks",
      text: "A name may have <b>&amp;</b> in it.",
      fix: 'Write "it" out.',
      resources: [],
    },
  ],
};

const RECOVERY: Recovery = {
  who: "clients by tcp.example.com",
  seconds: 80,
  terms: [
    { what: "targets fail 2 checks, one each 10 s", seconds: 20, source: "service.healthCheck" },
    { what: "clients keep an answer", seconds: 60, source: "docs.aws.amazon.com/Route53/latest/DeveloperGuide/x.html" },
  ],
  assumes: ["clients connect again"],
  newConnections: "those to its address time out",
  openConnections: "those through it go silent",
};

const WHOLE: LossFigures = {
  addresses: ["answers", "answers", "parked"],
  served: "all",
  ways: [{ kind: "name", name: "tcp.example.com", leadsTo: [DOOR], reach: "all", later: "all" }],
  targets: { left: 2, needed: 2, atMost: 6 },
  egress: { open: 2, zones: 2 },
  controlPlanes: [],
  notes: [],
};

const NOBODY: LossFigures = {
  ...WHOLE,
  addresses: ["silent", "silent", "parked"],
  served: "none",
  ways: [{ kind: "name", name: "tcp.example.com", leadsTo: [], reach: "none", later: "none" }],
  targets: { left: 0, needed: 2, atMost: 0 },
  egress: { open: 0, zones: 0 },
  recovery: {
    who: RECOVERY.who,
    terms: [],
    assumes: [],
    newConnections: "they time out",
    openConnections: "they go silent",
  },
};

const REPLACED = { service: `Amazon EC2 Auto Scaling, ${REGION}`, action: `brings ${FLEET} back to 2 instances` };

export const MATRIX: LossMatrix = {
  columns: ["a", "b", "c"].map((zone, index) => ({
    name: `addresses-${REGION}-${zone}`,
    region: REGION,
    zone,
    purpose: "public",
    count: 1,
    known: zone === "c" ? [] : [`203.0.113.${index + 1}`],
  })),
  whole: WHOLE,
  rows: [
    {
      loss: { name: `zone=${REGION}a`, kind: "zone", of: `${REGION}a`, text: `the zone ${REGION}a` },
      felt: true,
      ...WHOLE,
      addresses: ["silent", "answers", "parked"],
      targets: { left: 1, needed: 2, atMost: 6 },
      egress: { open: 1, zones: 1 },
      recovery: RECOVERY,
      controlPlanes: [{ ...REPLACED, by: "AWS" }],
      notes: ["Clients try another address of the name."],
    },
    {
      loss: { name: `region=${REGION}`, kind: "region", of: REGION, text: `the region ${REGION}` },
      felt: true,
      ...NOBODY,
    },
    {
      loss: { name: "check-gone=dns-check", kind: "check-gone", of: "dns-check", text: "the health check dns-check" },
      felt: false,
      ...WHOLE,
    },
  ],
  verdict: {
    survives: "zone",
    zone: { survives: true, failing: [] },
    region: { survives: false, failing: [{ loss: `region=${REGION}`, why: "tcp.example.com: nobody is served" }] },
    weakest: { loss: `region=${REGION}`, what: "tcp.example.com: nobody is served" },
    worstRecovery: { loss: `zone=${REGION}a`, recovery: RECOVERY },
    staticallyStable: false,
    controlPlanes: [{ loss: `zone=${REGION}a`, controlPlanes: [{ ...REPLACED, by: "AWS" }] }],
    availability: {
      availability: 0.9998,
      minutesAMonth: 8.8,
      formula: "Route 53 × eu-west-1",
      parts: [{ what: "Route 53", availability: 1, source: "aws.amazon.com/route53/sla" }],
      leftOut: ["the workload itself"],
    },
  },
};

const group = (name: string, fixed: number, usage = 0): CostGroup => ({
  name,
  month: { fixed, usage, total: fixed + usage, estimated: 0 },
});

const line = (resource: string, layer: CostLine["layer"], month: number, usage = false): CostLine => ({
  resource,
  type: "aws:ec2/natGateway:NatGateway",
  layer,
  region: REGION,
  item: usage ? "GB processed" : "hours",
  quantity: 730,
  unit: usage ? "GB" : "hour",
  price: month / 730,
  month,
  usage,
});

export const COST: ReportData["cost"] = {
  project: "ha-tcp",
  stack: "fixture",
  options: ["networkFirewall"],
  lines: [
    line(`firewall-${REGION}`, "networkFirewall", 576.7),
    line(`network-${REGION}-nat-a`, "network", 35.04),
    line(`network-${REGION}-nat-a`, "network", 4.8, true),
  ],
  unpriced: [
    { resource: "canary", type: "aws:synthetics/canary:Canary", region: REGION, reason: "by its runs", atMost: 3 },
  ],
  month: { fixed: 611.74, usage: 4.8, total: 616.54, estimated: 0 },
  assumptions: ["Every hour of a month is like the others."],
  by: {
    region: [group(REGION, 611.74, 4.8)],
    layer: [group("networkFirewall", 576.7), group("network", 35.04, 4.8)],
    option: [group("networkFirewall", 576.7), group("shared", 35.04, 4.8)],
  },
  budget: { monthlyUsd: 700, percent: 88, reached: [80] },
  savings: [
    {
      rule: "flow-logs-in-cloudwatch",
      region: REGION,
      text: "flow logs would cost less in S3.",
      fix: "Set network.flowLogs.destination: { kind: s3 }.",
      month: 6,
      resources: [],
      source: "aws.amazon.com/cloudwatch/pricing",
    },
  ],
};

const alarm = (name: string, rest: Pick<AlarmRow, "grade" | "heard" | "toldBy" | "when" | "runbook">): AlarmRow => ({
  name: `monitoring-${REGION}-${name}`,
  region: REGION,
  ...(rest.runbook && { subject: DOOR }),
  description: `${DOOR}: ${rest.runbook?.means ?? "ends the renewal"}`,
  ...rest,
});

const METRIC = { kind: "metric", of: 3, outOf: 3, periodSeconds: 60 } as const;

const ALARMS: AlarmRow[] = [
  alarm("down", {
    grade: "page",
    heard: true,
    toldBy: [],
    when: { kind: "alarms", rings: "all", alarms: ["no-a", "no-b"], rule: "(ALARM(no-a) AND ALARM(no-b))" },
    runbook: RUNBOOK["region-down"],
  }),
  alarm("no-a", {
    grade: "page",
    heard: true,
    toldBy: [`monitoring-${REGION}-front-door-in-trouble`],
    when: { ...METRIC, what: "Maximum HealthyHostCount", comparison: "below", threshold: 1 },
    runbook: RUNBOOK["zone-without-targets"],
  }),
  alarm("traffic", {
    grade: "ticket",
    heard: false,
    toldBy: [],
    when: { ...METRIC, what: "Sum NewFlowCount", comparison: "outside of what is usual", periodSeconds: 300 },
    runbook: RUNBOOK["unusual-traffic"],
  }),
  alarm("resets", {
    grade: "ticket",
    heard: true,
    toldBy: [],
    when: {
      ...METRIC,
      what: "100 * resets / connections",
      metrics: { resets: "Sum TCP_Target_Reset_Count", connections: "Sum NewFlowCount" },
      comparison: "above",
      threshold: 20,
      of: 2,
    },
    runbook: RUNBOOK["resets-by-target"],
  }),
  alarm("renewal", {
    heard: false,
    toldBy: [],
    when: { ...METRIC, what: "Sum TCP_Target_Reset_Count", comparison: "at or above", threshold: 5 },
  }),
];

/** A service that is deployed. */
export const SERVICE: ReportData = {
  project: "ha-tcp",
  stack: "fixture",
  kind: "service",
  deployed: true,
  plan: PLAN,
  picture: PICTURE,
  allowList: allowList(ADDRESSES),
  whatIf: MATRIX,
  cost: COST,
  alarms: ALARMS,
};
