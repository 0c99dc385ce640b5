import type { Direction, Drop, Hop, Path } from "./path";
import type { Network } from "./vpc";

type UnjudgedPath = Omit<Path, "verdict" | "reason" | "inspectedBy" | "inspectable" | "region">;

/** A connection that was followed, with its verdict, and whether it is not to come through. */
export function judgedPath(
  path: UnjudgedPath,
  network: Pick<Network, "region" | "endpoints" | "existing">,
  closed = false,
): Path {
  const { there, back } = path;
  const dropped = there.dropped ?? back.dropped;
  const inspectedBy = firewallEndpointsIn(there).map(({ at }) => at);
  const known = {
    ...path,
    ...(network.existing !== undefined && assumption(network.existing)),
    region: network.region,
    inspectedBy,
    inspectable: network.endpoints.length > 0,
  };
  if (dropped) return { ...known, verdict: closed ? "closed" : "dropped", reason: dropped };
  const returned = firewallEndpointsIn(back).map(({ at }) => at);
  if (inspectedBy.join() === returned.reverse().join()) return { ...known, verdict: "open" };
  return { ...known, verdict: "asymmetric", reason: asymmetry(path) };
}

const assumption = (vpcId: string) => ({
  assumed: true as const,
  note: `routes and network ACLs of ${vpcId} are its owner's, and assumed to let all of this through`,
});

export const firewallEndpointsIn = ({ hops }: Direction): Hop[] => hops.filter(({ kind }) => kind === "endpoint");

/** The direction that leaves its zone, or passes no endpoint, is the one to fix: where it passes what the other does not. */
function asymmetry({ zone, there, back }: UnjudgedPath): Drop {
  const isRight = (direction: Direction) =>
    firewallEndpointsIn(direction).length > 0 && firewallEndpointsIn(direction).every((hop) => hop.zone === zone);
  const [wrong, other] = isRight(there) ? [back, there] : [there, back];
  const matched = firewallEndpointsIn(other).map(({ at }) => at);
  const odd = firewallEndpointsIn(wrong).find(({ at }) => {
    const place = matched.indexOf(at);
    if (place >= 0) matched.splice(place, 1);
    return place < 0;
  });
  const why = `there through ${endpointsText(there)}, back through ${endpointsText(back)}`;
  return { at: odd?.route ?? decisionOf(wrong), why };
}

const endpointsText = (direction: Direction): string =>
  firewallEndpointsIn(direction)
    .map(({ at }) => at)
    .join(" and ") || "no firewall endpoint";

/** What decides whether and where a direction is inspected: a route, the table or gateway that has none but the local one, or an accelerator. */
export function decisionOf(direction: Direction): string {
  const { hops } = direction;
  const edge = hops.findIndex(({ kind }) => kind === "gateway");
  const accelerator = hops.find(({ kind }) => kind === "accelerator");
  const beyond = hops[0]?.kind === "internet" ? hops[edge + 1] : hops[edge];
  const { route, at = "" } = firewallEndpointsIn(direction)[0] ?? accelerator ?? beyond ?? hops.at(-1) ?? {};
  return route?.replace(/ local$/, "") ?? at;
}
