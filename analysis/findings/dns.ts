import { type GraphIndex } from "../../graph/graph";
import { publicRecords } from "../inventory/dnsRecords";
import { routingControls } from "../inventory/routingControls";
import type { Finding } from "./finding";

export function delegation(index: GraphIndex): Finding[] {
  const delegated = new Set(
    index
      .ofType("aws:route53/record:Record")
      .flatMap(({ inputs }) => (inputs["type"] === "NS" ? [inputs["name"]] : [])),
  );
  // A private zone answers in its VPCs only.
  const published = index
    .ofType("aws:route53/zone:Zone")
    .filter(({ inputs }) => inputs["vpcs"] === undefined && !delegated.has(inputs["name"]));
  return published.map(({ name, inputs }) => ({
    severity: "note",
    rule: "delegation",
    text: `The zone ${String(inputs["name"])} is created here: nobody finds it until its parent delegates to it.`,
    fix: "Enter the output nameServers as NS records in the parent zone, or at the registrar.",
    resources: [name],
  }));
}

export function noName(index: GraphIndex): Finding[] {
  const balancers = index
    .ofType("aws:lb/loadBalancer:LoadBalancer")
    .filter(({ inputs }) => inputs["internal"] !== true);
  if (balancers.length === 0 || publicRecords(index).length > 0) return [];
  return [
    {
      severity: "note",
      rule: "no-name",
      text: "The service has no public name of its own: clients use the load balancer's name, or the addresses.",
      fix: "Set service.hostname and dns.zone.",
      resources: balancers.map(({ name }) => name),
    },
  ];
}

/** That the health of a region is not all that decides. */
export function obeyedRoutingControls(index: GraphIndex): Finding[] {
  const controls = routingControls(index);
  if (controls.size === 0) return [];
  return [
    {
      severity: "note",
      rule: "obeyed-switches",
      text: "The names obey switches: a region whose switch is Off, as a new one is, is out of the answers while another's is On.",
      fix: "Look at them before an update, and set that of a new region On (aws route53-recovery-cluster get-routing-control-state).",
      resources: [...controls.values()].map(({ name }) => name),
    },
  ];
}
