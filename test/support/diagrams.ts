import type { ResourceChange } from "../../graph/resourceChange";
import type { Box, Diagram, Edge } from "../../analysis/picture/diagram";

/** A box with nothing asked of it. */
export const box = (id: string, more: Partial<Box> = {}): Box => ({
  id,
  kind: "targets",
  title: id,
  lines: [],
  resources: [],
  ...more,
});

/** `client:a > b` */
export const edge = (from: string, to: string, more: Partial<Edge> = {}): Edge => ({
  id: `client:${from} > ${to}`,
  kind: "client",
  from,
  to,
  ...more,
});

export const diagram = (boxes: Box[], edges: Edge[] = []): Diagram => ({
  title: "ha-tcp / test",
  lines: [],
  boxes,
  edges,
});

/** The URN of a resource that lies in nothing. */
export const urn = (type: string, name: string): string => `urn:pulumi:test::ha-tcp::${type}::${name}`;

/** What becomes of a resource that lies in nothing. */
export const change = (
  type: string,
  name: string,
  action: ResourceChange["action"],
  more: Partial<ResourceChange> = {},
): ResourceChange => ({ urn: urn(type, name), type, name, action, inputs: [], hidden: [], refused: false, ...more });
