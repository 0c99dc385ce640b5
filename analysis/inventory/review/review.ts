import type { Graph } from "../../../graph/graph";
import { type AdmittedClients, admittedClients } from "./admitted";
import { type CertificateRow, certificateRows } from "./certificates";
import { type HealthCheckers, healthCheckers } from "./healthCheckers";
import { type ImageRow, imageRows } from "./images";
import { type PortWay, portWays } from "./ports";

/** What a reviewer of a change asks for first. */
export interface Review {
  clients: AdmittedClients[];
  ports: PortWay[];
  /** Empty where no listener speaks TLS. */
  certificates: CertificateRow[];
  images: ImageRow[];
  healthCheckers: HealthCheckers;
}

export const review = (graph: Graph): Review => ({
  clients: admittedClients(graph),
  ports: portWays(graph),
  certificates: certificateRows(graph),
  images: imageRows(graph),
  healthCheckers: healthCheckers(graph),
});
