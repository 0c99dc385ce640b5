import fc from "fast-check";
import { SSH_PORT, holderOfHostPort } from "../../plan/ec2/hostPorts";
import { isMissingIn } from "../../plan/ec2/instanceFamilies";
import { FARGATE_MEMORY } from "../../plan/ecs/tasks";
import type { Region } from "../../plan/regions";
import type { RawConfig } from "./raw";

type Service = RawConfig["service"];
type HealthCheck = NonNullable<Service["healthCheck"]>;
type Instances = NonNullable<RawConfig["instances"]>;
export type Workload = NonNullable<Instances["workload"]>;
type Ecs = NonNullable<RawConfig["ecs"]>;

export const whole = (min: number, max: number) => fc.integer({ min, max });
/** A mapping with any of these keys. */
export const some = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { requiredKeys: [] });
export const port = whole(1, 65535);
/** Ports of listeners beside the service's own, and one of targets. Nothing else has them. */
const FURTHER = { listeners: [443, 8883], target: 2003 } as const;
export const portElsewhere = port.filter(
  (each) => ![...FURTHER.listeners, FURTHER.target].some((other) => other === each),
);
/** A port of the service or its health checks: not sshd's. */
const servedPort = portElsewhere.filter((each) => each !== SSH_PORT);

const PUBLIC_RANGES = ["198.51.100.0/24", "203.0.113.7/32", "8.0.0.0/8"];
const PRIVATE_RANGES = ["10.0.0.0/8", "100.64.0.0/10", "172.16.4.0/22", "192.168.1.1/32"];

/** What can be said together about connections to targets that become unhealthy. */
const UNHEALTHY: Partial<Service>[] = [
  {},
  { unhealthyDrainingSeconds: 120 },
  { crossZone: false, unhealthyDrainingSeconds: 120 },
  { zonalShift: false, terminateUnhealthyConnections: true },
  { crossZone: false, terminateUnhealthyConnections: false, unhealthyDrainingSeconds: 360000 },
];

/** The echo server answers TCP on its port and HTTP on another, unless a PROXY header comes first; other workloads answer all. */
function healthCheck(kind: Workload["kind"], servicePort: number): fc.Arbitrary<HealthCheck> {
  const own = servedPort.filter((each) => each !== servicePort);
  const times = some({
    intervalSeconds: whole(10, 300),
    timeoutSeconds: whole(2, 9),
    healthyThreshold: whole(2, 10),
    unhealthyThreshold: whole(2, 10),
  });
  const http = fc.record(
    {
      protocol: fc.constantFrom<HealthCheck["protocol"][]>("HTTP", ...(kind === "echo" ? [] : (["HTTPS"] as const))),
      port: own,
      path: fc.constantFrom("/", "/healthz?deep=1"),
      matcher: fc.constantFrom("200", "200-299", "200,204"),
    },
    { requiredKeys: ["protocol", ...(kind === "echo" ? (["port"] as const) : [])] },
  );
  const tcp = some({ protocol: fc.constant("TCP" as const), ...(kind === "echo" ? {} : { port: own }) });
  return fc
    .tuple(fc.oneof<fc.Arbitrary<HealthCheck>[]>(tcp, http), times)
    .map(([what, when]) => ({ ...what, ...when }));
}

/** Where targets listen, and what else leads there or, where there is room for target groups, to a port of its own. */
const portsOf = (servicePort: number, room: boolean) =>
  fc.option(servedPort, { nil: undefined, freq: 2 }).chain((targetPort) =>
    fc.shuffledSubarray([...FURTHER.listeners]).chain((listeners) =>
      fc.boolean().map((apart): Pick<Service, "port" | "targetPort" | "alsoListens"> => ({
        port: servicePort,
        ...(targetPort !== undefined && { targetPort }),
        ...(listeners.length > 0 && {
          alsoListens: listeners.map((each) => ({
            name: `p${each}`,
            port: each,
            targetPort: room && apart ? FURTHER.target : (targetPort ?? servicePort),
          })),
        }),
      })),
    ),
  );

