import { SERVICE_SECTIONS } from "../../config/schema";
import { OPTION_NAMES } from "../../plan/options";

/** A part of the page: its sections, in the order in which somebody who writes a stack file needs them. */
interface Part {
  title: string;
  says: string;
  /** By key of the config. */
  sections: readonly string[];
}

const service = (...keys: string[]): string[] => keys.map((key) => `ha-tcp:${key}`);

/** Settings of the provider come after all of these, by themselves. */
export const PARTS: readonly Part[] = [
  {
    title: "What every stack says",
    says: "Without these there is no stack.",
    sections: service("options", "service", "regions"),
  },
  {
    title: "What runs the service",
    says: "Which of the two runs it, the options say.",
    sections: service("instances", "ecs", "weights"),
  },
  {
    title: "What belongs to an option",
    says: "Without the option of its name a section waits; `globalAccelerator` keeps its addresses all the same.",
    sections: service(...OPTION_NAMES.filter((name) => name in SERVICE_SECTIONS && name !== "ecs")),
  },
  {
    title: "Name and network",
    says: "How clients find the service, and what it stands in.",
    sections: service("dns", "network"),
  },
  {
    title: "Watched and guarded",
    says: "Who hears of the stack, and what must not be lost.",
    sections: service("monitoring", "guard", "published", "protect", "production", "quotas"),
  },
  {
    title: "The stack as a whole",
    says: "What holds for all of it.",
    sections: service("kind", "account", "tags", "traffic", "iam", "overrides"),
  },
  {
    title: "The stack of a consumer",
    says: "With `kind: consumer`, beside `account`, `iam`, `overrides`, `tags`, and of `traffic` the keys `load`, `gbInPerMonth` and `gbOutPerMonth`.",
    sections: service("provider", "consumer", "flowLogs"),
  },
];

/** A small stack file that says something under a section. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  "ha-tcp:options": "Pulumi.dev.yaml",
  "ha-tcp:service": "examples/tls.yaml",
  "ha-tcp:regions": "examples/two-regions.yaml",
  "ha-tcp:instances": "Pulumi.prod.yaml",
  "ha-tcp:ecs": "examples/nlb-ecs.yaml",
  "ha-tcp:weights": "examples/nlb-ecs.yaml",
  "ha-tcp:networkFirewall": "examples/managed-rules.yaml",
  "ha-tcp:globalAccelerator": "examples/accelerator.yaml",
  "ha-tcp:privateLink": "examples/private-link.yaml",
  "ha-tcp:dns": "examples/redundant-dns.yaml",
  "ha-tcp:network": "Pulumi.prod.yaml",
  "ha-tcp:monitoring": "examples/guarded.yaml",
  "ha-tcp:guard": "examples/audited.yaml",
  "ha-tcp:protect": "Pulumi.prod.yaml",
  "ha-tcp:production": "Pulumi.prod.yaml",
  "ha-tcp:quotas": "examples/landing-zone.yaml",
  "ha-tcp:kind": "examples/consumer.yaml",
  "ha-tcp:account": "examples/landing-zone.yaml",
  "ha-tcp:tags": "Pulumi.prod.yaml",
  "ha-tcp:traffic": "examples/two-regions.yaml",
  "ha-tcp:iam": "examples/landing-zone.yaml",
  "ha-tcp:overrides": "examples/overrides.yaml",
  "ha-tcp:provider": "examples/consumer.yaml",
  "ha-tcp:consumer": "examples/consumer.yaml",
};

/** Pages that tell why, and how a section works with the rest. */
export const PAGES: Readonly<Record<string, readonly string[]>> = {
  "ha-tcp:options": ["choosing.md", "switching.md"],
  "ha-tcp:service": ["ports.md"],
  "ha-tcp:regions": ["network.md", "operating.md#what-is-true-of-every-stack"],
  "ha-tcp:instances": ["instances.md"],
  "ha-tcp:ecs": ["tasks.md"],
  "ha-tcp:weights": ["switching.md"],
  "ha-tcp:networkFirewall": ["firewall.md"],
  "ha-tcp:globalAccelerator": ["global-accelerator.md"],
  "ha-tcp:privateLink": ["private-link.md"],
  "ha-tcp:dns": ["dns.md"],
  "ha-tcp:network": ["network.md", "ipv6.md"],
  "ha-tcp:monitoring": ["monitoring.md", "runbook.md"],
  "ha-tcp:guard": ["guard.md"],
  "ha-tcp:published": ["switching.md#guard-what-is-published"],
  "ha-tcp:protect": ["operating.md#take-a-protected-stack-down"],
  "ha-tcp:quotas": ["account.md#quotas"],
  "ha-tcp:account": ["account.md"],
  "ha-tcp:iam": ["account.md#roles"],
  "ha-tcp:traffic": ["cost.md"],
  "ha-tcp:overrides": ["overrides.md"],
  "ha-tcp:kind": ["private-link.md#a-consumer-in-another-account"],
  "ha-tcp:provider": ["private-link.md#a-consumer-in-another-account"],
  "ha-tcp:consumer": ["private-link.md"],
  "ha-tcp:flowLogs": ["network.md#flow-logs"],
};
