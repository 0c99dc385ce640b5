import { regionOfArn } from "../../../plan/arns";
import type { KeyUse } from "../../../plan/guard/keys";
import { keyUses } from "../../keyUses";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import type { Check } from "../common";

const ARNS: Path = ["guard", "keys", "arns"];

/** What decides in which regions the stack stores anything. */
const BECAUSE: readonly Path[] = [
  ["options"],
  ["regions"],
  ["service"],
  ["dns"],
  ["globalAccelerator"],
  ["privateLink"],
  ["monitoring"],
  ["guard", "audit"],
];

const listed = (uses: readonly KeyUse[]): string => uses.join(" and ");

/** A key encrypts in its own region alone: each region that anything is stored in needs one, and no other. */
function existingKeys(config: StackConfig): Mistake[] {
  const { keys } = config.guard;
  if (keys?.kind !== "existing") return [];
  const uses = keyUses(config);
  const because = [...BECAUSE];
  const missing = Object.entries(uses).flatMap(([region, needed]): Mistake[] =>
    Object.hasOwn(keys.arns, region)
      ? []
      : [
          {
            path: [...ARNS, region],
            value: undefined,
            allowed: `the ARN of a key of ${region}, where the stack stores ${listed(needed)}`,
            fix: "add it, or have keys made: kind: created",
            because,
          },
        ],
  );
  const given = Object.entries(keys.arns).flatMap(([region, arn]): Mistake[] => {
    const path = [...ARNS, region];
    if (!Object.hasOwn(uses, region))
      return [
        {
          path,
          value: arn,
          allowed: `keys of regions that the stack stores anything in: ${Object.keys(uses).join(", ")}`,
          fix: "remove it",
          because,
        },
      ];
    if (regionOfArn(arn) === region) return [];
    return [{ path, value: arn, allowed: `a key of ${region}`, fix: "name one there: a key is of one region" }];
  });
  return [...missing, ...given];
}

export const keyChecks: readonly Check[] = [existingKeys];
