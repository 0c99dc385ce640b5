import { mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";

const OUT = { "network.ipv6": true, "network.ipv6Egress": true };
const TASKS = { options: ["ecs"] };

describe("config: rules of connections out by IPv6", () => {
  noMistake("with app subnets of both families", OUT);
  noMistake("with front subnets of both families, too", { ...OUT, "network.ipv6": "public" });
  noMistake("without a NAT gateway", { ...OUT, "regions.eu-west-1.nat": "none" });
  noMistake("with tasks on Fargate", { ...OUT, ...TASKS, "ecs.launch": "fargate" });
  noMistake("with tasks on hosts, with interfaces of their own", { ...OUT, ...TASKS, "ecs.networkMode": "awsvpc" });
  const KEY = "network.ipv6Egress";
  ruleMistake("no IPv6 addresses", { [KEY]: true }, [
    KEY,
    true,
    "false, where the app subnets have no IPv6 addresses",
    "set network.ipv6: true, which cannot be taken back",
  ]);
  ruleMistake("a firewall", { ...OUT, options: ["networkFirewall"] }, [
    KEY,
    true,
    "which inspects IPv4 alone: connections out by IPv6 would go round it",
    "take networkFirewall out of the options",
  ]);
  ruleMistake(
    "an accelerator of both families",
    { ...OUT, options: ["globalAccelerator"], globalAccelerator: { ipAddressType: "dualstack" } },
    [KEY, true, "false, with an accelerator of both families", "set globalAccelerator.ipAddressType: ipv4"],
  );
  noMistake("an accelerator of IPv4", { ...OUT, options: ["globalAccelerator"], globalAccelerator: {} });
  const subnets = (tier: number) =>
    Object.fromEntries(["a", "b", "c"].map((zone) => [zone, `subnet-000000000000000${tier}${zone}`]));
  ruleMistake(
    "a VPC that exists",
    {
      ...OUT,
      "regions.eu-west-1.nat": "existing",
      "regions.eu-west-1.vpc": { id: "vpc-0123456789abcdef0", front: subnets(0), app: subnets(1) },
    },
    [KEY, true, "false, where the VPC of eu-west-1 exists", "or regions.eu-west-1.vpc"],
  );
  ruleMistake("tasks on the bridge", { ...OUT, ...TASKS, "ecs.launch": "ec2", "ecs.networkMode": "bridge" }, [
    KEY,
    true,
    "false, with tasks on their hosts' bridge, which has no IPv6",
    "set ecs.networkMode: awsvpc or ecs.launch: fargate",
  ]);
  ruleMistake(
    "a container on an instance's bridge",
    { ...OUT, "instances.workload": { kind: "container", image: "public.ecr.aws/nginx/nginx:1.27" } },
    [KEY, true, "whose container is on Docker's bridge", "instances.workload.kind: userData"],
  );
});

describe("config: destinations by IPv6", () => {
  const to = (cidr: string) => ({ ...OUT, "instances.egress": [{ cidr, port: 5432 }] });
  const KEY = "instances.egress[0].cidr";
  noMistake("a range of the internet", to("2001:db8:5::/48"));
  ruleMistake("a range that nothing leads to", { ...to("2001:db8:5::/48"), "network.ipv6Egress": false }, [
    KEY,
    "2001:db8:5::/48",
    "a range of IPv4, without network.ipv6Egress",
    "set network.ipv6Egress: true",
  ]);
  for (const wide of ["::/0", "2000::/3"])
    ruleMistake(`everywhere, ${wide}`, to(wide), [KEY, wide, "a range of the destination", "name the ranges"]);
  for (const elsewhere of ["fd00:1::/32", "fe80::/64", "ff02::/16", "64:ff9b::/96", "::1/128"])
    ruleMistake(`no host of the internet, ${elsewhere}`, to(elsewhere), [
      KEY,
      elsewhere,
      "a range of IPv6 on the internet",
      "name a range of the internet",
    ]);
  mistakesAt(
    "a task's",
    { ...OUT, ...TASKS, "ecs.launch": "fargate", "ecs.egress": [{ cidr: "fd00::/16", port: 1 }] },
    ["ecs.egress[0].cidr"],
  );
});
