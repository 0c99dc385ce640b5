import type { ResourceChange } from "../../../graph/resourceChange";
import { demandsTls13 } from "../../../plan/tls";
import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/* What a listener speaks with clients: TCP, with anything in it, or TLS, which ends there. */

const inputOf = ({ inputs }: ResourceChange, path: string) => inputs.find((each) => each.path === path);

/** The listeners that both have, with their load balancers. */
const listeners = (comparison: Comparison): { change: ResourceChange; loadBalancer: string }[] =>
  changesOfType(comparison, TYPES.listener, "update", "replace").map((change) => {
    const listener = comparison.to.ofType(TYPES.listener).find(({ name }) => name === change.name);
    return { change, loadBalancer: comparison.to.resolve(listener?.inputs["loadBalancerArn"])?.name ?? change.name };
  });

/** Clients have to know: until they speak the other protocol, none of them gets through. */
export function changedProtocols(comparison: Comparison): Interruption[] {
  return listeners(comparison).flatMap(({ change, loadBalancer }): Interruption[] => {
    const protocol = inputOf(change, "protocol");
    if (protocol?.change !== "changed") return [];
    const toTls = protocol.after === "TLS";
    return [
      {
        rule: "protocol",
        severity: "outage",
        who: toTls
          ? `clients of ${loadBalancer} that do not speak TLS with it`
          : `clients of ${loadBalancer} that speak TLS with it`,
        what: toTls
          ? "TLS ends at the load balancer from now on: connections that do not begin with it fail, and targets get what is inside"
          : "the load balancer hands everything on: they get through where the targets speak TLS themselves",
        ...timed(DURATIONS.forGood),
        resources: [change.name],
      },
    ];
  });
}

/** What the load balancer speaks with targets: a group of another protocol is another group, and its targets have to know. */
export function changedTargetProtocols(comparison: Comparison): Interruption[] {
  return changesOfType(comparison, TYPES.targetGroup, "replace").flatMap((change): Interruption[] => {
    const protocol = inputOf(change, "protocol");
    if (protocol?.change !== "changed") return [];
    const toTls = protocol.after === "TLS";
    return [
      {
        rule: "target-protocol",
        severity: "outage",
        who: `connections to the targets of ${change.name}, unless these speak ${toTls ? "TLS" : "without TLS"} on that port already`,
        what: `they begin ${toTls ? "with" : "without"} TLS: the target group is replaced, and its targets are checked anew`,
        ...timed(DURATIONS.renewed),
        resources: [change.name],
      },
    ];
  });
}

/** A security policy without TLS 1.2. Which ciphers clients have is not known here. */
export function raisedVersions(comparison: Comparison): Interruption[] {
  return listeners(comparison).flatMap(({ change, loadBalancer }): Interruption[] => {
    const policy = inputOf(change, "sslPolicy");
    if (policy?.change !== "changed" || demandsTls13(policy.before) || !demandsTls13(policy.after)) return [];
    return [
      {
        rule: "tls-version",
        severity: "outage",
        who: `clients of ${loadBalancer} that speak TLS 1.2 at most`,
        what: `${String(policy.after)} wants TLS 1.3`,
        ...timed(DURATIONS.forGood),
        resources: [change.name],
      },
    ];
  });
}

/**
 * The provider sends the old security policy along when a listener leaves TLS, and AWS refuses it.
 * Source: https://github.com/pulumi/pulumi-aws/issues/3564, https://github.com/hashicorp/terraform-provider-aws/issues/7367
 */
export function refusedProtocols(comparison: Comparison): string[] {
  return listeners(comparison)
    .filter(({ change }) => change.action === "update" && inputOf(change, "protocol")?.before === "TLS")
    .map(
      ({ change: { name } }) =>
        `${name} would go from TLS to TCP, with its old security policy, which AWS refuses: change it by hand first (aws elbv2 ` +
        "modify-listener --listener-arn ARN --protocol TCP), then update with pulumi up --refresh",
    );
}
