import { capacity } from "../../plan/capacity";
import { SCRIPT_START, isEverFilled } from "../../plan/instances/warmPool";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { type Check, eachRegion } from "./common";

/* Rules of instances that wait. */

const PATH: Path = ["instances", "warmPool"];

/** Source: docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html (Limitations) */
function poolImages({ instances: { warmPool, ami } }: StackConfig): Mistake[] {
  if (!warmPool || (ami && "ids" in ami)) return [];
  return [
    {
      path: PATH,
      value: warmPool,
      allowed: "none where the image comes from a parameter, as the default image does: AWS supports none there",
      fix: "name the images by id in instances.ami.ids, or remove it",
      because: [["instances", "ami"]],
    },
  ];
}

/** Source: docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html (Limitations) */
function poolOnDemand({ instances: { warmPool, spotPercent } }: StackConfig): Mistake[] {
  if (!warmPool || spotPercent === 0) return [];
  return [
    {
      path: PATH,
      value: warmPool,
      allowed: "none with a share of spot instances: AWS keeps none of those warm",
      fix: "remove it, or set instances.spotPercent to 0",
      because: [["instances", "spotPercent"]],
    },
  ];
}

/** Two scripts run then, one of the program's own. */
function poolScript({ instances: { warmPool, workload: run } }: StackConfig): Mistake[] {
  if (!warmPool || run.kind !== "userData" || run.userData.startsWith(SCRIPT_START)) return [];
  return [
    {
      path: ["instances", "workload", "userData"],
      value: run.userData.split("\n")[0],
      allowed: `a script that begins with ${SCRIPT_START}, beside a warm pool, whose own script runs before it`,
      fix: "begin with #!/bin/bash, or remove instances.warmPool",
      because: [PATH],
    },
  ];
}

const poolSizes: Check = eachRegion((region, { zones }, { instances }) => {
  const { warmPool } = instances;
  if (!warmPool || zones.length === 0) return [];
  const bounds = capacity(instances, new Set(zones).size);
  if (isEverFilled(warmPool, bounds)) return [];
  const { maxPreparedCapacity } = warmPool;
  return [
    {
      path: maxPreparedCapacity === undefined ? PATH : [...PATH, "maxPreparedCapacity"],
      value: maxPreparedCapacity ?? warmPool,
      allowed: `a pool that ever has an instance: in ${region} ${maxPreparedCapacity ?? bounds.max} may be prepared, and ${bounds.min} serve at the least`,
      fix: "raise maxPreparedCapacity or instances.max, or set minSize",
      because: [
        ["instances", "min"],
        ["instances", "max"],
        ["regions", region, "zones"],
      ],
    },
  ];
});

export const warmPoolChecks: readonly Check[] = [poolImages, poolOnDemand, poolScript, poolSizes];
