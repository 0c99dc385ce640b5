import { isPrivate, prefixLength } from "../../plan/cidrs";
import { capacity } from "../../plan/capacity";
import { architectureOf } from "../../plan/instanceTypes";
import { ecrImage } from "../../plan/policies";
import type { Region } from "../../plan/regions";
import { USER_DATA_LIMIT, userData } from "../../plan/workload";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { eachRegion, repeated, type Check } from "./common";

const COUNTS = ["min", "desired", "max"] as const;

const instanceCounts: Check = eachRegion((name, region, { instances }) => {
  const zones = new Set(region.zones).size;
  if (zones === 0) return [];
  const counts = capacity(instances, zones);
  const [low, high] = counts.desired > counts.max ? (["desired", "max"] as const) : (["min", "desired"] as const);
  if (counts[low] <= counts[high]) return [];
  const given = COUNTS.filter((each) => instances[each] !== undefined);
  const both = instances[low] !== undefined && instances[high] !== undefined;
  const key = given.includes("desired") ? "desired" : (given[0] ?? "desired");
  return [
    {
      path: ["instances", key],
      value: instances[key],
      allowed: `min ≤ desired ≤ max; in ${name} they are ${counts.min}, ${counts.desired}, ${counts.max}`,
      fix: "set the three so that they rise, or leave out those that follow from the zones",
      // What is not given follows from the zones and from the counts that are.
      because: both
        ? [low, high].map((each) => ["instances", each])
        : [...COUNTS.map((each) => ["instances", each]), ["regions", name, "zones"]],
    },
  ];
});

function instanceTypes({ instances }: StackConfig): Mistake[] {
  const [first = "", ...others] = instances.types;
  const architecture = architectureOf(first);
  const path: Path = ["instances", "types"];
  const strangers = others.flatMap((type, index): Mistake[] =>
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
  return [...repeated(instances.types, path, "each type once"), ...strangers];
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

const workload: Check = (config) => {
  const { workload: run } = config.instances;
  const { protocol, port: checked } = config.service.healthCheck;
  const path: Path = ["instances", "workload"];
  const mistakes: Mistake[] = [];
  if (run.kind === "echo" && protocol === "HTTPS")
    mistakes.push({
      path: ["service", "healthCheck", "protocol"],
      value: protocol,
      allowed: "TCP or HTTP, with the echo workload",
      fix: "check by TCP or HTTP, or bring a workload that speaks TLS",
      because: [path],
    });
  const script = userData(run, {
    port: config.service.port,
    healthCheck: { protocol, port: checked ?? config.service.port },
  });
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
  const closed = Object.entries(all).filter(([name, region]) => region.nat === "none" && image?.region !== name);
  return closed.map(([name]) => ({
    path: ["regions", name, "nat"],
    value: "none",
    allowed: `single or perZone, where the image comes from outside the region (${run.image})`,
    fix: `set nat, or copy the image to a private ECR repository in ${name}`,
    because: [["instances", "workload"]],
  }));
}

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
  const out = scaling.stepsOut.map(({ above }) => above);
  const back = scaling.stepsIn.map(({ below }) => below);
  const mistakes = [
    ...repeated(out, [...path, "stepsOut"], "each bound once"),
    ...repeated(back, [...path, "stepsIn"], "each bound once"),
  ];
  if (out.length > 0 && back.length > 0 && Math.max(...back) >= Math.min(...out))
    mistakes.push({
      path: [...path, "stepsIn"],
      value: scaling.stepsIn,
      allowed: `bounds under the lowest of stepsOut, ${Math.min(...out)} percent`,
      fix: "leave a gap between the two, else the group grows and shrinks in turn",
    });
  return mistakes;
}

/** Two halves of everything are everything. */
const WIDEST_DESTINATION = 8;

function destinations({ instances: { egress }, regions: all }: StackConfig): Mistake[] {
  const closed = Object.entries(all)
    .filter(([, region]) => region.nat === "none")
    .map(([name]) => name);
  const written = egress.map(({ cidr, port }) => `${cidr} ${port}`);
  const twice = repeated(written, ["instances", "egress"], "each destination once");
  const wrong = egress.flatMap(({ cidr }, index): Mistake[] => {
    const path: Path = ["instances", "egress", index, "cidr"];
    if (prefixLength(cidr) < WIDEST_DESTINATION)
      return [
        {
          path,
          value: cidr,
          allowed: "a range of the destination; everywhere is only for clients of the service port",
          fix: "name the ranges that the service connects to",
        },
      ];
    if (closed.length > 0 && !isPrivate(cidr))
      return [
        {
          path,
          value: cidr,
          allowed: `a private range, as ${closed.join(", ")} has no NAT gateway`,
          fix: "set nat: single or perZone, or remove the destination",
          because: closed.map((name) => ["regions", name, "nat"]),
        },
      ];
    return [];
  });
  return [...twice, ...wrong];
}

export const instanceChecks: readonly Check[] = [
  instanceCounts,
  instanceTypes,
  images,
  workload,
  unreachableImage,
  refresh,
  rollback,
  steps,
  destinations,
];
