import type { ResourceNode } from "../../../graph";
import { TYPES } from "../../inventory/resourceTypes";
import type { Network } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, detailsOf, urnsNamed, zonesOf } from "../scene";
import { gatewayBoxes } from "./gateways";
import { vpcId } from "./vpcs";

/** The VPCs that hold nothing but a firewall. */
export const firewallNetworks = ({ index, networks }: Scene): ReadonlySet<Network> => {
  const names = new Set(index.ofType(TYPES.firewall).map(({ inputs }) => index.resolve(inputs["vpcId"])?.name));
  return new Set(networks.filter(({ name }) => names.has(name)));
};

/** The firewalls of a region, each in its own VPC; one of another account by itself. */
export function firewallBoxes(scene: Scene, region: string): Box[] {
  const { index, networks } = scene;
  const own = index.ofType(TYPES.firewall).filter((node) => index.regionOf(node) === region);
  const areas = own.map((firewall) => {
    const network = networks.find(({ name }) => name === index.resolve(firewall.inputs["vpcId"])?.name);
    const box = firewallBox(scene, firewall);
    return network ? firewallArea(scene, network, box) : box;
  });
  return [...areas, ...foreignFirewalls(scene, region)];
}

function firewallArea(scene: Scene, network: Network, box: Box): Box {
  return {
    id: vpcId(network),
    kind: "vpc",
    title: "VPC of the firewall",
    lines: [`${network.name}, ${network.cidr}`],
    resources: urnsNamed(scene, TYPES.vpc, network.name),
    boxes: [...gatewayBoxes(scene, network), box],
    columns: zonesOf(network).map((zone) => ({ key: zone, title: zone })),
  };
}

function firewallBox(scene: Scene, node: ResourceNode): Box {
  const { name, urn, inputs } = node;
  const { index } = scene;
  const policy = index.resolve(inputs["firewallPolicyArn"]);
  const document = (policy?.inputs["firewallPolicy"] ?? {}) as { statefulRuleGroupReferences?: unknown[] };
  const groups = (document.statefulRuleGroupReferences ?? []).length;
  const logged = index
    .ofType(TYPES.firewallLogging)
    .some((each) => index.resolve(each.inputs["firewallArn"])?.urn === urn);
  return {
    id: boxId("firewall", name),
    kind: "firewall",
    title: "Network Firewall",
    lines: [name, `${groups} stateful rule ${groups === 1 ? "group" : "groups"}${logged ? ", logged" : ""}`],
    resources: [urn, ...(policy ? [policy.urn] : []), ...detailsOf(scene, "firewall", node)],
    boxes: ((inputs["subnetMappings"] ?? []) as { subnetId?: unknown }[]).flatMap(({ subnetId }): Box[] => {
      const subnet = index.resolve(subnetId);
      if (!subnet) return [];
      const zone = String(subnet.inputs["availabilityZone"]);
      return [
        {
          id: boxId("firewall", name, zone),
          kind: "firewall",
          title: "Inspects",
          lines: [String(subnet.inputs["cidrBlock"])],
          resources: [subnet.urn],
          column: zone,
        },
      ];
    }),
  };
}

/** Of another account or stack, known by its ARN alone. */
function foreignFirewalls(scene: Scene, region: string): Box[] {
  return foreignFirewallArns(scene, region).map((arn) => ({
    id: firewallIdOf(scene, arn),
    kind: "firewall",
    title: "Network Firewall",
    lines: [arn.split("/").at(-1) ?? arn, `of account ${arn.split(":")[4] ?? ""}`],
    resources: [],
  }));
}

function foreignFirewallArns({ index }: Scene, region: string): string[] {
  const arns = index
    .ofType(TYPES.endpointAssociation)
    .filter((node) => index.regionOf(node) === region)
    .flatMap(({ inputs: { firewallArn } }) =>
      typeof firewallArn === "string" && !index.resolve(firewallArn) ? [firewallArn] : [],
    );
  return [...new Set(arns)].sort();
}

/** The box of a firewall by what an association names. */
export const firewallIdOf = ({ index }: Pick<Scene, "index">, arn: unknown): string =>
  boxId("firewall", index.resolve(arn)?.name ?? String(arn));
