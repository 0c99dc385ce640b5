import type { Backend } from "../../names";
import type { FrontDoorKind } from "../../options";
import type { ZoneLetter } from "../../regions";
import type { Weights } from "../../weights";

/** A load balancer of a region. */
export interface WatchedFrontDoor<V> {
  /** As the stack calls it: `front-eu-west-1`. */
  name: string;
  kind: FrontDoorKind;
  /** By what CloudWatch knows it and its target groups. */
  loadBalancer: V;
  targetGroups: Partial<Record<Backend, V>>;
  /** Those of the targets' ports that the service's own port does not lead to. */
  furtherTargetGroups: readonly { port: number; targetGroups: Partial<Record<Backend, V>> }[];
  weights: Weights;
  /** How many targets each backend has at the least. */
  leastTargets: Partial<Record<Backend, number>>;
  /** Whether each zone's address reaches the targets of all zones. */
  crossZone: boolean;
  /** Whether clients speak TLS to it, on any port. */
  tls: boolean;
  /** Whether it passes TCP on, on any port. */
  tcp: boolean;
}

/** Where it is. */
export interface Place {
  region: string;
  zones: readonly ZoneLetter[];
}
