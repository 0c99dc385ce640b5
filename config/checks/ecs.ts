import { regionOfArn } from "../../plan/arns";
import { DEFAULT_IMAGE } from "../../plan/ecs/container";
import { isParameter } from "../../plan/ecs/policies";
import { FARGATE_MEMORY } from "../../plan/ecs/tasks";
import { type OneOrByRegion, inRegion } from "../../plan/images";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { portsOfTasks } from "../targetPorts";
import { serviceMistakes } from "./availability";
import {
  cacheMistakes,
  countMistakes,
  destinationMistakes,
  echoCheckMistakes,
  unreachableImageMistakes,
} from "./backends";
import { type Check, byRegionMistakes, eachRegion, natSettingsOf, ofBackend, regionsWithoutNat } from "./common";
import { hostChecks } from "./ecs/hosts";
import { sidecarChecks } from "./ecs/sidecars";
import { renewalAlarmMistakes } from "./renewalAlarms";

const at = (...path: Path): Path => ["ecs", ...path];

const taskCounts: Check = eachRegion((name, region, { ecs }) => countMistakes("ecs", ecs, name, region));

const fargateRegions: Check = eachRegion((name, region, { ecs }) =>
  ecs.launch === "fargate"
    ? serviceMistakes("fargate", name, region, { path: at("launch"), value: ecs.launch, fix: "set launch: ec2" })
    : [],
);

function launch({ ecs }: StackConfig): Mistake[] {
  const because: Path[] = [at("launch")];
  const onFargate = ecs.launch === "fargate";
  const mistakes: Mistake[] = [];
  if (onFargate && ecs.networkMode === "bridge")
    mistakes.push({
      path: at("networkMode"),
      value: ecs.networkMode,
      allowed: "awsvpc, on Fargate",
      fix: "remove it, or set launch: ec2",
      because,
    });
  if (!onFargate && ecs.architecture !== undefined)
    mistakes.push({
      path: at("architecture"),
      value: ecs.architecture,
      allowed: "nothing, on EC2: it is that of hosts.type",
      fix: "remove it, or choose a host type of that architecture",
      because,
    });
  if (!onFargate && ecs.fargateSpotPercent > 0)
    mistakes.push({
      path: at("fargateSpotPercent"),
      value: ecs.fargateSpotPercent,
      allowed: "0, on EC2",
      fix: "remove it, or set launch: fargate",
      because,
    });
  return mistakes;
}

function fargateSize({ ecs }: StackConfig): Mistake[] {
  if (ecs.launch !== "fargate") return [];
  const sizes = FARGATE_MEMORY[ecs.cpuUnits];
  if (!sizes)
    return [
      {
        path: at("cpuUnits"),
        value: ecs.cpuUnits,
        allowed: `one of ${Object.keys(FARGATE_MEMORY).join(", ")}, on Fargate`,
        fix: "choose one of these sizes",
        because: [at("launch")],
      },
    ];
  if (sizes.includes(ecs.memoryMiB)) return [];
  return [
    {
      path: at("memoryMiB"),
      value: ecs.memoryMiB,
      allowed: `with ${ecs.cpuUnits} units on Fargate one of ${sizes.join(", ")}`,
      fix: "choose one of these sizes, or other cpuUnits",
      because: [at("launch"), at("cpuUnits")],
    },
  ];
}

function deployment({ ecs }: StackConfig): Mistake[] {
  const { minHealthyPercent: min, maxHealthyPercent: max } = ecs.deployment;
  if (max > 100) return [];
  const path = at("deployment", "maxHealthyPercent");
  if (min === 100)
    return [
      {
        path,
        value: max,
        allowed: "more than 100, where minHealthyPercent is 100: else no task can be replaced",
        fix: "raise it, or lower minHealthyPercent",
        because: [at("deployment", "minHealthyPercent")],
      },
    ];
  if (!ecs.zoneRebalancing) return [];
  return [
    {
      path,
      value: max,
      allowed: "more than 100 with zoneRebalancing, which starts a task before it stops one",
      fix: "raise it, or set zoneRebalancing: false",
      because: [at("zoneRebalancing")],
    },
  ];
}

/** The echo server answers TCP on its port, and HTTP on another. */
function echoServer(config: StackConfig): Mistake[] {
  if (config.ecs.image !== undefined) return [];
  const { target, container, further = [] } = portsOfTasks(config);
  return echoCheckMistakes(config, {
    who: "the echo server in the tasks",
    echoPorts: [...new Set([target, container, ...further.map(({ port }) => port)])],
    remedy: "an image",
    because: [at("image"), at("containerPort"), at("networkMode"), at("launch")],
  });
}

const images: Check = ({ ecs, regions }) =>
  imagesOfTasks(ecs).flatMap(([path, image]) => byRegionMistakes(image, path, "image", regions));

