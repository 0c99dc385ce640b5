import {
  AVAILABILITY_DATE,
  LIMITED_SERVICES,
  type LimitedService,
  hasService,
  surelyWithout,
  zoneIdsCommand,
  zonesWithout,
} from "../../plan/availability";
import { FAMILIES_DATE, FAMILIES_SOURCE, familyOf, isMissingIn } from "../../plan/ec2/instanceFamilies";
import { type Region, zoneLetters } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { RegionConfig } from "../sections/regions";

/** Where AWS says it, and when that was read. */
const listed = (date: string, source: string): string => `${source}, read on ${date}`;

/** A service that the config uses in a region, by AWS's list in all of its zones. `chosen` is where the file chooses the service. */
export function serviceMistakes(
  service: LimitedService,
  name: Region,
  { zones }: RegionConfig,
  chosen: { path: Path; value: unknown; fix: string },
): Mistake[] {
  const { title, source } = LIMITED_SERVICES[service];
  const byAws = listed(AVAILABILITY_DATE, source);
  if (!hasService(service, name))
    return [
      {
        path: chosen.path,
        value: chosen.value,
        allowed: `regions that have ${title}: AWS leaves ${name} out (${byAws})`,
        fix: `${chosen.fix}, or leave ${name} out; if AWS has brought it there, take ${name} out of plan/availability.ts`,
        because: [["regions"]],
      },
    ];
  if (!surelyWithout(service, name, zones)) return [];
  const without = zonesWithout(service, name);
  return [
    {
      path: ["regions", name, "zones"],
      value: zones,
      allowed: `${zoneLetters(name).length - without.length} zones, not all: ${without.join(", ")} has no ${title} (${byAws})`,
      fix: `leave out the letter that \`${zoneIdsCommand(name)}\` shows for it`,
      because: [chosen.path],
    },
  ];
}

/** Instance types of families that AWS's list leaves out of a region. */
export function typeMistakes(
  types: readonly string[],
  pathOf: (index: number) => Path,
  { regions }: StackConfig,
): Mistake[] {
  const names = Object.keys(regions) as Region[];
  return types.flatMap((type, index): Mistake[] => {
    const without = names.filter((name) => isMissingIn(name, type)).sort();
    if (without.length === 0) return [];
    return [
      {
        path: pathOf(index),
        value: type,
        allowed: `types that ${without.join(", ")} has: AWS names no ${familyOf(type)} there (${listed(FAMILIES_DATE, FAMILIES_SOURCE)})`,
        fix: "choose a family that this list names for every region of the stack",
        because: [["regions"]],
      },
    ];
  });
}
