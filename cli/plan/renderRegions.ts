import type { Counts, RegionSummary, Summary } from "../../analysis";
import { table } from "../text/table";

/** The regions of a stack, a row each. */
export const regionTable = (summary: Summary): string =>
  table(
    [
      { title: "region" },
      { title: "VPC" },
      { title: "zones" },
      { title: "NAT gateways", align: "right" },
      { title: "instances" },
      { title: "tasks" },
    ],
    regionCells(summary),
  );

/** A row each: region, VPC, zones, NAT gateways, instances, tasks. Of a parked region there are only addresses, which have a table of their own. */
export const regionCells = ({ regions, parkedRegions }: Summary): (string | number)[][] => [
  ...regions.map(regionRow),
  ...parkedRegions.map((region) => [region, "none: parked", "none", 0, "none", "none"]),
];

const regionRow = ({
  region,
  vpcCidr,
  vpcId,
  zones,
  natGateways,
  instances,
  tasks,
}: RegionSummary): (string | number)[] => [
  region,
  vpcId === undefined ? vpcCidr : `${vpcCidr}\nof ${vpcId}`,
  zones.join(" "),
  vpcId === undefined ? natGateways : "its own",
  instances ? [range(instances), ...scheduled(instances), ...pooled(instances)].join("\n") : "none",
  tasks ? `${range(tasks)} on ${tasks.hosts ? `up to ${tasks.hosts.max} hosts` : "Fargate"}` : "none",
];

const scheduled = ({ schedules = 0 }: { schedules?: number }): string[] =>
  schedules > 0 ? [`by ${schedules} ${schedules === 1 ? "schedule" : "schedules"}`] : [];

const pooled = ({ pool }: { pool?: string }): string[] => (pool === undefined ? [] : [`a pool of ${pool} ones`]);

const range = ({ min, desired, max }: Counts): string => `${desired} (${min} to ${max})`;
