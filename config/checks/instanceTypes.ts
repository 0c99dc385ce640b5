import { familyOf } from "../../plan/ec2/instanceFamilies";
import { typesOfFamily } from "../../plan/ec2/instanceTypes";
import { meantType } from "../../plan/ec2/knownTypes";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { Check } from "./common";

/** Types that AWS does not have; those that may be newer than what is known here are taken as they are written. */
function unknownTypes({ instances, ecs }: StackConfig): Mistake[] {
  return [
    ...instances.types.flatMap((type, index) => unknownType(type, ["instances", "types", index])),
    ...unknownType(ecs.hosts.type, ["ecs", "hosts", "type"]),
    ...(ecs.hosts.otherTypes ?? []).flatMap((type, index) => unknownType(type, ["ecs", "hosts", "otherTypes", index])),
  ];
}

function unknownType(type: string, path: Path): Mistake[] {
  const meant = meantType(type);
  if (meant === undefined) return [];
  const sizes = typesOfFamily(type).map((each) => each.slice(each.indexOf(".") + 1));
  const known = sizes.length > 0 ? `of family ${familyOf(type)}: ${sizes.join(", ")}` : "such as t3.small or m7g.large";
  return [
    {
      path,
      value: type,
      allowed: `an instance type that AWS has, ${known}; of the newest generation of its letters, or a later one, any`,
      fix: `write ${meant}`,
    },
  ];
}

export const instanceTypeChecks: readonly Check[] = [unknownTypes];
