/** What a box stands for, which decides how it is drawn. Those of the first line are areas, which have boxes inside. */
export type BoxKind =
  | ("region" | "vpc" | "tier" | "account")
  | "clients"
  | "name"
  | "accelerator"
  | "gateway"
  | "firewall"
  | "firewallEndpoint"
  | "loadBalancer"
  | "targets"
  | "nat"
  | "egressOnlyGateway"
  | "endpointService"
  | "interfaceEndpoint"
  | "way"
  | "internet"
  | "address";

/** What a switch does to something: `replaced` is deleted and made again, `changes` is updated in place. */
export type Change = "comes" | "goes" | "changes" | "replaced";

/** What a loss does to something: it is `lost` itself, `silent` as nothing reaches it or it answers nobody, or has `less` than before. */
export type Condition = "lost" | "silent" | "less";

/** What can be marked, in words, too: a picture says nothing by colour alone. */
export interface Marks {
  change?: Change;
  condition?: Condition;
  /** A few words: `1 of 3 targets`. */
  remark?: string;
}

/** Something of a stack, or an area that has such things inside. */
export interface Box extends Marks {
  /** Unique in a picture, and the same in that of another config: `region=eu-west-1`, `vpc=network-eu-west-1-vpc`. */
  id: string;
  kind: BoxKind;
  /** `Network Load Balancer`. Empty for an area that only holds boxes together, and is not drawn itself. */
  title: string;
  /** What else is to be read there, a line each: an address, a range, a logical name. */
  lines: string[];
  /** URNs of the resources that it stands for. */
  resources: string[];
  /** Key of the column it stands in, where an area around it has columns. Left out: it spans them all. */
  column?: string;
  /** Of an area: what is inside, in order. */
  boxes?: Box[];
  /** Of an area: how the boxes inside stand: `rows` below each other, `columns` side by side. Default: rows; where columns are keyed, by those. */
  arrange?: "rows" | "columns";
  /** Of an area whose boxes, however deep, stand in columns that they share: the zones of a VPC, in order. */
  columns?: { key: string; title: string }[];
}

/** `client` and `consumer`: a connection to the service. `egress`: one of its own. `name`: what a name answers. `serves`: what belongs together. */
export type EdgeKind = "client" | "consumer" | "egress" | "name" | "serves";

/** A way from one box to another, in the direction in which a connection is opened. */
export interface Edge extends Marks {
  /** Unique in a picture: `client:gateway=… > …`. */
  id: string;
  kind: EdgeKind;
  /** Ids of boxes. */
  from: string;
  to: string;
  label?: string;
  /** Ids of the boxes that it may lead by without being drawn through them: it goes as long as one of them is there. */
  by?: string[];
}

/** A stack as boxes and the ways between them, without places. */
export interface Diagram {
  /** `ha-tcp / dev` */
  title: string;
  /** Below it, a line each: options, port. */
  lines: string[];
  /** From top to bottom. */
  boxes: Box[];
  edges: Edge[];
}
