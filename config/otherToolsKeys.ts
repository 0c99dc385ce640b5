import type { Path } from "./mistakes";

/** Where a key of ours stands; `*` is a name of the file's own, such as a region's. */
type Place = string;

/**
 * What other tools call that which a key here says: arguments of Terraform's aws provider and of its modules vpc, alb, autoscaling and ecs,
 * properties of CloudFormation, arguments of awsx. Written without underscores and capitals, as they are compared.
 * Sources: registry.terraform.io/providers/hashicorp/aws/latest/docs (lb, lb_target_group, autoscaling_group, launch_template, vpc,
 * ecs_service, ecs_task_definition, route53_record), docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference (the same),
 * pulumi.com/registry/packages/awsx/api-docs/ec2/vpc
 */
const WORDS: Readonly<Record<Place, readonly string[]>> = {
  account: ["accountid", "awsaccountid", "allowedaccountids"],
  "dns.hostedZoneId": ["zoneid"],
  "dns.ttlSeconds": ["ttl"],
  "dns.zone": ["zonename", "hostedzone", "hostedzonename", "domain", "domainname"],
  "ecs.cpuUnits": ["cpu"],
  "ecs.desired": ["desiredcount", "desiredcapacity", "replicas"],
  "ecs.environment": ["env", "environmentvariables"],
  "ecs.exec": ["enableexecutecommand"],
  "ecs.hosts.type": ["instancetype", "instancetypes"],
  "ecs.image": ["containerimage", "dockerimage"],
  "ecs.launch": ["launchtype", "requirescompatibilities", "capacityprovider"],
  "ecs.max": ["maxcapacity", "maxsize"],
  "ecs.memoryMiB": ["memory", "memoryreservation"],
  "ecs.min": ["mincapacity", "minsize"],
  "instances.ami": ["amiid", "imageid"],
  "instances.desired": ["desiredcapacity", "desiredsize", "replicas"],
  "instances.healthCheckGraceSeconds": ["healthcheckgraceperiod", "healthcheckgraceperiodseconds"],
  "instances.max": ["maxsize"],
  "instances.maxLifetimeDays": ["maxinstancelifetime"],
  "instances.min": ["minsize"],
  "instances.onDemandBase": ["ondemandbasecapacity"],
  "instances.rootVolume.type": ["volumetype"],
  "instances.rootVolumeGiB": ["volumesize", "rootvolumesize", "disksize"],
  "instances.types": ["instancetype", "instancetypes"],
  "instances.workload.userData": ["userdata", "userdatabase64"],
  "network.flowLogs": ["enableflowlog"],
  "network.flowLogs.retentionDays": ["retentionindays"],
  protect: ["enabledeletionprotection", "deletionprotection"],
  "regions.*.addresses": [
    "allocationid",
    "allocationids",
    "eipallocationids",
    "subnetmapping",
    "subnetmappings",
    "eips",
  ],
  "regions.*.certificates": ["certificatearn", "certificatearns", "acmcertificatearn"],
  "regions.*.cidr": ["cidrblock", "vpccidr", "vpccidrblock"],
  "regions.*.nat": ["natgateway", "natgateways", "singlenatgateway", "onenatgatewayperaz", "enablenatgateway"],
  "regions.*.vpc.id": ["vpcid"],
  "regions.*.zones": [
    "availabilityzone",
    "availabilityzones",
    "availabilityzonenames",
    "numberofavailabilityzones",
    "azs",
  ],
  "service.allowedClients": ["ingress", "ingresscidrblocks", "cidrblocks", "allowedcidrblocks", "sourceranges"],
  "service.crossZone": ["enablecrosszoneloadbalancing", "crosszoneloadbalancing"],
  "service.deregistrationDelaySeconds": ["deregistrationdelay", "deregistrationdelaytimeoutseconds", "drainingtimeout"],
  "service.healthCheck.healthyThreshold": ["healthythresholdcount"],
  "service.healthCheck.intervalSeconds": ["interval", "healthcheckinterval", "healthcheckintervalseconds", "period"],
  "service.healthCheck.timeoutSeconds": ["timeout", "healthchecktimeout", "healthchecktimeoutseconds"],
  "service.healthCheck.unhealthyThreshold": ["unhealthythresholdcount"],
  "service.idleTimeoutSeconds": ["idletimeout", "tcpidletimeoutseconds", "tcpidletimeout"],
  "service.port": ["listenerport", "listener", "listeners", "ports"],
  "service.proxyProtocol": ["proxyprotocolv2"],
  "service.targetPort": ["containerport", "backendport", "targetgroupport"],
  "service.tls.alpn": ["alpnpolicy"],
  "service.tls.securityPolicy": ["sslpolicy"],
  tags: ["defaulttags"],
};

/** A key of ours that is meant: where it stands, and its name. */
export interface MeantKey {
  holder: Place;
  key: string;
}

