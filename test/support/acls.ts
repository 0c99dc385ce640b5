import type { NaclRule } from "../../plan/network/aclRules";

/** A rule of a network ACL in short. */
export type AclRow = [
  number: number,
  direction: "in" | "out",
  protocol: NaclRule["protocol"],
  ports: string,
  cidr: string,
];

export const row = ({ number, direction, protocol, from, to, cidr }: NaclRule): AclRow => [
  number,
  direction,
  protocol,
  `${from}-${to}`,
  cidr,
];

/** The rules of one direction. */
export const of = (direction: "in" | "out", rules: readonly NaclRule[]) =>
  rules.filter((rule) => rule.direction === direction);
