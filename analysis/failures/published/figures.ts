/** A time that AWS publishes. */
export interface Figure {
  seconds: number;
  what: string;
  /** The sentence that has it. */
  sentence: string;
  source: string;
}

/** Of all that sums are made of, what is not the config's own. Read on the day of `RULES_DATE`. */
export const FIGURES = {
  loadBalancerTtl: {
    seconds: 60,
    what: "an answer with a load balancer's addresses is kept",
    sentence: "The DNS entry also specifies the time-to-live (TTL) of 60 seconds.",
    source: "docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
  },
  acceleratorFailover: {
    seconds: 30,
    what: "an accelerator leads elsewhere",
    sentence:
      "This means that, typically, routing will start back to healthy endpoints with traffic dials that aren't set to zero in about 30 seconds or so.",
    source:
      "docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-endpoint-weights.unhealthy-endpoints.html",
  },
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof FIGURES;

/** What AWS promises of a service, for a month. */
export interface Commitment {
  availability: number;
  what: string;
  sentence: string;
  source: string;
}

/** By what is promised. Those of one zone are less. */
export const COMMITMENTS = {
  loadBalancer: {
    availability: 0.9999,
    what: "load balancer in several zones",
    sentence: "Less than 99.99% but greater than or equal to 99.0% (Multi-AZ Elastic Load Balancer SLA)",
    source: "aws.amazon.com/elasticloadbalancing/sla",
  },
  loadBalancerOneZone: {
    availability: 0.999,
    what: "load balancer in one zone",
    sentence: "Less than 99.9% but greater than or equal to 99.0% (Single Load Balancer SLA)",
    source: "aws.amazon.com/elasticloadbalancing/sla",
  },
  compute: {
    availability: 0.9999,
    what: "instances or tasks in several zones",
    sentence: "a Monthly Uptime Percentage of at least 99.99% (Region-Level SLA: two or more AZs)",
    source: "aws.amazon.com/compute/sla",
  },
  computeOneZone: {
    availability: 0.995,
    what: "instances in one zone",
    sentence:
      "AWS will use commercially reasonable efforts to make the Single EC2 Instance available with an Instance-Level Uptime Percentage of at least 99.5%",
    source: "aws.amazon.com/compute/sla (Instance-Level SLA)",
  },
  firewall: {
    availability: 0.9999,
    what: "Network Firewall",
    sentence: "a Monthly Uptime Percentage of at least 99.99% during any monthly billing cycle",
    source: "aws.amazon.com/network-firewall/sla",
  },
  accelerator: {
    availability: 0.9999,
    what: "Global Accelerator with endpoints in several zones",
    sentence: "Less than 99.99% but greater than or equal to 99.0% (Multi-AZ Global Accelerator SLA)",
    source: "aws.amazon.com/global-accelerator/sla",
  },
  acceleratorOneZone: {
    availability: 0.995,
    what: "Global Accelerator with endpoints in one zone",
    sentence: "Less than 99.5% but greater than or equal to 99.0% (Single-AZ Global Accelerator SLA)",
    source: "aws.amazon.com/global-accelerator/sla",
  },
  names: {
    availability: 1,
    what: "Route 53",
    sentence: "AWS will use commercially reasonable efforts to make Amazon Route 53 100% Available",
    source: "aws.amazon.com/route53/sla",
  },
} as const satisfies Record<string, Commitment>;

export type CommitmentName = keyof typeof COMMITMENTS;
