import { architectureOf } from "../../plan/ec2/instanceTypes";
import { ROOT_DEVICES, rootDeviceOf } from "../../plan/ec2/rootDevice";
import { USER_DATA_LIMIT, userData } from "../../plan/instances/userData";
import type { RegionalWorkload } from "../images";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { InstancesConfig } from "../sections/instances";
import { portsOfInstances } from "../targetPorts";
import { typeMistakes } from "./availability";
import {
  cacheMistakes,
  countMistakes,
  destinationMistakes,
  echoCheckMistakes,
  imagesOf,
  unreachableImageMistakes,
} from "./backends";
import { type Check, byRegionMistakes, eachRegion, ofBackend, repeated } from "./common";
import { scheduleChecks } from "./instances/schedule";
import { sshPort } from "./ports";
import { renewalAlarmMistakes } from "./renewalAlarms";
import { rootVolumeMistakes } from "./rootVolume";
import { warmPoolChecks } from "./warmPool";

const instanceCounts: Check = eachRegion((name, region, { instances }) =>
  countMistakes("instances", instances, name, region),
);

const typesOfRegions: Check = (config) =>
  typeMistakes(config.instances.types, (index) => ["instances", "types", index], config);

function instanceTypes({ instances }: StackConfig): Mistake[] {
  const [first = "", ...others] = instances.types;
  const architecture = architectureOf(first);
  const path: Path = ["instances", "types"];
  const otherArchitectures = others.flatMap((type, index): Mistake[] =>
    architectureOf(type) === architecture
      ? []
      : [
          {
            path: [...path, index + 1],
            value: type,
            allowed: `a type of the architecture ${architecture}, as ${first}`,
            fix: "one image serves all types: choose types of one architecture",
            because: [path],
          },
        ],
  );
  return [...repeated(instances.types, path, "each type once"), ...otherArchitectures];
}

function images({ instances: { ami, workload: run }, regions: all }: StackConfig): Mistake[] {
  const path: Path = ["instances", "ami"];
  return [
    ...(ami && "ids" in ami ? byRegionMistakes(ami.ids, [...path, "ids"], "image", all) : []),
    ...(ami && "ssmParameter" in ami
      ? byRegionMistakes(ami.ssmParameter, [...path, "ssmParameter"], "parameter", all)
      : []),
    ...(run.kind === "container" ? byRegionMistakes(run.image, WORKLOAD_IMAGE, "image", all) : []),
  ];
}

const WORKLOAD_IMAGE: Path = ["instances", "workload", "image"];

/** Else the volume that is sized and encrypted would be another one than the root. */
function rootDevice({ instances: { ami } }: StackConfig): Mistake[] {
  if (parametersOf(ami).every((ssmParameter) => rootDeviceOf(ami && { ...ami, ssmParameter }) !== undefined)) return [];
  return [
    {
      path: ["instances", "ami", "rootDevice"],
      value: undefined,
      allowed: `one of ${ROOT_DEVICES.join(", ")}: the root device of an image that is not a public one of Amazon Linux`,
      fix: "write what `aws ec2 describe-images --image-ids ID --query 'Images[].RootDeviceName'` says",
      because: [["instances", "ami"]],
    },
  ];
}

/** Of the machine image. */
export const imageChecks: readonly Check[] = [images, rootDevice];
/** Those that hold the image, in whichever region; one of undefined where none does. */
function parametersOf(ami: InstancesConfig["ami"]): (string | undefined)[] {
  const parameter = ami && "ssmParameter" in ami ? ami.ssmParameter : undefined;
  return typeof parameter === "object" ? Object.values(parameter) : [parameter];
}

const workload: Check = (config) => {
  const { workload: run, warmPool } = config.instances;
  const path: Path = ["instances", "workload"];
  const ports = portsOfInstances(config);
  const mistakes: Mistake[] =
    run.kind === "echo"
      ? echoCheckMistakes(config, {
          who: "the echo workload",
          echoPorts: [ports, ...(ports.further ?? [])].map(({ port }) => port),
          remedy: "a workload",
          because: [path],
        })
      : [];
  const size = Math.max(...everyWorkload(run).map((each) => Buffer.byteLength(userData(each, ports, warmPool))));
  if (size > USER_DATA_LIMIT)
    mistakes.push({
      path,
      value: `${size} bytes of user data`,
      allowed: `${USER_DATA_LIMIT} bytes of user data`,
      fix: "fetch the large part at start, from a bucket or an image",
    });
  return mistakes;
};

