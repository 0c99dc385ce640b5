import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType } from "../comparison/comparison";

/** What AWS deletes only once a flag of it is off, which the provider does not see to. */
const PROTECTED = [
  { type: TYPES.loadBalancer, flag: "enableDeletionProtection", setting: "protect" },
  { type: TYPES.firewall, flag: "deleteProtection", setting: "networkFirewall.protection.deletion" },
] as const;

/**
 * A replacement with the update that ends the protection: the engine lets it be, and deletes the old one as it was.
 * Sources: docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html,
 * docs.aws.amazon.com/network-firewall/latest/APIReference/API_DeleteFirewall.html
 */
export function deletionProtections(comparison: Comparison): string[] {
  return PROTECTED.flatMap(({ type, flag, setting }) => {
    const former = new Map(comparison.from.ofType(type).map((node) => [node.name, node]));
    return changesOfType(comparison, type, "replace")
      .filter(({ name, refused }) => !refused && former.get(name)?.inputs[flag] === true)
      .map(
        ({ name }) =>
          `${name} would be replaced while AWS itself protects it from deletion: let ${setting}: false be an update of its own before`,
      );
  });
}
