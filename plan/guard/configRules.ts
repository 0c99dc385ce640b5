/** A managed rule of AWS Config. */
export interface ConfigRule {
  /** Part of its resource's name. */
  key: string;
  identifier: string;
  /** What it watches, in the console's list. */
  description: string;
}

/** What a region has that rules can watch. */
export interface Watched {
  /** Instances, or hosts of tasks. */
  instances: boolean;
  /** A firewall made here. */
  firewall: boolean;
  /** Whether load balancers are protected from deletion. */
  protect: boolean;
}

interface RuleRow extends ConfigRule {
  applies: (watched: Watched) => boolean;
}

/**
 * What the stack promises and AWS can judge by itself. Only rules that look when a resource changes: only those take a tag to look at.
 * Source: docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html, and the page there of each rule
 */
const RULES: readonly RuleRow[] = [
  {
    key: "closed-default-groups",
    identifier: "VPC_DEFAULT_SECURITY_GROUP_CLOSED",
    description: "Default security groups let nothing in or out.",
    applies: () => true,
  },
  {
    key: "load-balancer-zones",
    identifier: "ELBV2_MULTIPLE_AZ",
    description: "Load balancers have targets in more zones than one.",
    applies: () => true,
  },
  {
    key: "load-balancer-protection",
    identifier: "ELB_DELETION_PROTECTION_ENABLED",
    description: "Load balancers are protected from deletion.",
    applies: ({ protect }) => protect,
  },
  {
    key: "group-zones",
    identifier: "AUTOSCALING_MULTIPLE_AZ",
    description: "Auto Scaling groups are in more zones than one.",
    applies: ({ instances }) => instances,
  },
  {
    key: "encrypted-volumes",
    identifier: "ENCRYPTED_VOLUMES",
    description: "Attached volumes are encrypted.",
    applies: ({ instances }) => instances,
  },
  {
    key: "metadata-tokens",
    identifier: "EC2_IMDSV2_CHECK",
    description: "Instances give their metadata by IMDSv2 alone.",
    applies: ({ instances }) => instances,
  },
  {
    key: "no-public-addresses",
    identifier: "EC2_INSTANCE_NO_PUBLIC_IP",
    description: "Instances have no public address.",
    applies: ({ instances }) => instances,
  },
  {
    key: "firewall-zones",
    identifier: "NETFW_MULTI_AZ_ENABLED",
    description: "Firewalls are in more zones than one.",
    applies: ({ firewall }) => firewall,
  },
];

export const configRules = (watched: Watched): ConfigRule[] =>
  RULES.filter(({ applies }) => applies(watched)).map(({ key, identifier, description }) => ({
    key,
    identifier,
    description,
  }));
