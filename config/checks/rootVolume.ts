import { regionOfArn } from "../../plan/arns";
import { GP3_IOPS, type RootVolume, THROUGHPUT_PER_IOPS, VOLUME_IOPS } from "../../plan/ec2/rootVolume";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { byRegionMistakes } from "./common";

const PATH: Path = ["instances", "rootVolume"];
const at = (key: string): Path => [...PATH, key];

/** What AWS takes of a volume's type, size, operations and throughput together. */
function performanceMistakes({ type, iops, throughputMiBps }: RootVolume, sizeGiB: number): Mistake[] {
  const limits = VOLUME_IOPS[type];
  const because: Path[] = [at("type"), ["instances", "rootVolumeGiB"]];
  const mistakes: Mistake[] = [];
  if (!limits && iops !== undefined)
    mistakes.push({
      path: at("iops"),
      value: iops,
      allowed: `nothing, with ${type}: its operations follow from its size`,
      fix: "remove it, or set type: gp3",
      because,
    });
  if (limits) {
    const most = Math.max(limits.min, Math.min(limits.max, limits.perGiB * sizeGiB));
    if (iops === undefined ? type !== "gp3" : iops < limits.min || iops > most)
      mistakes.push({
        path: at("iops"),
        value: iops,
        allowed: `${limits.min} to ${most} operations a second: a volume of type ${type} has ${limits.perGiB} for each of its ${sizeGiB} GiB at the most`,
        fix: "choose one of these, a larger rootVolumeGiB, or another type",
        because,
      });
  }
  const mostThroughput = Math.floor((iops ?? GP3_IOPS) * THROUGHPUT_PER_IOPS);
  if (throughputMiBps !== undefined && (type !== "gp3" || throughputMiBps > mostThroughput))
    mistakes.push({
      path: at("throughputMiBps"),
      value: throughputMiBps,
      allowed:
        type === "gp3"
          ? `up to ${mostThroughput} MiB a second with ${iops ?? GP3_IOPS} operations a second`
          : `nothing, with ${type}: gp3 alone is given a throughput`,
      fix: type === "gp3" ? "lower it, or raise iops" : "remove it, or set type: gp3",
      because: [...because, at("iops")],
    });
  return mistakes;
}

/** A key is of one region. */
function keyMistakes({ keyArns }: RootVolume, regions: StackConfig["regions"]): Mistake[] {
  const elsewhere = Object.entries(keyArns ?? {}).filter(
    ([name, arn = ""]) => name in regions && regionOfArn(arn) !== name,
  );
  return [
    ...byRegionMistakes(keyArns, at("keyArns"), "key", regions),
    ...elsewhere.map(([name, value]) => ({
      path: [...at("keyArns"), name],
      value,
      allowed: `a key of ${name}`,
      fix: "name one there: a key is of one region",
    })),
  ];
}

export const rootVolumeMistakes = ({ instances: { rootVolume, rootVolumeGiB }, regions }: StackConfig): Mistake[] =>
  rootVolume ? [...performanceMistakes(rootVolume, rootVolumeGiB), ...keyMistakes(rootVolume, regions)] : [];
