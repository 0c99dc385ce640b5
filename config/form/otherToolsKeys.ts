import type { Path } from "../mistakes";
import { quantityIn } from "./quantities";
import type { KeyFix } from "./formMistake";

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
  "dns.routing": ["routingpolicy"],
  "dns.ttlSeconds": ["ttl"],
  "dns.zone": ["zonename", "hostedzone", "hostedzonename", "domain", "domainname"],
  "ecs.cpuUnits": ["cpu"],
  "ecs.desired": ["desiredcount", "desiredcapacity", "replicas"],
  "ecs.environment": ["env", "environmentvariables"],
  "ecs.exec": ["enableexecutecommand"],
  "ecs.hosts.type": ["instancetype", "instancetypes"],
  "ecs.image": ["containerimage", "dockerimage"],
  "ecs.launch": ["fargate", "launchtype", "requirescompatibilities", "capacityprovider"],
  "ecs.logRetentionDays": ["logretention", "retentionindays"],
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
  "instances.rootVolumeGiB": ["disk", "volume", "volumesize", "rootvolumesize", "disksize"],
  "instances.spotPercent": ["spot"],
  "instances.types": ["instancetype", "instancetypes"],
  "instances.workload.userData": ["userdata", "userdatabase64"],
  "monitoring.notify.page.emails": ["alarmemail", "alertemail", "email", "emails"],
  "monitoring.notify.page.topicArns": ["alarmactions", "snstopic", "snstopicarn"],
  "network.flowLogs": ["enableflowlog"],
  "network.flowLogs.retentionDays": ["retentionindays"],
  protect: ["enabledeletionprotection", "deletionprotection"],
  "regions.*.addresses": [
    "allocationid",
    "allocationids",
    "eipallocationids",
    "subnetmapping",
    "subnetmappings",
    "eip",
    "eips",
    "elasticip",
    "elasticips",
  ],
  "regions.*.certificates": ["certificate", "certificates", "certificatearn", "certificatearns", "acmcertificatearn"],
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
  "service.allowedClients": [
    ...[
      "ingress",
      "ingresscidrblocks",
      "cidrblocks",
      "allowedcidrblocks",
      "allowedcidrs",
      "allowedips",
      "allowedranges",
    ],
    ...["sourceranges", "sourceips", "sourcecidrs", "allowlist", "whitelist"],
  ],
  "service.crossZone": ["enablecrosszoneloadbalancing", "crosszoneloadbalancing"],
  "service.deregistrationDelaySeconds": ["deregistrationdelay", "deregistrationdelaytimeoutseconds", "drainingtimeout"],
  "service.healthCheck.healthyThreshold": ["healthythresholdcount"],
  "service.healthCheck.intervalSeconds": ["interval", "healthcheckinterval", "healthcheckintervalseconds", "period"],
  "service.healthCheck.timeoutSeconds": ["timeout", "healthchecktimeout", "healthchecktimeoutseconds"],
  "service.healthCheck.unhealthyThreshold": ["unhealthythresholdcount"],
  "service.healthCheck.path": ["healthcheckpath"],
  "service.hostname": ["dnsname", "fqdn", "record", "recordname"],
  "service.idleTimeoutSeconds": ["idletimeout", "tcpidletimeoutseconds", "tcpidletimeout"],
  "service.port": ["listenerport", "listener", "listeners", "ports"],
  "service.proxyProtocol": ["proxyprotocolv2"],
  "service.targetPort": ["containerport", "backendport", "targetgroupport"],
  "service.stickiness": ["sticky", "stickysessions", "sessionaffinity", "sourceipaffinity"],
  "service.tls": ["ssl", "https"],
  "service.tls.alpn": ["alpnpolicy"],
  "service.tls.securityPolicy": ["sslpolicy"],
  tags: ["defaulttags"],
};

/** Words that mean a key where it stands, and elsewhere something else. */
const WORDS_HERE: Readonly<Record<Place, readonly string[]>> = {
  "regions.*.vpc.app": ["private", "privatesubnets", "privatesubnetids", "subnets", "subnetids"],
  "regions.*.vpc.front": ["public", "publicsubnets", "publicsubnetids"],
  "weights.instances": ["nlb", "ec2"],
  "weights.tasks": ["ecs", "fargate"],
};

