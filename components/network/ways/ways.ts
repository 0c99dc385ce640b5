import * as pulumi from "@pulumi/pulumi";
import type { WayRoute } from "../../../plan/network/ways";
import { sortedEntries } from "../../../plan/sortedEntries";
import type { WaysArgs } from "./args";
import { createPeering } from "./peerings";
import { type WayTarget, createWayRoutes } from "./routes";
import { createAttachment, createTransitSubnets } from "./transitGateways";
import { createVpnGateway } from "./vpnGateway";

/** What leads out of a region's VPC into other networks: attachments to transit gateways, peerings, a virtual private gateway. */
export class Ways extends pulumi.ComponentResource {
  /** What an instance needs in order to reach those networks. What depends on it starts after it and ends before it. */
  readonly outboundPaths: pulumi.Resource[];

  constructor(name: string, args: WaysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Ways", name, {}, opts);
    const targets = {
      transitGateways: createAttachments(name, args, this),
      peerings: createPeerings(name, args, this),
    };
    const targetOf = ({ kind, name: way }: WayRoute["way"]): WayTarget => known(targets[kind], way);
    const routes = createWayRoutes(name, args.routes, args.routeTableIds, targetOf, this);
    const learnt = args.vpnGateway ? createVpnGateway(`${name}-vgw`, args.vpnGateway, args, this) : [];
    this.outboundPaths = [...routes, ...learnt];
    this.registerOutputs({});
  }
}

function createAttachments(name: string, args: WaysArgs, parent: Ways): Record<string, WayTarget> {
  const gateways = sortedEntries(args.transitGateways);
  if (gateways.length === 0) return {};
  const subnets = createTransitSubnets(name, args, parent);
  return Object.fromEntries(
    gateways.map(([way, gateway]) => [way, createAttachment(`${name}-tgw-${way}`, gateway, args, subnets, parent)]),
  );
}

const createPeerings = (name: string, args: WaysArgs, parent: Ways): Record<string, WayTarget> =>
  Object.fromEntries(
    sortedEntries(args.peerings).map(([way, peer]) => [
      way,
      createPeering(`${name}-peering-${way}`, args, peer, parent),
    ]),
  );

function known(targets: Record<string, WayTarget>, way: string): WayTarget {
  const target = targets[way];
  if (!target) throw new Error(`a route leads to ${way}, which is not among ${Object.keys(targets).join(", ")}`);
  return target;
}
