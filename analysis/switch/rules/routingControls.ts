import type { ResourceChange } from "../../../graph/resourceChange";
import { names as namesOf } from "../../inventory/dns";
import { CONTROL, routingControls } from "../../inventory/routingControls";
import type { Comparison } from "../comparison/comparison";

/**
 * A new routing control is Off. A region that clients are sent to, and that obeyed none or another, would be out of the answers at once; and one
 * that people have taken out by the former one would be back where all are new.
 * Source: docs.aws.amazon.com/r53recovery/latest/dg/getting-started-cli-routing.control-state.html
 */
export function newRoutingControls({ from, to, changes }: Comparison): string[] {
  const reached = new Set(namesOf(from.graph).flatMap(({ answers }) => answers.map(({ region }) => region)));
  const found = [...routingControls(to)].filter(
    ([region, { name }]) => reached.has(region) && isNewControl(changes.get(`${CONTROL} ${name}`)),
  );
  if (found.length === 0) return [];
  return [
    `${found.map(([, { name }]) => name).join(", ")} would be new, and so Off, while names obey them: update with ` +
      "dns.routingControls.use: false first, set them On by hand (aws route53-recovery-cluster update-routing-control-state), and let " +
      "use: true be the next update",
  ];
}

/** A control stays in the cluster and the panel that it was made in: of others, it is another. */
const isNewControl = (change: ResourceChange | undefined): boolean =>
  change !== undefined &&
  (["create", "replace"].includes(change.action) ||
    change.inputs.some(({ path }) => path === "clusterArn" || path === "controlPanelArn"));
