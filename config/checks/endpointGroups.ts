import { accountOfArn, regionOfArn } from "../../plan/arns";
import { ENDPOINTS_PER_GROUP, trafficDialOf } from "../../plan/globalAccelerator/accelerator";
import { compose } from "../../plan/options";
import type { Region } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { GlobalAcceleratorConfig } from "../sections/globalAccelerator";
import type { RegionConfig } from "../sections/regions";
import { serviceMistakes } from "./availability";
import { type Check, repeated } from "./common";

export const SECTION = "globalAccelerator";

export const at = (...parts: (string | number)[]): Path => [SECTION, ...parts];

/** The rules of the accelerator itself, in use or parked. */
export const ifConfigured =
  (check: (accelerator: GlobalAcceleratorConfig, config: StackConfig) => Mistake[]): Check =>
  (config) =>
    config.globalAccelerator ? check(config.globalAccelerator, config) : [];

/** The rules of what stands behind it hold only where the option is chosen. */
export const ifOptionChosen = (
  check: (accelerator: GlobalAcceleratorConfig, config: StackConfig) => Mistake[],
): Check =>
  ifConfigured((accelerator, config) =>
    compose(config.options).acceleratedFrontDoor ? check(accelerator, config) : [],
  );

function eachGroup(
  check: (name: Region, region: RegionConfig, accelerator: GlobalAcceleratorConfig) => Mistake[],
): Check {
  return ifOptionChosen((accelerator, { regions }) =>
    Object.entries(regions).flatMap(([name, region]) => check(name as Region, region, accelerator)),
  );
}

/** Its load balancer has a node in each zone of the region. */
export const groupZones: Check = eachGroup((name, region) =>
  serviceMistakes("globalAccelerator", name, region, {
    path: ["options"],
    value: "globalAccelerator",
    fix: "choose another option",
  }),
);

export const endpoints = eachGroup((name, { accelerator: { endpoints: all } }, { preserveClientIp, ipAddressType }) => {
  const path: Path = ["regions", name, "accelerator", "endpoints"];
  const most = ENDPOINTS_PER_GROUP - 1;
  const tooMany: Mistake = {
    path,
    value: `${all.length} endpoints`,
    allowed: `${most} endpoints or fewer, beside the region's own load balancer`,
    fix: "leave some out",
  };
  const each = all.flatMap(
    ({ arn, attachmentArn, preserveClientIp: preserve = preserveClientIp }, index): Mistake[] => {
      const place = [...path, index];
      const region = regionOfArn(arn);
      return [
        ...(region === name
          ? []
          : [
              {
                path: [...place, "arn"],
                value: arn,
                allowed: `a load balancer of ${name}`,
                fix: `an endpoint group has endpoints of its own region: name it under ${region || "its region"}`,
              },
            ]),
        ...(attachmentArn === undefined || accountOfArn(attachmentArn) === accountOfArn(arn)
          ? []
          : [
              {
                path: [...place, "attachmentArn"],
                value: attachmentArn,
                allowed: `an attachment of the account ${accountOfArn(arn)}, which owns the load balancer`,
                fix: "ask the owner for the attachment that names this load balancer",
              },
            ]),
        ...(ipAddressType === "ipv4" || preserve || !preserveClientIp
          ? []
          : [
              {
                path: [...place, "preserveClientIp"],
                value: preserve,
                allowed: "true, with a dual-stack accelerator",
                fix: "set it to true, or globalAccelerator.ipAddressType to ipv4",
                because: [at("ipAddressType")],
              },
            ]),
      ];
    },
  );
  const arns = all.map(({ arn }) => arn);
  return [...(all.length > most ? [tooMany] : []), ...each, ...repeated(arns, path, "each load balancer once")];
});

/** What stands behind an accelerator whose regions all get nothing would get everything, as AWS then ignores the dials. */
export const noTraffic = ifOptionChosen((_accelerator, { regions }) => {
  const groups = Object.entries(regions);
  const weightOf = ({ accelerator: { weight, endpoints: others } }: RegionConfig) =>
    others.reduce((sum, each) => sum + each.weight, weight);
  const effectiveDial = ({ accelerator: { dial }, role }: RegionConfig) => trafficDialOf({ dial, role });
  const zeroInEveryRegion = (key: "dial" | "weight", words: string): Mistake[] =>
    groups.map(([name, region]) => ({
      path: ["regions", name, "accelerator", key],
      value: key === "dial" ? effectiveDial(region) : region.accelerator.weight,
      allowed: `more than 0 in one region at least: ${words}`,
      fix: "raise it in the region that clients shall be led to",
      // Another one may only seem to be parked.
      because: [["regions"]],
    }));
  if (groups.length === 0) return [];
  return [
    ...(groups.every(([, region]) => effectiveDial(region) === 0)
      ? zeroInEveryRegion("dial", "AWS ignores dials that are all 0")
      : []),
    ...(groups.every(([, region]) => weightOf(region) === 0)
      ? zeroInEveryRegion("weight", "an endpoint of weight 0 gets nothing")
      : []),
  ];
});
