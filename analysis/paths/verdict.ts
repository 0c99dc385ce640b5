import type { Drop, Hop, Leg, Way } from "./model";
import type { Network } from "./topology";

type Followed = Omit<Way, "verdict" | "reason" | "inspectedBy" | "inspectable" | "region">;

/** A connection that was followed, with what is to be said of it, and whether it is meant not to come through. */
export function judgedWay(way: Followed, network: Pick<Network, "region" | "endpoints">, closed = false): Way {
  const { there, back } = way;
  const dropped = there.dropped ?? back.dropped;
  const inspectedBy = endpointsOf(there).map(({ at }) => at);
  const known = { ...way, region: network.region, inspectedBy, inspectable: network.endpoints.length > 0 };
  if (dropped) return { ...known, verdict: closed ? "closed" : "dropped", reason: dropped };
  const returned = endpointsOf(back).map(({ at }) => at);
  if (inspectedBy.join() === returned.reverse().join()) return { ...known, verdict: "open" };
  return { ...known, verdict: "asymmetric", reason: asymmetry(way) };
}

export const endpointsOf = ({ hops }: Leg): Hop[] => hops.filter(({ kind }) => kind === "endpoint");

/** The leg that leaves its zone, or passes no endpoint, is the one to mend: where it passes what the other does not. */
function asymmetry({ zone, there, back }: Followed): Drop {
  const isRight = (leg: Leg) => endpointsOf(leg).length > 0 && endpointsOf(leg).every((hop) => hop.zone === zone);
  const [wrong, other] = isRight(there) ? [back, there] : [there, back];
  const matched = endpointsOf(other).map(({ at }) => at);
  const odd = endpointsOf(wrong).find(({ at }) => {
    const place = matched.indexOf(at);
    if (place >= 0) matched.splice(place, 1);
    return place < 0;
  });
  const why = `there through ${passedText(there)}, back through ${passedText(back)}`;
  return { at: odd?.route ?? decisionOf(wrong), why };
}

const passedText = (leg: Leg): string =>
  endpointsOf(leg)
    .map(({ at }) => at)
    .join(" and ") || "no firewall endpoint";

/** What decides whether and where a leg is inspected: a route, the table or gateway that has none but the local one, or an accelerator. */
export function decisionOf(leg: Leg): string {
  const { hops } = leg;
  const edge = hops.findIndex(({ kind }) => kind === "gateway");
  const accelerator = hops.find(({ kind }) => kind === "accelerator");
  const beyond = hops[0]?.kind === "internet" ? hops[edge + 1] : hops[edge];
  const { route, at = "" } = endpointsOf(leg)[0] ?? accelerator ?? beyond ?? hops.at(-1) ?? {};
  return route?.replace(/ local$/, "") ?? at;
}
