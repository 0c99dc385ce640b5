import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dashboardBody } from "../../plan/monitoring/dashboard/body";
import { dashboardName, dashboardUrl } from "../../plan/monitoring/dashboard/console";
import type { WatchedStack } from "../../plan/monitoring/dashboard/stack";
import { OWN_NAMESPACE } from "../../plan/monitoring/metrics";
import { metricNamespace } from "../shared";

export interface StackDashboardArgs {
  /** Through which it is made, and in whose console its URL leads; people see it in every region. */
  region: string;
  watched: Omit<WatchedStack<pulumi.Input<string>>, "namespace">;
}

/** What an operator looks at. */
export class StackDashboard extends pulumi.ComponentResource {
  /** Where the console shows it. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, { region, watched }: StackDashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:StackDashboard", name, {}, opts);
    const namespace = metricNamespace(OWN_NAMESPACE);
    const dashboard = new aws.cloudwatch.Dashboard(
      name,
      {
        dashboardName: dashboardName(watched.name),
        dashboardBody: pulumi.output(watched).apply((known) => JSON.stringify(dashboardBody({ ...known, namespace }))),
      },
      // Through another region it is still the one of its name: what was made last must not be deleted after.
      { parent: this, deleteBeforeReplace: true },
    );
    this.url = dashboard.dashboardName.apply((known) => dashboardUrl(region, known));
    this.registerOutputs({ url: this.url });
  }
}
