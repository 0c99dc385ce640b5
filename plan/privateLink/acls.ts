import { ANYWHERE } from "../cidrs";
import { EPHEMERAL, FURTHER, type NaclRule, port, privileged, tcp, unprivileged } from "../network/aclRules";
import { type ConsumerTier, consumerTierCidr } from "../network/subnets";

/** The rules of one tier of a consumer's VPC: from its clients to the endpoint and back, and nothing else. */
export function consumerNaclRules(
  tier: ConsumerTier,
  settings: { vpcCidr: string; servicePort: number; furtherPorts?: readonly number[]; clientsElsewhere: boolean },
): NaclRule[] {
  // Who else may is for the security group to say, which is exact.
  const clients = settings.clientsElsewhere ? ANYWHERE : consumerTierCidr(settings.vpcCidr, "clients");
  const endpoints = consumerTierCidr(settings.vpcCidr, "endpoints");
  const { furtherPorts = [] } = settings;
  const others = (direction: "in" | "out", cidr: string) => [
    ...privileged(furtherPorts, direction, cidr, FURTHER.anyone, "clients reach the endpoint"),
    ...unprivileged(furtherPorts, direction, cidr, FURTHER.anyone, "clients reach the endpoint"),
  ];
  switch (tier) {
    case "clients":
      return [
        tcp(100, "in", EPHEMERAL, endpoints, "the endpoint answers"),
        tcp(100, "out", port(settings.servicePort), endpoints, "clients reach the endpoint"),
        ...others("out", endpoints),
      ];
    case "endpoints":
      return [
        tcp(100, "in", port(settings.servicePort), clients, "clients reach the endpoint"),
        tcp(100, "out", EPHEMERAL, clients, "the endpoint answers"),
        ...others("in", clients),
      ];
  }
}
