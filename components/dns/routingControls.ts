import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { nameTag } from "../shared";

export interface RoutingControlsArgs {
  regions: readonly string[];
  /** A cluster that exists. Default: one is created. */
  clusterArn?: string;
  /** Whether cluster, panel and switches are protected from deletion: a switch that is made anew is Off. */
  protect: boolean;
}

/** The switch of a region, and the health check that says whether it is On. */
export interface RoutingControl {
  arn: pulumi.Output<string>;
  check: aws.route53.HealthCheck;
}

/** Milliseconds that the rule waits before it looks; the figure of AWS's own example. */
const WAIT_MS = 5000;

/**
 * A switch for each region, by which people take it out of the answers, and a rule that the last one stays On. New ones are Off.
 * Source: docs.aws.amazon.com/r53recovery/latest/dg/introduction-components-routing.html, …/getting-started-cli-routing-config.html
 */
export function createRoutingControls(
  name: string,
  args: RoutingControlsArgs,
  parent: pulumi.ComponentResource,
): Record<string, RoutingControl> {
  const options = { parent, protect: args.protect };
  const clusterArn = args.clusterArn ?? createCluster(name, options);
  const panel = new aws.route53recoverycontrol.ControlPanel(`${name}-panel`, { clusterArn }, options);
  const controls = Object.fromEntries(
    args.regions.map((region) => [region, createControl(`${name}-control-${region}`, clusterArn, panel.arn, options)]),
  );
  new aws.route53recoverycontrol.SafetyRule(
    `${name}-one-stays-on`,
    {
      controlPanelArn: panel.arn,
      assertedControls: Object.values(controls).map(({ arn }) => arn),
      ruleConfig: { type: "ATLEAST", threshold: 1, inverted: false },
      waitPeriodMs: WAIT_MS,
    },
    // The provider plans another rule as an update, and does nothing. The rule's name is made up, so that the new one comes first.
    { parent, replaceOnChanges: ["ruleConfig"] },
  );
  return controls;
}

interface ProtectedOptions {
  parent: pulumi.ComponentResource;
  protect: boolean;
}

const createCluster = (name: string, options: ProtectedOptions): pulumi.Output<string> =>
  new aws.route53recoverycontrol.Cluster(`${name}-cluster`, {}, options).arn;

function createControl(
  name: string,
  clusterArn: pulumi.Input<string>,
  controlPanelArn: pulumi.Input<string>,
  { parent, protect }: ProtectedOptions,
): RoutingControl {
  const control = new aws.route53recoverycontrol.RoutingControl(
    name,
    { clusterArn, controlPanelArn },
    // The provider plans another panel as an update, and does nothing.
    { parent, protect, replaceOnChanges: ["controlPanelArn"] },
  );
  const check = new aws.route53.HealthCheck(
    `${name}-check`,
    { type: "RECOVERY_CONTROL", routingControlArn: control.arn, tags: nameTag(`${name}-check`) },
    { parent },
  );
  return { arn: control.arn, check };
}
