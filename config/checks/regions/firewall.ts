import { regionOfArn } from "../../../plan/arns";
import { overlaps, prefixLength } from "../../../plan/cidrs";
import { FIREWALL_VPC_CIDR, FIREWALL_VPC_PREFIX } from "../../../plan/network/subnets";
import type { Region } from "../../../plan/regions";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import type { RegionConfig } from "../../sections/regions";
import { type Check, eachRegion, repeated } from "../common";
import { zoneMistakes } from "../zones";

const inRegion = (name: Region, ...parts: (string | number)[]): Path => ["regions", name, "firewall", ...parts];

/** Every zone of the service needs an endpoint, and so the firewall one in that zone; and those that it is yet to leave. */
function zones(name: Region, { zones: inUse, firewall }: RegionConfig): Mistake[] {
  const used = firewall.existing ? inUse : [...new Set([...inUse, ...firewall.parkedZones])];
  const [path, firewallZones] = firewall.existing
    ? [inRegion(name, "existing", "zones"), firewall.existing.zones]
    : [inRegion(name, "zones"), firewall.zones];
  if (firewallZones === undefined) return [];
  const missing = used.filter((zone) => !firewallZones.includes(zone));
  const uncovered: Mistake = {
    path,
    value: firewallZones,
    allowed: `the zones of the region's list, and more: ${[...used].sort().join(", ")}`,
    fix: firewall.existing
      ? `take ${missing.join(", ")} out of the region's zones, or have the firewall's owner add a subnet there`
      : `add ${missing.join(", ")}`,
    because: [["regions", name, "zones"], inRegion(name, "existing"), inRegion(name, "parkedZones")],
  };
  return [...(missing.length > 0 ? [uncovered] : []), ...zoneMistakes(name, firewallZones, path)];
}

function vpc(name: Region, { cidr: vpcCidr, firewall }: RegionConfig): Mistake[] {
  if (firewall.existing) return [];
  const { cidr = FIREWALL_VPC_CIDR } = firewall;
  const path = inRegion(name, "cidr");
  const bits = prefixLength(cidr);
  const { largest, smallest } = FIREWALL_VPC_PREFIX;
  if (bits < largest || bits > smallest)
    return [
      {
        path,
        value: cidr,
        allowed: `a range from /${largest} to /${smallest}`,
        fix: "choose a range that holds a /28 for each of eight zones, such as a /25",
      },
    ];
  if (!overlaps(cidr, vpcCidr)) return [];
  return [
    {
      path,
      value: firewall.cidr,
      allowed: "a range that the region's VPC does not overlap",
      fix: `choose another for the firewall: ${cidr} overlaps ${vpcCidr}`,
      because: [["regions", name, "cidr"], inRegion(name, "existing")],
    },
  ];
}

function bypass(name: Region, { zones: used, firewall }: RegionConfig): Mistake[] {
  const path = inRegion(name, "bypassZones");
  const unused = firewall.bypassZones.flatMap((zone, index): Mistake[] =>
    used.includes(zone)
      ? []
      : [
          {
            path: [...path, index],
            value: zone,
            allowed: `zones of the region's list: ${[...used].sort().join(", ")}`,
            fix: "remove it",
            because: [["regions", name, "zones"]],
          },
        ],
  );
  return [...unused, ...repeated(firewall.bypassZones, path, "each zone once")];
}

/** A zone that the firewall is yet to leave is one that the region's list has no more. */
function parked(name: Region, { zones: inUse, firewall }: RegionConfig): Mistake[] {
  const path = inRegion(name, "parkedZones");
  const used = firewall.parkedZones.flatMap((zone, index): Mistake[] =>
    inUse.includes(zone)
      ? [
          {
            path: [...path, index],
            value: zone,
            allowed: "zones that are not in use",
            fix: "remove it",
            because: [["regions", name, "zones"]],
          },
        ]
      : [],
  );
  return [...used, ...zoneMistakes(name, firewall.parkedZones, path)];
}

/** What belongs to a firewall made here says nothing of one that exists. */
function existing(name: Region, { firewall }: RegionConfig): Mistake[] {
  if (!firewall.existing) return [];
  const { arn } = firewall.existing;
  const own = (["cidr", "zones", "kmsKeyArn"] as const).flatMap((key): Mistake[] =>
    firewall[key] === undefined
      ? []
      : [
          {
            path: inRegion(name, key),
            value: firewall[key],
            allowed: "nothing, where the firewall exists",
            fix: "remove it, or existing",
            because: [inRegion(name, "existing")],
          },
        ],
  );
  const parkedZones: Mistake[] =
    firewall.parkedZones.length === 0
      ? []
      : [
          {
            path: inRegion(name, "parkedZones"),
            value: firewall.parkedZones,
            allowed: "nothing, where the firewall exists: its owner says where it has endpoints",
            fix: "remove it, or existing",
            because: [inRegion(name, "existing")],
          },
        ];
  return [...own, ...parkedZones, ...otherRegionArn(arn, name, inRegion(name, "existing", "arn"))];
}

/** An ARN of another region. */
function otherRegionArn(arn: string, name: Region, path: Path): Mistake[] {
  if (regionOfArn(arn) === name) return [];
  return [{ path, value: arn, allowed: `an ARN of ${name}`, fix: "give the one of this region" }];
}

function key(name: Region, { firewall }: RegionConfig, { networkFirewall }: StackConfig): Mistake[] {
  const { kmsKeyArn } = firewall;
  if (kmsKeyArn === undefined || firewall.existing) return [];
  const path = inRegion(name, "kmsKeyArn");
  if (networkFirewall.customerManagedKey) return otherRegionArn(kmsKeyArn, name, path);
  return [
    {
      path,
      value: kmsKeyArn,
      allowed: "nothing, where the firewall is encrypted with a key of AWS",
      fix: "set networkFirewall.customerManagedKey: true, or remove it",
      because: [["networkFirewall", "customerManagedKey"], inRegion(name, "existing")],
    },
  ];
}

/** The firewall of each region: where it stands, and what of it exists. */
export const regionFirewallChecks: readonly Check[] = [
  eachRegion(zones),
  eachRegion(vpc),
  eachRegion(bypass),
  eachRegion(parked),
  eachRegion(existing),
  eachRegion(key),
];