/** What instances run, in whichever region. */
const everyWorkload = (run: InstancesConfig["workload"]): RegionalWorkload[] =>
  run.kind === "container" ? imagesOf(run.image).map((image) => ({ ...run, image })) : [run];

const unreachableImage: Check = ({ instances: { workload: run }, regions: all }) =>
  run.kind === "container" ? unreachableImageMistakes(run.image, WORKLOAD_IMAGE, all) : [];

const cachedImage: Check = ({ instances: { workload: run }, regions: all }) =>
  run.kind === "container" ? cacheMistakes(run, ["instances", "workload"], all) : [];

function refresh({ instances: { instanceRefresh } }: StackConfig): Mistake[] {
  const { minHealthyPercent: min, maxHealthyPercent: max } = instanceRefresh;
  if (max - min <= 100) return [];
  return [
    {
      path: ["instances", "instanceRefresh", "maxHealthyPercent"],
      value: max,
      allowed: `at most 100 more than minHealthyPercent (${min})`,
      fix: "raise minHealthyPercent or lower maxHealthyPercent",
      because: [["instances", "instanceRefresh", "minHealthyPercent"]],
    },
  ];
}

/** Source: docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html */
function checkpoints({ instances: { instanceRefresh } }: StackConfig): Mistake[] {
  const { checkpointPercents: percents, checkpointDelaySeconds: delay } = instanceRefresh;
  const path: Path = ["instances", "instanceRefresh", "checkpointPercents"];
  if (percents === undefined)
    return delay === undefined
      ? []
      : [
          {
            path: ["instances", "instanceRefresh", "checkpointDelaySeconds"],
            value: delay,
            allowed: "nothing without checkpointPercents",
            fix: "say where a refresh pauses, or remove it",
            because: [path],
          },
        ];
  const rises = percents.every((percent, index) => index === 0 || percent > (percents[index - 1] ?? 0));
  if (rises && percents.at(-1) === 100) return [];
  return [
    {
      path,
      value: percents,
      allowed: "percents that rise, each once, to 100: with less at the end the other instances stay old",
      fix: "put them in order, and 100 last",
    },
  ];
}

const renewalAlarms: Check = ({ instances: { instanceRefresh }, regions }) =>
  renewalAlarmMistakes(instanceRefresh.alarms, ["instances", "instanceRefresh", "alarms"], regions);

/** Source: docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html */
function rollback({ instances: { instanceRefresh, ami } }: StackConfig): Mistake[] {
  if (instanceRefresh.autoRollback !== true || (ami && "ids" in ami)) return [];
  return [
    {
      path: ["instances", "instanceRefresh", "autoRollback"],
      value: true,
      allowed: "true only with instances.ami.ids: AWS takes back no image that comes from a parameter",
      fix: "remove it, or name the images by id",
      because: [["instances", "ami"]],
    },
  ];
}

function steps({ instances: { scaling } }: StackConfig): Mistake[] {
  const path: Path = ["instances", "scaling"];
  const outBounds = scaling.stepsOut.map(({ above }) => above);
  const inBounds = scaling.stepsIn.map(({ below }) => below);
  const mistakes = [
    ...repeated(outBounds, [...path, "stepsOut"], "each bound once"),
    ...repeated(inBounds, [...path, "stepsIn"], "each bound once"),
  ];
  if (outBounds.length > 0 && inBounds.length > 0 && Math.max(...inBounds) >= Math.min(...outBounds))
    mistakes.push({
      path: [...path, "stepsIn"],
      value: scaling.stepsIn,
      allowed: `bounds under the lowest of stepsOut, ${Math.min(...outBounds)} percent`,
      fix: "leave a gap between the two, else the group grows and shrinks in turn",
    });
  return mistakes;
}

const destinations: Check = (config) => destinationMistakes("instances", config);

export const instanceChecks: readonly Check[] = [
  instanceCounts,
  instanceTypes,
  typesOfRegions,
  ...imageChecks,
  workload,
  sshPort,
  unreachableImage,
  cachedImage,
  refresh,
  checkpoints,
  rollback,
  renewalAlarms,
  rootVolumeMistakes,
  steps,
  ...scheduleChecks,
  ...warmPoolChecks,
  destinations,
].map((check) => ofBackend("instances", check));