const secretsByRegion: Check = ({ ecs, regions }) =>
  containersOf(ecs).flatMap(([path, { secrets = {}, registryCredentials }]) => [
    ...Object.entries(secrets).flatMap(([variable, arn]) =>
      byRegionMistakes(arn, [...path, "secrets", variable], "secret", regions),
    ),
    ...byRegionMistakes(registryCredentials, [...path, "registryCredentials"], "secret", regions),
  ]);

type Ecs = StackConfig["ecs"];

type Container = Pick<Ecs, "image" | "pullThroughCache" | "environment" | "secrets" | "registryCredentials">;

/** The service's own container and those beside it, by where they are described. */
const containersOf = (ecs: Ecs): [path: Path, container: Container][] => [
  [at(), ecs],
  ...Object.entries(ecs.sidecars ?? {}).map(([name, sidecar]): [Path, Container] => [at("sidecars", name), sidecar]),
];

/** The images of a task, by where they are named. */
const imagesOfTasks = (ecs: Ecs): [path: Path, image: OneOrByRegion][] =>
  containersOf(ecs).map(([path, { image = DEFAULT_IMAGE }]) => [[...path, "image"], image]);

const unreachableImage: Check = ({ ecs, regions }) =>
  imagesOfTasks(ecs).flatMap(([path, image]) => unreachableImageMistakes(image, path, regions));

const cachedImages: Check = ({ ecs, regions }) =>
  containersOf(ecs).flatMap(([path, container]) => cacheMistakes(container, path, regions));

function unreachableSecrets({ ecs, regions }: StackConfig): Mistake[] {
  const withoutNat = regionsWithoutNat(regions);
  return containersOf(ecs).flatMap(([path, { secrets = {} }]) =>
    Object.entries(secrets).flatMap(([variable, value]): Mistake[] => {
      const elsewhere = withoutNat.flatMap((name) => {
        const arn = inRegion(value, name);
        return arn === undefined || regionOfArn(arn) === name ? [] : [{ name, arn }];
      });
      const [first] = elsewhere;
      if (!first) return [];
      const names = elsewhere.map(({ name }) => name);
      return [
        {
          path: [...path, "secrets", variable],
          value,
          allowed: `a ${isParameter(first.arn) ? "parameter" : "secret"} in ${names.join(", ")}, which has no NAT gateway`,
          fix: `copy it to the region, or set nat: ${natSettingsOf(regions, names)}`,
          because: names.map((name) => ["regions", name, "nat"]),
        },
      ];
    }),
  );
}

/** A variable has one value. */
const variables: Check = ({ ecs }) =>
  containersOf(ecs).flatMap(([path, { secrets = {}, environment = {} }]) =>
    Object.keys(secrets)
      .filter((name) => name in environment)
      .map((name) => ({
        path: [...path, "secrets", name],
        value: secrets[name],
        allowed: "a variable that environment does not set",
        fix: "remove it from one of the two",
        because: [[...path, "environment", name]],
      })),
  );

/** A private zone hides the public one of its name from everything in the VPC. */
function namespace({ ecs, service: { hostname } }: StackConfig): Mistake[] {
  const name = ecs.discovery.namespace;
  if (name === undefined || hostname === undefined) return [];
  if (hostname !== name && !hostname.endsWith(`.${name}`)) return [];
  return [
    {
      path: at("discovery", "namespace"),
      value: name,
      allowed: `a zone that does not hold ${hostname}: inside the VPC it would hide the public name`,
      fix: "choose another, such as a name under .internal",
      because: [["service", "hostname"]],
    },
  ];
}

/** Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
function exec({ ecs }: StackConfig): Mistake[] {
  if (!ecs.exec || ecs.readonlyRootFilesystem !== true) return [];
  return [
    {
      path: at("readonlyRootFilesystem"),
      value: true,
      allowed: "false with exec: the agent of ECS Exec writes into the container",
      fix: "remove it, or set exec: false",
      because: [at("exec")],
    },
  ];
}

const renewalAlarms: Check = ({ ecs: { deployment: each }, regions }) =>
  renewalAlarmMistakes(each.alarms, at("deployment", "alarms"), regions);

const destinations: Check = (config) => destinationMistakes("ecs", config);

export const ecsChecks: readonly Check[] = [
  taskCounts,
  ...hostChecks,
  fargateRegions,
  launch,
  fargateSize,
  deployment,
  renewalAlarms,
  ...sidecarChecks,
  echoServer,
  images,
  secretsByRegion,
  unreachableImage,
  cachedImages,
  unreachableSecrets,
  variables,
  namespace,
  exec,
  destinations,
].map((check) => ofBackend("tasks", check));
