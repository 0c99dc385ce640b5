import { type Graph, GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import { acceleratedPorts } from "./accelerators";
import { addresses } from "./addresses";
import { type AlarmSummary, alarmSummary } from "./alarms";
import { consumers, isConsumerEndpoint } from "./consumers";
import { type CredentialsSummary, credentials } from "./credentials";
import { publicName } from "./dnsRecords";
import { hostGroups } from "./hosts";
import { type Measurement, measurement } from "./latency";
import { PRIVATE_LINK_TYPES, TYPES } from "./resourceTypes";
import { type RoleSummary, roleSummary } from "./roles";
import { type ShieldSummary, shieldSummary } from "./shield";

export interface Counts {
  /** Fewest, at the first deployment, most. */
  min: number;
  desired: number;
  max: number;
}

export interface RegionSummary {
  region: string;
  vpcCidr: string;
  /** Letters. */
  zones: string[];
  /** Of a VPC that exists. */
  vpcId?: string;
  /** Those of the stack. */
  natGateways: number;
  /** EC2 instances behind the load balancer; by how many schedules they change, and what others are that wait, where there are any. */
  instances?: Counts & { schedules?: number; pool?: string };
  /** ECS tasks, and the hosts they run on; without hosts they run on Fargate. */
  tasks?: Counts & { hosts?: Pick<Counts, "max"> };
}

/** What a stack is, in few words. */
export interface Summary {
  project: string;
  stack: string;
  /** `consumer`: it has no service, and connects to one. */
  kind: "service" | "consumer";
  options: string[];
  port?: number;
  /** There where clients speak TLS with the load balancer. */
  tls?: true;
  /** Those beside it; left out where there are none. */
  furtherPorts?: { port: number; tls: boolean }[];
  /** The service's own name; undefined where clients use the load balancer's. */
  hostname?: string;
  regions: RegionSummary[];
  /** Those of which nothing is left but addresses. */
  parkedRegions: string[];
  /** What the stack file says of them; undefined where it says nothing. */
  credentials?: CredentialsSummary;
  /** What its roles are like; undefined where the stack file says nothing of it. */
  roles?: RoleSummary;
  /** What is measured from outside, where anything is. */
  measured?: Measurement;
  /** Undefined where Shield Standard alone protects the service. */
  shield?: ShieldSummary;
  /** Undefined where there are none. */
  alarms?: AlarmSummary;
  /** The inputs that overrides put into resources, by logical name. Undefined where there are none. */
  overridden?: Graph["overridden"];
  /** How many resources AWS will have; providers, components and what is only read left out. */
  resources: number;
}

export function summary(graph: Graph): Summary {
  const index = GraphIndex.of(graph);
  // Behind an accelerator, load balancers may listen on another port than clients connect to.
  const [listener, ...further] = listenersOf(index);
  const options = graph.outputs["options"] as string[] | undefined;
  const measured = measurement(index);
  const regions = serviceVpcs(index)
    .map((vpc) => regionSummary(index, vpc))
    .sort((one, other) => one.region.localeCompare(other.region));
  return {
    project: graph.project,
    stack: graph.stack,
    kind: options === undefined && consumers(graph).length > 0 ? "consumer" : "service",
    options: options ?? [],
    port: acceleratedPorts(index)[0] ?? (listener?.inputs["port"] as number | undefined),
    ...(listener && isTls(listener) && { tls: true as const }),
    ...(further.length > 0 && {
      furtherPorts: further.map((each) => ({ port: Number(each.inputs["port"]), tls: isTls(each) })),
    }),
    hostname: publicName(index),
    regions,
    parkedRegions: parkedRegions(graph, regions),
    ...accountEntries(index),
    ...(measured && { measured }),
    ...shieldEntry(index),
    ...alarmEntry(index),
    ...(graph.overridden && { overridden: graph.overridden }),
    resources: graph.resources.filter((node) => node.custom && !node.external && !node.type.startsWith("pulumi:"))
      .length,
  };
}

const isTls = ({ inputs }: ResourceNode): boolean => inputs["protocol"] === "TLS";

/** Of one load balancer, as all listen on the same ports: that of the service's own port first, which is named by the load balancer alone. */
function listenersOf(index: GraphIndex): ResourceNode[] {
  const all = index.ofType(TYPES.listener);
  const balancerOf = ({ inputs }: ResourceNode) => index.resolve(inputs["loadBalancerArn"]);
  const own = all.find((each) => each.name === `${balancerOf(each)?.name ?? ""}-listener`) ?? all[0];
  if (!own) return [];
  const others = all.filter((each) => each !== own && balancerOf(each) === balancerOf(own));
  return [own, ...others.sort((one, other) => one.name.localeCompare(other.name))];
}

function accountEntries(index: GraphIndex): Pick<Summary, "credentials" | "roles"> {
  const [said, roles] = [credentials(index), roleSummary(index)];
  return { ...(said && { credentials: said }), ...(roles && { roles }) };
}

function shieldEntry(index: GraphIndex): Pick<Summary, "shield"> {
  const shield = shieldSummary(index);
  return shield ? { shield } : {};
}

function alarmEntry(index: GraphIndex): Pick<Summary, "alarms"> {
  const alarms = alarmSummary(index);
  return alarms ? { alarms } : {};
}

function parkedRegions(graph: Graph, regions: readonly RegionSummary[]): string[] {
  const serving = regions.map(({ region }) => region);
  const withAddresses = addresses(graph).flatMap(({ purpose, region }) => (purpose === "anycast" ? [] : [region]));
  return [...new Set(withAddresses)].filter((region) => !serving.includes(region)).sort();
}

/** Those of the service: a firewall's own VPC holds nothing of it, and consumers are not the service. */
function serviceVpcs(index: GraphIndex): ResourceNode[] {
  const others = [
    ...index.ofType(TYPES.firewall),
    ...index.ofType(PRIVATE_LINK_TYPES.endpoint).filter(isConsumerEndpoint),
  ];
  const ofOthers = new Set(others.map(({ inputs }) => index.resolve(inputs["vpcId"])));
  return index.ofType(TYPES.vpc).filter((vpc) => !ofOthers.has(vpc));
}

function regionSummary(index: GraphIndex, vpc: ResourceNode): RegionSummary {
  const region = index.regionOf(vpc) ?? "";
  const here = index.graph.resources.filter((node) => index.regionOf(node) === region);
  const ofType = (type: string) => here.filter((node) => node.type === type);
  const ofHosts = hostGroups(index);
  const groups = ofType("aws:autoscaling/group:Group");
  const group = groups.find((each) => !ofHosts.has(each));
  const hosts = groups.find((each) => ofHosts.has(each));
  const service = ofType("aws:ecs/service:Service")[0];
  const zones = ofType(TYPES.subnet)
    .filter(({ inputs }) => index.resolve(inputs["vpcId"]) === vpc)
    .map(({ inputs }) => String(inputs["availabilityZone"]).slice(region.length));
  return {
    region,
    vpcCidr: String(vpc.inputs["cidrBlock"]),
    ...(vpc.external && { vpcId: String(vpc.inputs["id"]) }),
    zones: [...new Set(zones)].sort(),
    natGateways: ofType("aws:ec2/natGateway:NatGateway").length,
    ...(group && {
      instances: {
        min: group.inputs["minSize"] as number,
        desired: group.inputs["desiredCapacity"] as number,
        max: group.inputs["maxSize"] as number,
        ...schedulesOf(index, group),
        ...poolOf(group),
      },
    }),
    ...(service && {
      tasks: { ...taskCounts(index, service), ...(hosts && { hosts: { max: hosts.inputs["maxSize"] as number } }) },
    }),
  };
}

function schedulesOf(index: GraphIndex, group: ResourceNode): { schedules?: number } {
  const schedules = index
    .ofType(TYPES.schedule)
    .filter(({ inputs }) => index.resolve(inputs["autoscalingGroupName"]) === group).length;
  return schedules > 0 ? { schedules } : {};
}

function poolOf({ inputs }: ResourceNode): { pool?: string } {
  const pool = inputs["warmPool"] as { poolState?: string } | undefined;
  return pool ? { pool: String(pool.poolState).toLowerCase() } : {};
}

/** Where nothing scales a service, it has as many tasks as it was given. */
export function taskCounts(index: GraphIndex, service: ResourceNode): Counts {
  const desired = service.inputs["desiredCount"] as number;
  const scaled = index
    .ofType("aws:appautoscaling/target:Target")
    .find(({ inputs }) => referencesIn(inputs["resourceId"]).some(({ name }) => name === service.name));
  return {
    min: (scaled?.inputs["minCapacity"] ?? desired) as number,
    desired,
    max: (scaled?.inputs["maxCapacity"] ?? desired) as number,
  };
}