const BY_WORD = new Map<string, MeantKey[]>();
for (const [place, words] of Object.entries(WORDS)) {
  const parts = place.split(".");
  const meant = { holder: parts.slice(0, -1).join("."), key: parts.at(-1) ?? "" };
  for (const word of words) BY_WORD.set(word, [...(BY_WORD.get(word) ?? []), meant]);
}

/** `availability_zones`, `AvailabilityZones` and `availability-zones` are one word. */
const asCompared = (word: string): string => word.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Whether a path is of a place, as `regions.eu-west-1` is of `regions.*`. */
const isOf = (place: Place, path: Path): boolean => {
  const parts = place === "" ? [] : place.split(".");
  return parts.length === path.length && parts.every((part, index) => part === "*" || part === path[index]);
};

/**
 * What is meant by a word of another tool, in a mapping: the key of that mapping, where it has one of those; else whichever of the same
 * section is, else any.
 */
export function keyMeantBy(word: string, holder: Path): MeantKey | undefined {
  const all = BY_WORD.get(asCompared(word)) ?? [];
  return (
    all.find((each) => isOf(each.holder, holder)) ??
    all.find((each) => each.holder.split(".")[0] === holder[0]) ??
    (all.length === 1 ? all[0] : undefined)
  );
}

/** What is to be written instead of a word of another tool; undefined of any other. */
export function fixOfOtherTools(word: string, value: unknown, holder: Path): string | undefined {
  const meant = keyMeantBy(word, holder);
  if (!meant) return undefined;
  const text = `${meant.key}${written(meant.key, value, asCompared(word))}`;
  if (isOf(meant.holder, holder)) return `write ${text}`;
  return `write ${[meant.holder.replace("*", "REGION"), meant.key].filter(Boolean).join(".")} for it`;
}

const NAT_WORDS: Readonly<Record<string, string>> = {
  singlenatgateway: ": single",
  onenatgatewayperaz: ": perZone",
  natgateways: ": single, or perZone",
};

/** `a, b, c`: as many letters of zones. */
export const letters = (count: number): string =>
  Array.from({ length: Math.min(Math.max(Math.floor(count), 2), 6) }, (_, index) => "abcdef"[index]).join(", ");

/** The value as the key takes it, where it is another there. */
function written(key: string, value: unknown, word: string): string {
  if (key === "nat") return NAT_WORDS[word] ?? "";
  if (key === "types" && typeof value === "string") return `: [${value}]`;
  if (key === "launch" && typeof value === "string") return `: ${value.toLowerCase()}`;
  if (key === "zones" && typeof value === "number") return `: [${letters(value)}], by their letters`;
  if (
    key === "zones" &&
    Array.isArray(value) &&
    value.every((each) => /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(String(each)))
  )
    return `: [${value.map((each) => String(each).slice(-1)).join(", ")}]`;
  const number = quantityIn(value, key);
  return number === undefined ? "" : `: ${number}`;
}

/** In seconds, days, MiB: the units that keys here are in. */
const UNITS: Readonly<Record<string, readonly [unit: RegExp, amount: number][]>> = {
  seconds: [
    [/^(ms|millis(econds?)?)$/, 0.001],
    [/^(s|secs?|seconds?)$/, 1],
    [/^(m|mins?|minutes?)$/, 60],
    [/^(h|hours?|hrs?)$/, 3600],
    [/^(d|days?)$/, 86_400],
  ],
  milliseconds: [
    [/^(ms|millis(econds?)?)$/, 1],
    [/^(s|secs?|seconds?)$/, 1000],
  ],
  minutes: [
    [/^(s|secs?|seconds?)$/, 1 / 60],
    [/^(m|mins?|minutes?)$/, 1],
    [/^(h|hours?|hrs?)$/, 60],
  ],
  days: [
    [/^(d|days?)$/, 1],
    [/^(w|weeks?)$/, 7],
    [/^(months?)$/, 30],
    [/^(y|years?)$/, 365],
  ],
  mib: [
    [/^(mi?b?)$/, 1],
    [/^(gi?b?)$/, 1024],
  ],
  gib: [[/^(gi?b?)$/, 1]],
  percent: [[/^%|percent$/, 1]],
  usd: [[/^(\$|usd)$/, 1]],
};

/** The number to write for `10s`, `5 minutes`, `1.5 GiB` or `"30"` under a key whose name ends in its unit; undefined of any other value. */
export function quantityIn(value: unknown, key: string): number | undefined {
  if (typeof value !== "string") return undefined;
  const [, digits, unit = ""] = /^\s*(-?\d+(?:\.\d+)?)\s*(%|\$|[a-zA-Z]*)\s*$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  if (unit === "") return Number(digits);
  const name = Object.keys(UNITS).find((each) => key.toLowerCase().endsWith(each));
  const amount = UNITS[name ?? ""]?.find(([form]) => form.test(unit.toLowerCase()))?.[1];
  const number = amount === undefined ? undefined : Number(digits) * amount;
  return number !== undefined && Number.isInteger(number) ? number : undefined;
}
