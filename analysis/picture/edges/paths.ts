import type { Path } from "../../paths";
import type { EdgeKind } from "../diagram";
import { INTERNET_OUT, OTHER_CONSUMERS, boxId } from "../ids";
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

/** The steps of all paths. What is closed on purpose has none, nor have health checks that come through, or fail as connections do. */
export function pathSteps(scene: Scene): Step[] {
  const drawn = scene.followed.paths.filter(
    ({ kind, verdict }) => verdict !== "closed" && (kind !== "healthCheck" || verdict !== "open"),
  );
  const steps = drawn.flatMap((path) => stepsOf(scene, path));
  const faulty = new Set(
    steps.flatMap((step) => (step.kind !== "serves" && step.fault !== undefined ? [endsOf(step)] : [])),
  );
  return steps.filter((step) => step.kind !== "serves" || !faulty.has(endsOf(step)));
}

const endsOf = ({ from, to }: Step): string => `${from} > ${to}`;

function stepsOf(scene: Scene, path: Path): Step[] {
  const places = placesOf(scene, path);
  const kind = KINDS[path.kind];
  const steps = places.slice(1).map((to, place): Step => ({ kind, from: places[place] ?? to, to }));
  const { reason, there, verdict } = path;
  if (verdict === "open" || !reason) return steps;
  const fault = `${verdict === "asymmetric" ? "back another way" : there.dropped ? "dropped" : "answers dropped"}: ${reason.why}`;
  const last = places.at(-1);
  const aim = there.dropped ? aimsOf(path).find((id) => !places.includes(id)) : undefined;
  if (last !== undefined && aim !== undefined) return [...steps, { kind, from: last, to: aim, fault }];
  return steps.map((step, place) => (place === steps.length - 1 ? { ...step, fault } : step));
}

/** What a path is for, in the order in which it would come there. */
function aimsOf({ kind, through, target, zone, targetZone = zone }: Path): string[] {
  if (kind === "egress") return [INTERNET_OUT];
  const loadBalancers = [through, target].flatMap((name) =>
    name === undefined ? [] : [boxId("loadBalancer", name, zone)],
  );
  return [...loadBalancers.slice(0, -1), boxId("targets", target, targetZone), ...loadBalancers.slice(-1)];
}

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
