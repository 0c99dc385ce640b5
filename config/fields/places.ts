import { z } from "zod";
import { REGIONS, REGION_NAMES, type Region, ZONE_LETTERS, type ZoneLetter } from "../../plan/regions";
import { type FieldMeta, field } from "./field";

/** Where each region is. */
const PLACES = Object.fromEntries(REGION_NAMES.map((name) => [name, REGIONS[name].place])) as Record<Region, string>;

const regionWords = {
  allowed: "the name of an AWS region, such as eu-west-1",
  meanings: PLACES,
  examples: ["eu-west-1"],
} as const;

export const regionName = (description: string) =>
  field(z.enum(REGION_NAMES), {
    description,
    ...regionWords,
    fix: "write the name that `aws ec2 describe-regions` has: eu-west-1, not Ireland and not eu-west-1a",
  });

/** A region's name as the key of what is said of it. */
const regionKey = () => regionName("A region, by its name.");

/** What is said for each region, by the regions' names. */
export const byRegion = <T extends z.ZodType>(value: T) => z.partialRecord(regionKey(), value);

/** One value for all regions, or one for each by the regions' names. */
export const oneOrByRegion = <T extends z.ZodType>(value: T, meta: FieldMeta) =>
  field(z.union([value, byRegion(value)]), {
    ...meta,
    allowed: `${meta.allowed}; or one for each region, by the region's name`,
  });

/** What each letter names, in the region that it stands in. */
const ZONES = Object.fromEntries(
  ZONE_LETTERS.map((letter) => [letter, `The zone whose name ends in ${letter}: eu-west-1${letter} in eu-west-1.`]),
) as Record<ZoneLetter, string>;

export const zoneLetter = (description: string) =>
  field(z.enum(ZONE_LETTERS), {
    description,
    allowed: "the letter of a zone, such as a for eu-west-1a",
    fix: "write the last letter of the zone's name only",
    meanings: ZONES,
  });

/** What is said for each zone, by the zones' letters. */
export const byZone = <T extends z.ZodType>(value: T) => z.partialRecord(zoneLetter("A zone, by its letter."), value);
