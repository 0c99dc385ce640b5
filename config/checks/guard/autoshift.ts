import { regionOfArn } from "../../../plan/arns";
import { PRACTICE_LIMITS } from "../../../plan/guard/autoshift";
import { compose, frontDoorKinds } from "../../../plan/options";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import type { AutoshiftConfig } from "../../sections/guard/autoshift";
import { type Check, repeated } from "../common";

const SECTION = ["guard", "autoshift"] as const;

const at = (...keys: Path): Path => [...SECTION, ...keys];

const ifConfigured =
  (check: (autoshift: AutoshiftConfig, config: StackConfig) => Mistake[]): Check =>
  (config) =>
    config.guard.autoshift ? check(config.guard.autoshift, config) : [];

/** ARC shifts what its load balancer registers with it. Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-zonal-shift.html */
function zonalShift(_: AutoshiftConfig, { service }: StackConfig): Mistake[] {
  if (service.zonalShift) return [];
  return [
    {
      path: at(),
      value: {},
      allowed: "nothing, where service.zonalShift is false: AWS shifts no zone of such a load balancer",
      fix: "set service.zonalShift: true, or remove the section",
      because: [["service", "zonalShift"]],
    },
  ];
}

/** Source: docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-autoshift.how-it-works.blocked-windows.html, and the provider's schema */
function windows({ blockedWindows, allowedWindows }: AutoshiftConfig): Mistake[] {
  if (blockedWindows.length === 0 || allowedWindows.length === 0) return [];
  return [
    {
      path: at("allowedWindows"),
      value: allowedWindows,
      allowed: "either these or blockedWindows: all other times are then blocked already",
      fix: "remove one of the two",
      because: [at("blockedWindows")],
    },
  ];
}

const repetitions = (autoshift: AutoshiftConfig): Mistake[] => [
  ...repeated(autoshift.blockedWindows, at("blockedWindows"), "each window once"),
  ...repeated(autoshift.allowedWindows, at("allowedWindows"), "each window once"),
  ...repeated(autoshift.blockedDates, at("blockedDates"), "each day once"),
  ...repeated(autoshift.outcomeAlarmArns, at("outcomeAlarmArns"), "each alarm once"),
  ...repeated(autoshift.blockingAlarmArns, at("blockingAlarmArns"), "each alarm once"),
];

/** Source: docs.aws.amazon.com/r53recovery/latest/dg/getting-started-cli-update-zonal_autoshift.create-practice-run.html ("in the same AWS Region") */
function regionsOfAlarms(autoshift: AutoshiftConfig, { regions }: StackConfig): Mistake[] {
  return (["outcomeAlarmArns", "blockingAlarmArns"] as const).flatMap((key) =>
    autoshift[key].flatMap((arn, index): Mistake[] =>
      Object.hasOwn(regions, regionOfArn(arn))
        ? []
        : [
            {
              path: at(key, index),
              value: arn,
              allowed: `alarms of the stack's regions: ${Object.keys(regions).sort().join(", ")}`,
              fix: "name one there: an alarm is heeded in its own region",
              because: [["regions"]],
            },
          ],
    ),
  );
}

/** The stack's own alarm is one of each kind. Source: as of `PRACTICE_LIMITS` */
function tooManyAlarms(autoshift: AutoshiftConfig, { regions }: StackConfig): Mistake[] {
  const most = PRACTICE_LIMITS.alarms - 1;
  return (["outcomeAlarmArns", "blockingAlarmArns"] as const).flatMap((key) =>
    Object.keys(regions).flatMap((region): Mistake[] => {
      const count = autoshift[key].filter((arn) => regionOfArn(arn) === region).length;
      if (count <= most) return [];
      return [
        {
          path: at(key),
          value: `${count} alarms of ${region}`,
          allowed: `up to ${most} of a region: AWS takes ${PRACTICE_LIMITS.alarms}, of which one is the stack's own`,
          fix: "join some in a composite alarm, and name that",
        },
      ];
    }),
  );
}

/** That of PrivateLink alone, which is shifted on request only. */
function nothingToShift({ privateLink }: AutoshiftConfig, { options }: StackConfig): Mistake[] {
  if (privateLink || frontDoorKinds(compose(options)).some((kind) => kind !== "privateLink")) return [];
  return [
    {
      path: at("privateLink"),
      value: privateLink,
      allowed: "true, where the stack has no other load balancer than that of privateLink",
      fix: "set it to true, once you have shifted a zone by hand, or remove guard.autoshift",
      because: [["options"]],
    },
  ];
}

export const autoshiftChecks: readonly Check[] = [
  zonalShift,
  windows,
  repetitions,
  regionsOfAlarms,
  tooManyAlarms,
  nothingToShift,
].map(ifConfigured);