/** `room`: whether the backends register with as many target groups as there are ports. */
export const serviceOf = (kind: Workload["kind"], room: boolean): fc.Arbitrary<Service> =>
  servedPort
    .chain((each) => portsOf(each, room))
    .chain((ports) =>
      fc
        .tuple(
          fc.constantFrom(...UNHEALTHY),
          some<Omit<Service, "port">>({
            allowedClients: fc.shuffledSubarray(["0.0.0.0/0", ...PUBLIC_RANGES, ...PRIVATE_RANGES], { minLength: 1 }),
            idleTimeoutSeconds: whole(60, 6000),
            deregistrationDelaySeconds: whole(0, 3600),
            terminateConnectionsOnDeregistration: fc.boolean(),
            dnsClientRouting: fc.constantFrom("anyAvailabilityZone", "partialAvailabilityZoneAffinity"),
            preserveClientIp: fc.boolean(),
            proxyProtocol: fc.boolean(),
            healthCheck: healthCheck(kind, ports.targetPort ?? ports.port),
            targetHealth: whole(1, 5).map((dnsFailoverMinimumTargets) => ({ dnsFailoverMinimumTargets })),
          }),
        )
        .map(([unhealthy, rest]) => {
          const unread = kind === "echo" && rest.healthCheck?.protocol === "HTTP";
          return { ...rest, ...unhealthy, ...(unread && { proxyProtocol: false }), ...ports };
        }),
    );

/** Where the service connects to: private ranges only, where nothing leads out. */
const destinations = (closed: readonly string[]) =>
  fc.uniqueArray(
    fc.record({ cidr: fc.constantFrom(...PRIVATE_RANGES, ...(closed.length > 0 ? [] : PUBLIC_RANGES)), port }),
    { maxLength: 4, selector: ({ cidr, port: to }) => `${cidr}-${to}` },
  );

const command = fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 });
const environment = fc.dictionary(fc.constantFrom("A", "TOKEN", "_b2"), fc.string({ maxLength: 20 }));

type Image = NonNullable<Ecs["image"]>;

const ecrIn = (region: string): string => `123456789012.dkr.ecr.${region}.amazonaws.com/team/app:1.0`;

/** A closed region reaches its own registry alone, so that where two are each must have an image of its own. */
function imagesFor(closed: readonly string[], names: readonly Region[]): Image[] {
  const ofEach = Object.fromEntries(names.map((name) => [name, ecrIn(name)]));
  const [from = "us-east-1"] = closed;
  if (closed.length > 1) return [ofEach];
  const ofOne = [ecrIn(from), ofEach];
  return closed.length > 0 ? ofOne : [...ofOne, "nginx:1.29", `ghcr.io/own/app@sha256:${"0f".repeat(32)}`];
}

/** A cache is one of ECR, and fetches by a way out. */
const cachedWhere = (image: Image | undefined, closed: readonly string[]) =>
  JSON.stringify(image ?? "").includes(".dkr.ecr.") && closed.length === 0
    ? fc.constantFrom({}, { pullThroughCache: true }, { pullThroughCache: false })
    : fc.constant({});

/** `closed` are the regions, of some names, without a way to the internet. */
export function workload(closed: readonly string[], names: readonly Region[]): fc.Arbitrary<Workload> {
  const images = imagesFor(closed, names);
  const container = fc.record(
    {
      kind: fc.constant("container" as const),
      image: fc.constantFrom(...images),
      containerPort: port,
      command,
      environment,
    },
    { requiredKeys: ["kind", "image"] },
  );
  return fc.oneof<fc.Arbitrary<Workload>[]>(
    fc.constant({ kind: "echo" }),
    fc.string({ minLength: 1, maxLength: 200 }).map((userData) => ({ kind: "userData", userData })),
    container.chain((run) => cachedWhere(run.image, closed).map((cached): Workload => ({ ...run, ...cached }))),
  );
}

/** Rising, so that any of the three may be left out: what stands in for it fits the others. */
export const counts = fc
  .array(whole(1, 40), { minLength: 3, maxLength: 3 })
  .map((three) => three.sort((one, other) => one - other))
  .chain(([min = 1, desired = 1, max = 1]) =>
    some({ min: fc.constant(min), desired: fc.constant(desired), max: fc.constant(max) }),
  );

