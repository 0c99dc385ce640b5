import { isDeepStrictEqual } from "node:util";
import { accountOfArn, regionOfArn } from "../../plan/arns";
import { compose } from "../../plan/options";
import { flowLogStore } from "../flowLogs";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { type FlowLogsConfig, flowLogsSection } from "../sections/network";
import { type Check, repeated } from "./common";

/** Where a stack has VPCs, and whose it is. */
interface Place {
  /** Names of regions with a VPC made here. */
  regions: readonly string[];
  account?: string | number | undefined;
  /** What decides about both in the stack file. */
  because: readonly Path[];
}

/** What is wrong with the flow logs of some VPCs. `path`: of their section. */
export function flowLogMistakes(flowLogs: FlowLogsConfig, path: Path, place: Place): Mistake[] {
  return [
    ...idleSettings(flowLogs, path),
    ...repeated(flowLogs.fields ?? [], [...path, "fields"], "each field once"),
    ...bucketFolder(flowLogs, path),
    ...regional(flowLogs.kmsKeyArns, [...path, "kmsKeyArns"], "key", place),
    ...streams(flowLogs, path, place),
  ];
}

const RECORD_SETTINGS = ["traffic", "intervalSeconds", "fields"] as const;
const STORE_SETTINGS = ["retentionDays", "kmsKeyArns"] as const;

/** Settings of what there is not, or is somebody else's. */
function idleSettings(flowLogs: FlowLogsConfig, path: Path): Mistake[] {
  const { kind } = flowLogs.destination;
  const isNone = kind === "none";
  const idle = [...(isNone ? RECORD_SETTINGS : []), ...(flowLogStore(flowLogs) ? [] : STORE_SETTINGS)];
  const defaults = flowLogsSection.parse({});
  return idle
    .filter((key) => !isDeepStrictEqual(flowLogs[key], defaults[key]))
    .map((key) => ({
      path: [...path, key],
      value: flowLogs[key],
      allowed: isNone
        ? "nothing, where there are no flow logs"
        : "nothing, where flow logs go to what exists: its owner says how long it keeps them and by which key",
      fix: isNone ? "remove it, or name a destination" : "remove it, or the destination",
      because: [[...path, "destination"]],
    }));
}

function bucketFolder({ destination }: FlowLogsConfig, path: Path): Mistake[] {
  if (destination.kind !== "s3" || destination.prefix === undefined || destination.bucket !== undefined) return [];
  return [
    {
      path: [...path, "destination", "prefix"],
      value: destination.prefix,
      allowed: "nothing, where the bucket is made here: it holds nothing else",
      fix: "remove it, or name the bucket",
      because: [[...path, "destination", "bucket"]],
    },
  ];
}

/** Things of regions, by ARN: of a region with a VPC, and of that region. */
function regional(
  arns: Readonly<Partial<Record<string, string>>>,
  path: Path,
  what: string,
  { regions, because }: Place,
): Mistake[] {
  return Object.entries(arns).flatMap(([region, arn = ""]): Mistake[] => {
    if (!regions.includes(region))
      return [
        {
          path: [...path, region],
          value: arn,
          allowed: `regions with a VPC made here: ${[...regions].sort().join(", ") || "none"}`,
          fix: "remove it",
          because: [...because],
        },
      ];
    if (regionOfArn(arn) === region) return [];
    return [
      {
        path: [...path, region],
        value: arn,
        allowed: `a ${what} of ${region}`,
        fix: `name one there: a VPC logs to its own region, and a ${what} is of one`,
      },
    ];
  });
}

function streams({ destination }: FlowLogsConfig, path: Path, place: Place): Mistake[] {
  if (destination.kind !== "firehose") return [];
  const { deliveryStreams } = destination;
  const at: Path = [...path, "destination", "deliveryStreams"];
  const missing = place.regions
    .filter((region) => !Object.hasOwn(deliveryStreams, region))
    .map((region): Mistake => ({
      path: [...at, region],
      value: undefined,
      allowed: `the ARN of a delivery stream of ${region}, where there is a VPC`,
      fix: "add it, or choose another destination",
      because: [...place.because],
    }));
  return [
    ...missing,
    ...regional(deliveryStreams, at, "delivery stream", place),
    ...Object.entries(deliveryStreams).flatMap(([region, arn]) =>
      streamAccount(destination, [...at, region], arn, place),
    ),
  ];
}

/**
 * A stream of another account takes a role of each of the two.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/flow-logs-firehose.html
 */
function streamAccount(
  { crossAccount }: Extract<FlowLogsConfig["destination"], { kind: "firehose" }>,
  path: Path,
  arn: string,
  { account, because }: Place,
): Mistake[] {
  const of = accountOfArn(arn);
  const roles: Path = [...path.slice(0, -2), "crossAccount"];
  if (!crossAccount) {
    if (account === undefined || String(account) === of) return [];
    return [
      {
        path,
        value: arn,
        allowed: `a delivery stream of the account, ${account}, where no crossAccount is given`,
        fix: "give crossAccount: the roles of both accounts",
        because: [["account"], roles, ...because],
      },
    ];
  }
  const { sourceRoleArn, destinationRoleArn } = crossAccount;
  const [source, destination] = [accountOfArn(sourceRoleArn), accountOfArn(destinationRoleArn)];
  if (destination === of && source !== of && (account === undefined || String(account) === source)) return [];
  return [
    {
      path: roles,
      value: crossAccount,
      allowed: `a role of the stack's account${account === undefined ? "" : `, ${account},`} and one of ${of}, whose the delivery stream is`,
      fix: source === of ? "leave crossAccount out, where all is of one account" : "correct the ARNs of the roles",
      because: [["account"], path],
    },
  ];
}

/** Of a VPC that exists its owner may have flow logs. */
const loggedRegions = (regions: StackConfig["regions"]): string[] =>
  Object.entries(regions).flatMap(([name, { vpc }]) => (vpc?.flowLogs === "existing" ? [] : [name]));

/** Where no VPC has flow logs of the stack's, it says nothing of any. */
function unusedFlowLogs({ network: { flowLogs: settings }, regions }: StackConfig): Mistake[] {
  const names = Object.keys(regions).sort();
  if (names.length === 0 || isDeepStrictEqual(settings, flowLogsSection.parse({}))) return [];
  return [
    {
      path: ["network", "flowLogs"],
      value: settings,
      allowed: `nothing, where every VPC exists (${names.map((name) => `regions.${name}.vpc`).join(", ")}): flow logs are its owner's`,
      fix: "remove it, or set flowLogs: created under vpc for further ones, made here",
      because: names.map((name) => ["regions", name, "vpc"]),
    },
  ];
}

const flowLogs: Check = (config) => {
  const { network, regions, options, privateLink, account } = config;
  const consumers = compose(options).privateFrontDoor
    ? privateLink.consumers.flatMap(({ region, vpc }) => (vpc.kind === "created" ? [region] : []))
    : [];
  const logged = [...new Set([...loggedRegions(regions), ...consumers])];
  if (logged.length === 0) return unusedFlowLogs(config);
  return flowLogMistakes(network.flowLogs, ["network", "flowLogs"], {
    regions: logged,
    account,
    because: [["regions"], ["privateLink"], ["options"]],
  });
};

export const networkChecks: readonly Check[] = [flowLogs];
