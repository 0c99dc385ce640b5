import { architectureOf } from "../../plan/ec2/instanceTypes";
import { ecrImage } from "../../plan/ec2/policies";
import { ROOT_DEVICES, rootDeviceOf } from "../../plan/ec2/rootDevice";
import { USER_DATA_LIMIT, userData } from "../../plan/instances/userData";
import type { Region } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { portsOfInstances } from "../targetPorts";
import { typeMistakes } from "./availability";
import { cacheMistakes, countMistakes, destinationMistakes, echoCheckMistakes } from "./backends";
import { type Check, eachRegion, ofBackend, regionsWithoutNat, repeated } from "./common";
import { sshPort } from "./ports";

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

function images({ instances: { ami }, regions: all }: StackConfig): Mistake[] {
  if (!ami || !("ids" in ami)) return [];
  const missing = Object.keys(all).filter((name) => !(name in ami.ids));
  const unused = Object.keys(ami.ids).filter((name) => !(name in all));
  return [
    ...missing.map((name): Mistake => ({
      path: ["instances", "ami", "ids", name],
      value: undefined,
      allowed: "an image of each region",
      fix: `add the image to use in ${name}`,
      because: [["regions"]],
    })),
    ...unused.map((name): Mistake => ({
      path: ["instances", "ami", "ids", name],
      value: ami.ids[name as Region],
      allowed: `the regions ${Object.keys(all).sort().join(", ")}`,
      fix: "remove it, or add the region",
      because: [["regions"]],
    })),
  ];
}

/** Else the volume that is sized and encrypted would be another one than the root. */
function rootDevice({ instances: { ami } }: StackConfig): Mistake[] {
  if (rootDeviceOf(ami) !== undefined) return [];
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

const workload: Check = (config) => {
  const { workload: run } = config.instances;
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
  const script = userData(run, ports);
  const size = Buffer.byteLength(script);
  if (size > USER_DATA_LIMIT)
    mistakes.push({
      path,
      value: `${size} bytes of user data`,
      allowed: `${USER_DATA_LIMIT} bytes of user data`,
      fix: "fetch the large part at start, from a bucket or an image",
    });
  return mistakes;
};

function unreachableImage({ instances: { workload: run }, regions: all }: StackConfig): Mistake[] {
  if (run.kind !== "container") return [];
  const image = ecrImage(run.image);
  const withoutNat = regionsWithoutNat(all).filter((name) => image?.region !== name);
  return withoutNat.map((name) => ({
    path: ["regions", name, "nat"],
    value: "none",
    allowed: `single or perZone, where the image comes from outside the region (${run.image})`,
    fix: `set nat, or copy the image to a private ECR repository in ${name}`,
    because: [["instances", "workload"]],
  }));
}

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

const destinations: Check = ({ instances, regions }) => destinationMistakes("instances", instances.egress, regions);

export const instanceChecks: readonly Check[] = [
  instanceCounts,
  instanceTypes,
  typesOfRegions,
  images,
  rootDevice,
  workload,
  sshPort,
  unreachableImage,
  cachedImage,
  refresh,
  rollback,
  steps,
  destinations,
].map((check) => ofBackend("instances", check));