const TYPES = [
  ["t3.small", "m7i.large", "m7i-flex.large", "g4dn.xlarge"],
  ["t4g.small", "m7g.medium", "c7gn.large", "a1.large"],
];

const bounds = (min: number, max: number) =>
  fc.uniqueArray(fc.tuple(whole(min, max), whole(1, 10)), { maxLength: 4, selector: ([bound]) => bound });

const scaling = some<NonNullable<Instances["scaling"]>>({
  targetCpuPercent: fc.oneof(whole(5, 95), fc.constant("none" as const)),
  targetNetworkInBytes: whole(1000, 10 ** 9),
  targetConnectionsPerInstance: whole(1, 10 ** 6),
  stepsOut: bounds(60, 100).map((all) => all.map(([above, add]) => ({ above, add }))),
  stepsIn: bounds(0, 40).map((all) => all.map(([below, remove]) => ({ below, remove }))),
});

const refresh = some<NonNullable<Instances["instanceRefresh"]>>({
  minHealthyPercent: whole(50, 100),
  maxHealthyPercent: whole(100, 150),
  checkpointPercents: fc.constantFrom([100], [10, 50, 100]),
  alarms: fc.constantFrom({}, { resets: true }),
});

const rootVolume = fc.constantFrom<NonNullable<Instances["rootVolume"]>[]>(
  {},
  { type: "gp2" },
  { type: "io1", iops: 400 },
  { type: "io2", iops: 8000 },
  { iops: 4000, throughputMiBps: 1000 },
);

/** What the clock sets, of counts that say how many there are at first: that many lie between the others. */
const scheduled = ({ desired }: Pick<Instances, "desired">): Instances["scaling"] =>
  desired === undefined
    ? {}
    : { schedules: { morning: { recurrence: "0 6 * * 1-5", timeZone: "Asia/Tokyo", desired } } };

/** The image, and whether a refresh that fails is taken back: AWS does so only for images by id. */
function imageAndRefresh(names: readonly Region[]): fc.Arbitrary<Pick<Instances, "ami" | "instanceRefresh">> {
  const ids = {
    ids: Object.fromEntries(names.map((name) => [name, "ami-0123456789abcdef0"])),
    rootDevice: "/dev/sda1" as const,
  };
  const ofEach = Object.fromEntries(names.map((name) => [name, `/own/${name}/tcp-1.0`]));
  const parameter = { ssmParameter: "/own/images/tcp-1.0", rootDevice: "/dev/xvda" as const };
  return fc.oneof(
    fc.constantFrom({}, { ami: parameter }, { ami: { ...parameter, ssmParameter: ofEach } }, { ami: ids }),
    refresh.map((instanceRefresh) => ({
      ami: parameter,
      instanceRefresh: { ...instanceRefresh, autoRollback: false },
    })),
    refresh.map((instanceRefresh) => ({ ami: ids, instanceRefresh: { ...instanceRefresh, autoRollback: true } })),
  );
}

type Other = Omit<Instances, "min" | "desired" | "max" | "workload" | "ami" | "instanceRefresh">;

/** Of some types, those that AWS has in all of some regions. */
const typesIn = (names: readonly Region[], types: readonly string[]): string[] =>
  types.filter((type) => !names.some((name) => isMissingIn(name, type)));

/** Whether AWS has the default type in all of some regions: where not, the config must name others. */
const hasDefaultType = (names: readonly Region[]): boolean => typesIn(names, ["t3.small"]).length > 0;

