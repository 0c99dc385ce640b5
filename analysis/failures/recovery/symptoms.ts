import type { GroupOfBalancer } from "../model/loadBalancers";
import type { Loss, LossKind } from "../types";

/** What clients see until they are served again: of new connections, and of those that are open. */
export interface Symptoms {
  newConnections: string;
  openConnections: string;
}

const SILENT = "go silent: no reset comes, so that only a timeout or keepalive of the client's own ends them";

/**
 * By what is lost. A host that is gone answers nothing, and one that lives on without its service refuses. A load balancer
 * sends a reset for a target that has failed its checks, where it ends such connections.
 * Source: the rule `unhealthyReset`, and for what does not answer RFC 9293, 3.8 (a connection ends by a reset, or by the user timeout)
 */
export const SYMPTOMS: Readonly<Record<LossKind, Symptoms>> = {
  region: { newConnections: "time out", openConnections: SILENT },
  dns: {
    newConnections: "fail to look the name up once kept answers are forgotten; by a fixed address they go on",
    openConnections: "go on",
  },
  zone: {
    newConnections: "time out by the zone's node",
    openConnections: `those by the zone's node ${SILENT}`,
  },
  backend: {
    newConnections: "those to it are refused where hosts live on, else they time out",
    openConnections: "those to it are reset by their hosts, or go silent",
  },
  firewall: { newConnections: "time out by the zone's address", openConnections: `those through it ${SILENT}` },
  endpoint: {
    newConnections: "time out where the accelerator still leads to it",
    openConnections: `do not move: they ${SILENT}`,
  },
  target: {
    newConnections: "those to it are refused where its host lives on, else they time out",
    openConnections: "those to it are reset by its host, or go silent",
  },
  check: { newConnections: "are led elsewhere; none fails", openConnections: "go on" },
  "check-gone": { newConnections: "as before", openConnections: "go on" },
  // Of the service's own connections, which no client has.
  nat: { newConnections: "time out", openConnections: SILENT },
  way: { newConnections: "time out", openConnections: SILENT },
  registry: { newConnections: "as before", openConnections: "go on" },
};

/** The kinds in the order in which they decide, the worst first. */
export const KINDS = Object.keys(SYMPTOMS) as LossKind[];

const BY_LOAD_BALANCER = "reset, by the load balancer once it has failed its checks";

/**
 * Of several losses, that of the worst.
 *
 * @param groups target groups that connections go to. Default: none that matters.
 */
export function symptomsOf(losses: readonly Loss[], groups: readonly GroupOfBalancer[] = []): Symptoms {
  const worst = KINDS.find((kind) => losses.some((each) => each.kind === kind)) ?? "registry";
  const symptoms = SYMPTOMS[worst];
  const [ends, across] = [groups.some(({ endsUnhealthy }) => endsUnhealthy), groups.some(({ crossZone }) => crossZone)];
  if (worst === "target" && ends) return { ...symptoms, openConnections: `those to it are ${BY_LOAD_BALANCER}` };
  if (worst !== "zone" || !across) return symptoms;
  return {
    newConnections: `${symptoms.newConnections}, and where another zone's node still chooses a target in it`,
    openConnections: ends
      ? `${symptoms.openConnections}; those by another zone's node to a target in it are ${BY_LOAD_BALANCER}`
      : `those by the zone's node or to a target in it ${SILENT}`,
  };
}

/** Whether a load balancer ends connections then. */
export const areReset = ({ openConnections }: Symptoms): boolean => openConnections.endsWith(BY_LOAD_BALANCER);
