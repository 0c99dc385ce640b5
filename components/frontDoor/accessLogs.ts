import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceConfig } from "../../config";

/** A bucket that the load balancers of a region may write to. */
export interface AccessLogBucket {
  bucket: pulumi.Output<string>;
  /** What lets them: AWS tries it out when a load balancer is told of the bucket. */
  permission: pulumi.Resource;
}

/**
 * What a load balancer is told of its access logs. Only TLS listeners have any, and there it is stated that there are none, too: AWS leaves on
 * what is no longer written.
 */
export function accessLogs(args: {
  service: ServiceConfig;
  accessLogs?: AccessLogBucket;
}): Pick<aws.lb.LoadBalancerArgs, "accessLogs"> {
  if (!args.service.tls) return {};
  if (!args.accessLogs) return { accessLogs: { enabled: false, bucket: "" } };
  return { accessLogs: { enabled: true, bucket: args.accessLogs.bucket } };
}

/** What must be there before a load balancer is told of its access logs. */
export const permissions = ({ accessLogs: logs }: { accessLogs?: AccessLogBucket }): pulumi.Resource[] =>
  logs ? [logs.permission] : [];
