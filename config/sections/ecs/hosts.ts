import { z } from "zod";
import { field, wholeNumber } from "../../fields";
import { ami, instanceType } from "../instances/machine";
import { hopLimit } from "../statements";

export const hosts = z.strictObject({
  type: field(instanceType(), {
    description:
      "The instance type of the hosts. With networkMode: awsvpc a host takes one task less than it has network interfaces (t3.small: two). Another renews the hosts, their tasks first.",
    allowed: "an instance type, such as t3.small",
    fix: "write family, dot and size",
    examples: ["t3.small"],
  }).default("t3.small"),
  max: wholeNumber(
    "Most hosts in a region, which bounds their cost; ECS starts as many as the tasks need. Default: twice ecs.max, as a renewal may double the tasks.",
    "hosts",
    1,
    1000,
  ).optional(),
  rootVolumeGiB: wholeNumber(
    "Size of each host's root volume, which is always encrypted, in GiB; paid for by the month. Another renews the hosts.",
    "GiB",
    30,
    16384,
  ).default(30),
  targetCapacityPercent: wholeNumber(
    "How much of the hosts' capacity tasks take, in percent; less keeps spare hosts, which cost, and on which tasks start at once.",
    "percent",
    1,
    100,
  ).default(100),
  metadataHopLimit: hopLimit(
    "How far an answer of a host's metadata service goes, in hops. With 1 a task on the bridge does not get the rights of its host's role. Another renews the hosts.",
  ),
  warmupSeconds: wholeNumber(
    "Seconds until a new host counts in scaling; with too few more are started than needed.",
    "seconds",
    0,
    3600,
  ).default(120),
  otherTypes: z
    .array(instanceType())
    .min(1)
    .optional()
    .describe(
      "Further types, of the same processor architecture, where type is not to be had; they give spot more choice. A task must fit on each. " +
        "Others renew the hosts. Default: none.",
    ),
  spotPercent: wholeNumber(
    "How many of the hosts above onDemandBase are spot, in percent: far cheaper, and AWS takes them back with two minutes' notice. Another renews the hosts. Default: 0.",
    "percent",
    0,
    100,
  ).optional(),
  onDemandBase: wholeNumber(
    "Hosts in a region that are never spot, and stay when AWS takes spot back. Default: 0.",
    "hosts",
    0,
    1000,
  ).optional(),
  ami: ami
    .optional()
    .describe(
      "The machine image of the hosts, which must bring Docker and the ECS agent. Default: the newest Amazon Linux 2023 for ECS.",
    ),
});
