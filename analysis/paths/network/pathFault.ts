import type { Path } from "./path";

/** Something that breaks connections, or lets them past the firewall, and what is touched by it. */
export interface PathFault {
  /**
   * `dropped`; `asymmetric`: through one endpoint there, through another back; `one-direction`: through one there or back only;
   * `other-zone`: both directions through the endpoint of another zone; `uninspected`: past the firewall, while other connections of the
   * zone pass it; `dangling-route`: to something that is not in the graph; `edge-route`: a route that AWS refuses; `name`: a name that
   * does not lead a consumer's clients to their endpoint.
   */
  rule:
    | "dropped"
    | "asymmetric"
    | "one-direction"
    | "other-zone"
    | "uninspected"
    | "dangling-route"
    | "edge-route"
    | "name";
  region: string;
  /** Logical name of the resource to look at. */
  resource: string;
  /** What the first of the paths finds there. */
  text: string;
  /** Of the paths: where they pass the edge of their VPC. */
  zones: string[];
  kinds: Path["kind"][];
  /** How many paths have it. */
  ways: number;
}
