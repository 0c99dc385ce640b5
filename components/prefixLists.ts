import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { healthCheckersList } from "../plan/security";

/** AWS's list of the ranges that Route 53 checks from. */
export const healthCheckersListId = (region: string, parent: pulumi.Resource): pulumi.Output<string> =>
  aws.ec2.getManagedPrefixListOutput({ name: healthCheckersList(region) }, { parent }).id;
