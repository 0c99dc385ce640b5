import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A bucket that the load balancers of a region may write to. */
export interface AccessLogBucket {
  bucket: pulumi.Output<string>;
  /** What lets them: AWS tries it out when a load balancer is told of the bucket. */
  permission: pulumi.Resource;
}

/** What a load balancer is told of its access logs. Where it is told nothing, the provider switches them off. */
export const accessLogs = ({
  accessLogs: logs,
}: {
  accessLogs?: AccessLogBucket;
}): Pick<aws.lb.LoadBalancerArgs, "accessLogs"> => (logs ? { accessLogs: { enabled: true, bucket: logs.bucket } } : {});

/** What must be there before a load balancer is told of its access logs. */
export const permissions = ({ accessLogs: logs }: { accessLogs?: AccessLogBucket }): pulumi.Resource[] =>
  logs ? [logs.permission] : [];
