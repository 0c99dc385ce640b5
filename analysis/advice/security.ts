import { type Graph, GraphIndex } from "../../graph/graph";
import { ORIGINS, type Origin } from "../../plan/options";
import { storesOf } from "../findings/encryption";
import { alarmSummary } from "../inventory/alarms";
import { TYPES } from "../inventory/resourceTypes";
import { type Path, comesFrom } from "../paths";
import { clientPaths } from "./connecting";

/** What of a stack is inspected, encrypted and watched. */
export interface Security {
  /** The ways in, each with whether all of its connections pass a firewall there and back. */
  inspected: { from: Origin; by: "firewall" | "nothing" }[];
  /** `clients`: TLS ends at the load balancer. `passedOn`: what clients send is passed on as it is. */
  inTransit: "clients" | "passedOn";
  /** What keeps data: how much of it says that it is encrypted, of how much. */
  atRest: { encrypted: number; stores: number };
  alarms: number;
}

export function security(graph: Graph): Security {
  const index = GraphIndex.of(graph);
  const stores = storesOf(index);
  const listeners = index.ofType(TYPES.listener);
  return {
    inspected: inspectedWays(clientPaths(graph)),
    inTransit:
      listeners.length > 0 && listeners.every(({ inputs }) => inputs["protocol"] === "TLS") ? "clients" : "passedOn",
    atRest: { encrypted: stores.filter(({ plain }) => plain === undefined).length, stores: stores.length },
    alarms: alarmSummary(index)?.alarms ?? 0,
  };
}

/** A connection is inspected where it comes back past the endpoints that it went by. */
const isInspected = ({ verdict, inspectedBy }: Path): boolean => verdict === "open" && inspectedBy.length > 0;

/** The ways in that clients take by some paths. */
export const inspectedWays = (all: readonly Path[]): Security["inspected"] =>
  ORIGINS.flatMap((from): Security["inspected"] => {
    const own = all.filter((path) => comesFrom(path) === from);
    if (own.length === 0) return [];
    return [{ from, by: own.every(isInspected) ? "firewall" : "nothing" }];
  });