export const instancesOf = (names: readonly Region[], closed: readonly string[]): fc.Arbitrary<Instances> =>
  fc
    .tuple(
      counts,
      imageAndRefresh(names),
      some<Other>({
        types: fc.constantFrom(...TYPES).chain((types) => fc.shuffledSubarray(typesIn(names, types), { minLength: 1 })),
        rootVolumeGiB: whole(8, 100),
        rootVolume,
        maxLifetimeDays: whole(1, 365),
        detailedMonitoring: fc.boolean(),
        spotPercent: whole(0, 100),
        onDemandBase: whole(0, 5),
        healthCheckGraceSeconds: whole(0, 7200),
        warmupSeconds: whole(0, 3600),
        scaling,
        egress: destinations(closed),
        policyArns: fc.constant(["arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"]),
        policyStatements: fc.constant([
          { Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::files/*"] } as const,
        ]),
        metadataHopLimit: whole(1, 64),
      }),
    )
    .map(([three, image, rest]) => ({
      ...(!hasDefaultType(names) && { types: ["m7i.large"] }),
      ...rest,
      ...(rest.scaling && { scaling: { ...rest.scaling, ...scheduled(three) } }),
      ...three,
      ...image,
    }));

/** How tasks on hosts are reached: on the bridge only where the hosts have not the ports for themselves. */
function networkModes({
  port: servicePort,
  targetPort = servicePort,
  healthCheck: check,
}: Service): NonNullable<Ecs["networkMode"]>[] {
  const held = [targetPort, check?.port ?? targetPort].some((each) => holderOfHostPort(each) !== undefined);
  return held ? ["awsvpc"] : ["awsvpc", "bridge"];
}

/** Types of hosts with the most CPU units and MiB of a task: none is the default, t3.small; one that is not in the table may have any size. */
const HOST_TYPES: [string | undefined, number, number][] = [
  [undefined, 2048, 2047],
  ["t3.small", 2048, 2047],
  ["m7g.large", 2048, 8191],
  ["t99.small", 16384, 122880],
];

const onHosts = (service: Service, names: readonly Region[]): fc.Arbitrary<Ecs> =>
  fc
    .constantFrom(...HOST_TYPES.filter(([type = "t3.small"]) => typesIn(names, [type]).length > 0))
    .chain(([type, cpu, memory]) =>
      some<Ecs>({
        launch: fc.constant("ec2"),
        networkMode: fc.constantFrom(...networkModes(service)),
        cpuUnits: whole(128, cpu),
        memoryMiB: whole(128, memory),
        // Room for twice the most tasks, whatever their counts are.
        hosts: some<NonNullable<Ecs["hosts"]>>({
          max: whole(101, 1000),
          rootVolumeGiB: whole(30, 100),
          spotPercent: whole(1, 100),
          targetCapacityPercent: whole(1, 100),
          warmupSeconds: whole(0, 3600),
        }),
      }).map((ecs) => (type === undefined ? ecs : { ...ecs, hosts: { ...ecs.hosts, type } })),
    );

const onFargate: fc.Arbitrary<Ecs> = fc.constantFrom(...Object.entries(FARGATE_MEMORY)).chain(([cpu, sizes]) =>
  fc.record<Ecs>(
    {
      launch: fc.constant("fargate"),
      networkMode: fc.constant("awsvpc"),
      architecture: fc.constantFrom("x86_64", "arm64"),
      fargateSpotPercent: whole(0, 99),
      cpuUnits: fc.constant(Number(cpu)),
      memoryMiB: fc.constantFrom(...sizes),
    },
    { requiredKeys: ["launch", "cpuUnits", "memoryMiB"] },
  ),
);

const WITHOUT_FARGATE: readonly Region[] = ["ap-east-2", "ap-southeast-6"];

/** Where tasks run and what that goes with. */
const launchIn = (service: Service, names: readonly Region[]): fc.Arbitrary<Ecs> =>
  names.some((name) => WITHOUT_FARGATE.includes(name))
    ? onHosts(service, names)
    : fc.oneof(onHosts(service, names), onFargate);

/** A deployment needs room to start a task before it stops one, or must be allowed to stop one first. */
const deploying: fc.Arbitrary<Pick<Ecs, "deployment" | "zoneRebalancing">> = fc.oneof(
  some({
    deployment: some({
      minHealthyPercent: whole(0, 100),
      maxHealthyPercent: whole(101, 200),
      rollback: fc.boolean(),
      alarms: fc.constantFrom({}, { enabled: false }),
    }),
    zoneRebalancing: fc.boolean(),
  }),
  whole(0, 99).map((minHealthyPercent) => ({
    deployment: { minHealthyPercent, maxHealthyPercent: 100 },
    zoneRebalancing: false,
  })),
);

const entering = fc.constantFrom<Pick<Ecs, "exec" | "readonlyRootFilesystem">[]>(
  {},
  { exec: true },
  { exec: true, readonlyRootFilesystem: false },
  { exec: false, readonlyRootFilesystem: true },
);

/** Of a region, as a closed one reaches no other: two of them have none. */
function secretsIn(region: string) {
  const kept = fc.constantFrom(
    `arn:aws:ssm:${region}:123456789012:parameter/own/token`,
    `arn:aws:secretsmanager:${region}:123456789012:secret:own-a1b2c3`,
    `arn:aws:secretsmanager:${region}:123456789012:secret:own-a1b2c3:key::`,
  );
  return fc.dictionary(fc.constantFrom("KEY", "PASSWORD"), kept);
}

/** The echo server needs an image from outside. */
export const taskImage = (closed: readonly string[], names: readonly Region[]): fc.Arbitrary<Image | undefined> =>
  fc.constantFrom<(Image | undefined)[]>(...imagesFor(closed, names), ...(closed.length === 0 ? [undefined] : []));

/** The first waits for the second, which ends. */
const sidecarsOf = (closed: readonly string[], names: readonly Region[]) =>
  fc.constantFrom(...imagesFor(closed, names)).map((image): NonNullable<Ecs["sidecars"]> => ({
    proxy: { image, cpuUnits: 16, memoryMiB: 64, dependsOn: { once: "complete" } },
    once: { image, essential: false, readonlyRootFilesystem: true },
  }));

type OtherOfTasks = Omit<
  Ecs,
  | "min"
  | "desired"
  | "max"
  | "image"
  | "pullThroughCache"
  | "launch"
  | "networkMode"
  | "architecture"
  | "fargateSpotPercent"
  | "cpuUnits"
  | "memoryMiB"
  | "hosts"
  | "deployment"
  | "zoneRebalancing"
  | "exec"
  | "readonlyRootFilesystem"
>;

export const ecsOf = (
  image: Image | undefined,
  service: Service,
  names: readonly Region[],
  closed: readonly string[],
): fc.Arbitrary<Ecs> =>
  fc
    .tuple(
      counts,
      launchIn(service, names),
      deploying,
      entering,
      some<OtherOfTasks>({
        containerPort: portElsewhere.filter((each) => each !== service.healthCheck?.port),
        command,
        environment,
        secrets: closed.length > 1 ? fc.constant({}) : secretsIn(closed[0] ?? "us-east-1"),
        healthCheck: some({
          command: fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 3 }),
          intervalSeconds: whole(5, 300),
          timeoutSeconds: whole(2, 60),
          retries: whole(1, 10),
          startPeriodSeconds: whole(0, 300),
        }),
        healthCheckGraceSeconds: whole(0, 7200),
        stopTimeoutSeconds: whole(2, 120),
        scaling: some({
          targetCpuPercent: fc.oneof(whole(5, 95), fc.constant("none" as const)),
          targetMemoryPercent: fc.oneof(whole(5, 95), fc.constant("none" as const)),
          targetConnectionsPerTask: whole(1, 10 ** 6),
        }),
        discovery: some({ namespace: fc.constantFrom("tasks.internal", "own.local"), ttlSeconds: whole(0, 86400) }),
        sidecars: sidecarsOf(closed, names),
        taskPolicyArns: fc.shuffledSubarray([
          "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
          "arn:aws:iam::123456789012:policy/team/files",
        ]),
        logRetentionDays: fc.constantFrom<(1 | 30 | 3653)[]>(1, 30, 3653),
        containerInsights: fc.constantFrom("disabled", "enabled", "enhanced"),
        egress: destinations(closed),
      }),
      cachedWhere(image, closed),
    )
    .map(([three, where, how, who, rest, cached]) => ({
      ...rest,
      ...cached,
      ...three,
      ...where,
      ...how,
      ...who,
      ...(image !== undefined && { image }),
    }));
