import { mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";

const FARGATE = "docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html, read on 2026-11-29";
const ACCELERATOR = "docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.regions.html, read on";
const LOOK =
  'leave out the letter that `aws ec2 describe-availability-zones --region us-west-1 --query "AvailabilityZones';

const inRegion = (name: string, zones: string[], settings: object = {}) => ({
  regions: { [name]: { zones, cidr: "10.0.0.0/16", ...settings } },
});
const onFargate = { options: ["ecs"], ecs: { launch: "fargate" } };
const accelerated = { options: ["globalAccelerator"], globalAccelerator: {} };
const ABC = ["a", "b", "c"];

describe("config: what AWS does not have in every region", () => {
  ruleMistake("Fargate in a region without", { ...onFargate, ...inRegion("ap-east-2", ABC) }, [
    "ecs.launch",
    "fargate",
    `regions that have Fargate: AWS leaves ap-east-2 out (${FARGATE})`,
    "set launch: ec2, or leave ap-east-2 out; if AWS has brought it there, take ap-east-2 out of plan/availability.ts",
  ]);
  noMistake("tasks on EC2 there", { options: ["ecs"], ...inRegion("ap-east-2", ABC) });
  noMistake("Fargate there that the options do not bring", {
    ecs: { launch: "fargate" },
    ...inRegion("ap-east-2", ABC),
  });
  noMistake("Fargate in another new region", { ...onFargate, ...inRegion("ap-southeast-7", ABC) });
  noMistake("an accelerator in a new region", { ...accelerated, ...inRegion("ap-southeast-6", ABC) });
});

describe("config: what AWS does not have in every zone", () => {
  ruleMistake("Fargate in all zones of a region where one has none", { ...onFargate, ...inRegion("us-west-1", ABC) }, [
    "regions.us-west-1.zones",
    ABC,
    `2 zones, not all: usw1-az2 has no Fargate (${FARGATE})`,
    LOOK,
  ]);
  ruleMistake("an accelerator there", { ...accelerated, ...inRegion("us-west-1", ABC) }, [
    "regions.us-west-1.zones",
    ABC,
    `2 zones, not all: usw1-az2 has no Global Accelerator (${ACCELERATOR}`,
    LOOK,
  ]);
  ruleMistake(
    "an accelerator in all zones of Tokyo",
    { ...accelerated, ...inRegion("ap-northeast-1", ["d", "c", "b", "a"]) },
    ["regions.ap-northeast-1.zones", ["d", "c", "b", "a"], "3 zones, not all: apne1-az3 has no Global", "leave out"],
  );
  // Which letter it is, is each account's own: none can be refused.
  for (const zones of [
    ["a", "b"],
    ["b", "c"],
    ["a", "c"],
  ])
    noMistake(`both in two zones there: ${zones.join(", ")}`, {
      ...onFargate,
      options: ["ecs", "globalAccelerator"],
      globalAccelerator: {},
      ...inRegion("us-west-1", zones),
    });
  noMistake("all zones there, with neither", inRegion("us-west-1", ABC));
  noMistake("all zones there, with an accelerator that is parked", {
    globalAccelerator: {},
    ...inRegion("us-west-1", ABC),
  });
});

describe("config: instance types that AWS does not have in every region", () => {
  const listed = (regions: string, family: string) =>
    `types that ${regions} has: AWS names no ${family} there (docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-regions.html, read on`;
  const choose = "choose a family that this list names for every region of the stack";
  ruleMistake("the default", { instances: undefined, ...inRegion("me-central-1", ABC) }, [
    "instances.types[0]",
    "t3.small",
    listed("me-central-1", "t3"),
    choose,
  ]);
  ruleMistake(
    "of several, in one of several regions",
    {
      "instances.types": ["m6i.large", "m5.large"],
      "regions.mx-central-1": { zones: ABC, cidr: "10.1.0.0/16" },
      "regions.ap-southeast-5": { zones: ABC, cidr: "10.2.0.0/16" },
    },
    ["instances.types[1]", "m5.large", listed("ap-southeast-5, mx-central-1", "m5"), choose],
  );
  ruleMistake(
    "of the hosts of tasks",
    { options: ["ecs"], "ecs.hosts": { type: "c5.large" }, ...inRegion("ap-southeast-7", ABC) },
    ["ecs.hosts.type", "c5.large", listed("ap-southeast-7", "c5"), choose],
  );
  noMistake("of hosts that there are none of", {
    ...onFargate,
    "ecs.hosts": undefined,
    ...inRegion("me-central-1", ABC),
  });
  noMistake("a family of a later generation", { "instances.types": ["m7i.large"], ...inRegion("me-central-1", ABC) });
  noMistake("instances that the options do not bring", {
    options: ["ecs"],
    ecs: { launch: "fargate" },
    "instances.types": ["m5.large"],
    ...inRegion("ap-southeast-7", ABC),
  });
  mistakesAt(
    "both backends",
    { options: ["nlb", "ecs"], weights: { instances: 1, tasks: 1 }, ...inRegion("me-central-1", ABC) },
    ["instances.types[0]", "ecs.hosts.type"],
  );
});
