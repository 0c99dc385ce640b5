import type { Path } from "../../paths";
import type { EdgeKind } from "../diagram";
import { OTHER_CONSUMERS, boxId } from "../ids";
import type { Scene } from "../scene";
import { boxOfHop } from "./hops";

/** A step of a path from one box to the next. */
export interface Step {
  kind: EdgeKind;
  from: string;
  to: string;
  /** What is wrong on it. */
  fault?: string;
}

const KINDS: Readonly<Record<Path["kind"], EdgeKind>> = {
  client: "client",
  consumer: "consumer",
  healthCheck: "serves",
  egress: "egress",
};

/** The steps of all paths. What is closed on purpose has none, nor have health checks that come through. */
export function pathSteps(scene: Scene): Step[] {
  return scene.followed.paths
    .filter(({ kind, verdict }) => verdict !== "closed" && (kind !== "healthCheck" || verdict !== "open"))
    .flatMap((path) => stepsOf(scene, path));
}

function stepsOf(scene: Scene, path: Path): Step[] {
  const places = placesOf(scene, path);
  const kind = KINDS[path.kind];
  const steps = places.slice(1).map((to, place): Step => ({ kind, from: places[place] ?? to, to }));
  const last = steps.at(-1);
  if (path.verdict === "open" || !path.reason) return steps;
  const fault = `${path.verdict === "asymmetric" ? "asymmetric" : "dropped"}: ${path.reason.why}`;
  if (last) return [...steps.slice(0, -1), { ...last, fault }];
  const [from] = places;
  const to = aimOf(path);
  return from === undefined || from === to ? [] : [{ kind, from, to, fault }];
}

/** Where a path that has not gone a step is for. */
const aimOf = ({ kind, through, target, zone, targetZone }: Path): string =>
  through !== undefined && kind !== "egress"
    ? boxId("loadBalancer", through, zone)
    : boxId("targets", target, targetZone ?? zone);

/** The boxes that a path leads through, in order. */
function placesOf(scene: Scene, path: Path): string[] {
  const { hops } = path.there;
  const outward = path.kind === "egress" && hops.at(-1)?.kind === "internet";
  // Gateway and firewall endpoint stand at the top of the VPC, and the way out at its bottom: the band of the NAT gateways names them.
  const shown = outward ? hops.filter(({ kind }) => kind !== "gateway" && kind !== "endpoint") : hops;
  const places = shown.flatMap((hop) =>
    hop.kind === "interfaceEndpoint" ? [boxOfHop(hop, path), ...serviceOf(scene, path)] : [boxOfHop(hop, path)],
  );
  const unnamed = path.kind === "consumer" && path.consumer === undefined;
  return (unnamed ? [OTHER_CONSUMERS, ...places] : places).filter((id, place, all) => id !== all[place - 1]);
}

/** No hop is at an endpoint service: an endpoint leads to the load balancer behind it. */
function serviceOf({ followed }: Scene, { consumer: name }: Path): string[] {
  const consumer = followed.consumers.find((each) => each.name === name);
  return consumer?.service ? [boxId("endpointService", consumer.service.name)] : [];
}
