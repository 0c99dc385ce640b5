import type { RuleName } from "./published/rules";

/**
 * What can be lost. `target`: one of a backend; `backend`: all of them. `endpoint`: a load balancer, to an accelerator. `check`: a health check
 * that says unhealthy of what is well; `check-gone`: one that says nothing any more. `dns`: who answers for names, or one hosted zone.
 * `registry`: where images come from. `way`: what leads to another network.
 */
export type LossKind =
  | "target"
  | "backend"
  | "zone"
  | "nat"
  | "firewall"
  | "endpoint"
  | "check"
  | "check-gone"
  | "region"
  | "dns"
  | "registry"
  | "way";

export interface Loss {
  /** Stable, and unique in a stack: `zone=eu-west-1a`, `nat=network-eu-west-1-nat-a`. */
  name: string;
  kind: LossKind;
  /** What follows the `=`: a zone's or region's name, a logical name, a host. */
  of: string;
  /** In a sentence: `one target of fleet-eu-west-1-asg`. */
  text: string;
}

/** Whether connections come through: all of them, a part for good, or none. */
export type Reach = "all" | "part" | "none";

/** A published address that clients connect to. */
export interface AddressOutcome {
  /** Logical name of what holds it. */
  name: string;
  /** `global` for an accelerator's. */
  region: string;
  /** The zone's letter; empty for an accelerator's. */
  zone: string;
  purpose: "public" | "publicIpv6" | "anycast";
  /** How many addresses it stands for: an accelerator has two of each family. */
  count: number;
  /** `parked`: it leads nowhere in any case. */
  state: "answers" | "silent" | "parked";
}

/** A way that clients come by: a name, a load balancer's own name, an accelerator's addresses, a consumer's endpoint. */
export interface WayIn {
  kind: "name" | "loadBalancer" | "accelerator" | "consumer";
  /** `tcp.example.com`, or a logical name. */
  name: string;
  /** It is in a private zone. */
  private?: true;
  /** What it leads to now: load balancers and accelerators, by their logical names, in order. Nothing: it is not answered. */
  leadsTo: string[];
  /** At once, as soon as whatever leads clients knows. */
  reach: Reach;
  /** When lost targets are replaced, where they are. */
  later: Reach;
}

/** The targets of one backend in one region. */
export interface CapacityOutcome {
  region: string;
  /** Logical name of the Auto Scaling group or the ECS service. */
  backend: string;
  kind: "instances" | "tasks";
  /** Targets that are left at once, with the most in what is lost. */
  left: number;
  /** How many run while all is well. */
  running: number;
  /** The fewest that the config allows, which it so plans to carry the load with. */
  least: number;
  /** The most. */
  most: number;
  /** Whether lost targets are replaced while the loss lasts, and why not. */
  regrows: boolean;
  why?: string;
}

/** Over the regions that serve: targets left, needed, and to come. */
export interface CapacityTotal {
  left: number;
  needed: number;
  /** After lost ones are replaced, and all have grown to their most. */
  atMost: number;
}

/** The service's own connections from one zone that still runs targets: to the internet, or by a way to another network. */
export interface EgressOutcome {
  region: string;
  zone: string;
  /** Logical name of the NAT gateway or way; `internet` without one. */
  through: string;
  works: boolean;
}

/** One term of a sum. */
export interface Term {
  what: string;
  seconds: number;
  /** The config's own figure, or the name of a published one. */
  source: string;
}

/** How long until somebody is served again, and what they see meanwhile. */
export interface Recovery {
  /** Who notices: `clients by tcp.example.com`. */
  who: string;
  /** Undefined: not by itself, while the loss lasts. */
  seconds?: number;
  /** Whose sum that is. */
  terms: Term[];
  assumes: string[];
  /** What new connections do, and what becomes of those that are open. */
  newConnections: string;
  openConnections: string;
}

/** A control plane of AWS that has to act before all is as it should be, and who asks it to. */
export interface ControlPlane {
  /** `Amazon EC2 Auto Scaling, eu-west-1` */
  service: string;
  action: string;
  by: "AWS" | "people";
}

export interface Outcome {
  /** Names of what is lost, sorted. */
  losses: string[];
  addresses: AddressOutcome[];
  ways: WayIn[];
  capacity: CapacityOutcome[];
  total: CapacityTotal;
  egress: EgressOutcome[];
  recovery: Recovery[];
  controlPlanes: ControlPlane[];
  /** What is taken for granted here, and what the plan cannot know. */
  notes: string[];
  /** The rules that decided, each with its sentence in `RULES`. */
  rules: RuleName[];
}

/** Whether each loss of a kind is survived, and the ones that are not, with why. */
export interface Survival {
  survives: boolean;
  failing: { loss: string; why: string }[];
}

export interface AvailabilityPart {
  what: string;
  /** A fraction: 0.9999. */
  availability: number;
  source: string;
}

/** No promise for the whole: what AWS's own promises for its parts come to, if they fail independently. */
export interface AvailabilityBound {
  /** A fraction. */
  availability: number;
  minutesAMonth: number;
  /** How it is composed: `Route 53 × (1 − (1 − eu-west-1) × (1 − ap-south-1))`. */
  formula: string;
  parts: AvailabilityPart[];
  /** Parts that no figure was found for. */
  leftOut: string[];
}

export interface Verdict {
  /** `region`: any one region; and so any one zone. */
  survives: "region" | "zone" | "neither";
  zone: Survival;
  region: Survival;
  /** The single loss that does most harm, and what it does. Undefined where there is nothing to lose. */
  weakest?: { loss: string; what: string };
  /** The longest time until clients are served again by themselves, over all single losses. */
  worstRecovery?: { loss: string; recovery: Recovery };
  /** Whether the loss of any zone is survived with no control plane acting; else those that must, by zone. */
  staticallyStable: boolean;
  controlPlanes: { loss: string; controlPlanes: ControlPlane[] }[];
  availability: AvailabilityBound;
}
