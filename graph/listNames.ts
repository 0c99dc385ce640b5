import { healthCheckersListName } from "../plan/prefixLists";
import { type ResourceNode, formatReference } from "./graph";

/** Rules that let in what Route 53 checks from, by how the program names them. */
const LETS_CHECKERS_IN = /-route53(?<ipv6>-ipv6)?$/;

/**
 * AWS answers the ids of its prefix lists, and neither a state nor a policy pack sees what was asked: the rules with references to the lists
 * that they let in, as a recording has them.
 */
export function withListNames(nodes: readonly ResourceNode[]): ResourceNode[] {
  const regions = new Map(nodes.map(({ urn, inputs }) => [urn, inputs["region"]]));
  return nodes.map((node) => {
    const { type, name, provider = "", inputs } = node;
    const [region, rule] = [regions.get(provider), LETS_CHECKERS_IN.exec(name)];
    const isRule = type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" && rule !== null;
    if (!isRule || typeof region !== "string" || typeof inputs["prefixListId"] !== "string") return node;
    const list = healthCheckersListName(region, rule.groups?.["ipv6"] === undefined ? "ipv4" : "ipv6");
    const prefixListId = formatReference({ kind: "PrefixList", name: list, property: "id" });
    return { ...node, inputs: { ...inputs, prefixListId } };
  });
}