/** What other tools have set and no key here does, by where it is looked for, and why not. Words as in `WORDS`. */
const NOT_SET: readonly (readonly [holder: Place, words: readonly string[], fix: string])[] = [
  ["", ["name", "stackname"], "remove it: the name of the file, Pulumi.NAME.yaml, is that of the stack"],
  [
    "",
    ["environment", "env", "stage"],
    "remove it: the name of the file says it; production: true asks for three zones",
  ],
  ["", ["aws", "awsregion"], "write the provider's settings as keys of their own, aws:KEY, without ha-tcp: before it"],
  ["", ["profile"], "write aws:profile, without ha-tcp: before it"],
  [
    "service",
    ["protocol", "loadbalancertype", "scheme"],
    "remove it: options say it; the port is TCP, or TLS with service.tls",
  ],
  [
    "regions.*",
    ["subnets", "subnetids", "publicsubnets", "privatesubnets"],
    "remove it: subnets follow from cidr and zones; those of a VPC that exists are vpc.front and vpc.app",
  ],
  ["regions.*", ["igw", "createigw", "internetgateway"], "remove it: the VPC is made with one"],
  [
    "instances",
    ["keyname", "keypair", "ssh", "sshkey", "bastion"],
    "remove it: instances have no SSH; Session Manager opens a shell on them",
  ],
  [
    "instances",
    ["securitygroups", "securitygroupids", "vpcsecuritygroupids"],
    "remove it: they are made of service.allowedClients and instances.egress",
  ],
  ["instances", ["iaminstanceprofile", "instanceprofile"], "remove it: one is made; policyArns adds to its role"],
];

/** A key of ours that is meant: where it stands, and its name. */
export interface MeantKey {
  holder: Place;
  key: string;
}

/** The keys that each word means. */
function keysByWord(table: Readonly<Record<Place, readonly string[]>>): Map<string, MeantKey[]> {
  const found = new Map<string, MeantKey[]>();
  for (const [place, words] of Object.entries(table)) {
    const parts = place.split(".");
    const meant = { holder: parts.slice(0, -1).join("."), key: parts.at(-1) ?? "" };
    for (const word of words) found.set(word, [...(found.get(word) ?? []), meant]);
  }
  return found;
}

const BY_WORD = keysByWord(WORDS);
const BY_WORD_HERE = keysByWord(WORDS_HERE);

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
function keyMeantBy(word: string, holder: Path): MeantKey | undefined {
  const all = BY_WORD.get(asCompared(word)) ?? [];
  return (
    BY_WORD_HERE.get(asCompared(word))?.find((each) => isOf(each.holder, holder)) ??
    all.find((each) => isOf(each.holder, holder)) ??
    all.find((each) => each.holder.split(".")[0] === holder[0]) ??
    (all.length === 1 ? all[0] : undefined)
  );
}

/** What to do about a word of another tool, and where its value belongs; undefined of any other. */
export function fixOfOtherTools(word: string, value: unknown, holder: Path): KeyFix | undefined {
  const compared = asCompared(word);
  const notSet = NOT_SET.find(([place, words]) => isOf(place, holder) && words.includes(compared));
  if (notSet) return { fix: notSet[2] };
  const meant = keyMeantBy(word, holder);
  if (!meant) return undefined;
  const isHere = isOf(meant.holder, holder);
  const inValue = isHere ? written(meant.key, value, compared) : "";
  if (isHere) return { fix: `write ${meant.key}${inValue}`, meant: [...holder, meant.key], saysValue: inValue !== "" };
  const region = holder[0] === "regions" ? String(holder[1]) : "REGION";
  const place = [...meant.holder.split(".").filter(Boolean), meant.key].map((part) => (part === "*" ? region : part));
  return { fix: `write ${place.join(".")} for it`, ...(!place.includes("REGION") && { meant: place }) };
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
  if (key === "launch" && word === "fargate") return value === false ? ": ec2" : ": fargate";
  if (key === "launch" && typeof value === "string") return `: ${value.toLowerCase()}`;
  if (key === "zones" && typeof value === "number") return `: [${letters(value)}], by their letters`;
  if (
    key === "zones" &&
    Array.isArray(value) &&
    value.every((each) => typeof each === "string" && /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(each))
  )
    return `: [${value.map((each) => String(each).slice(-1)).join(", ")}]`;
  const number = quantityIn(value, key);
  return number === undefined ? "" : `: ${number}`;
}
