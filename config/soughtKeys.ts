import type { Mistake } from "./mistakes";
import { type ToldKey, toldKeys } from "./toldKeys";

/** What no key sets because AWS has it for HTTP alone, told to those who look for it here. */
const HTTP_ONLY =
  "nothing: AWS WAF reads HTTP requests at CloudFront, an Application Load Balancer or an API, and this is a TCP listener";

/** What no key sets because AWS refuses it with endpoints that are associations, as those of the firewall here are. */
const NO_TLS_INSPECTION =
  "nothing: AWS takes no policy with TLS inspection on a firewall that has VPC endpoint associations, by which traffic reaches it here";

/**
 * Keys that people look for and that there cannot be.
 * Sources: docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html (what a web ACL protects),
 * docs.aws.amazon.com/waf/latest/developerguide/ddos-automatic-app-layer-response.html (CloudFront and Application Load Balancers),
 * docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-and-firewall-endpoints-considerations.html (TLS inspection limitations)
 */
const SOUGHT_KEYS: readonly ToldKey[] = [
  ...[["waf"], ["guard", "waf"], ["service", "waf"]].map((path) => ({
    path,
    allowed: HTTP_ONLY,
    fix: "remove it; service.allowedClients, networkFirewall and guard.shield say what reaches the service",
  })),
  {
    path: ["guard", "shield", "automaticResponse"],
    allowed:
      "nothing: Shield answers floods of TCP by itself; the automatic response of this name writes rules of AWS WAF, for HTTP",
    fix: "remove it",
  },
  ...["tlsInspection", "tlsInspectionConfigurationArn"].map((key) => ({
    path: ["networkFirewall", key],
    allowed: NO_TLS_INSPECTION,
    fix: "remove it; egressDomains and your own rules (tls.sni, ja4.hash) see how TLS begins, and service.tls ends it at the load balancer",
  })),
];

/** What a stack file says that there cannot be, and why. */
export const soughtKeys = (raw: Record<string, unknown>): Mistake[] => toldKeys(raw, SOUGHT_KEYS);
