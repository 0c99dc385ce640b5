import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { healthCheckersListName } from "../../plan/prefixLists";

/** AWS's list of the ranges that Route 53 checks from. */
export const getHealthCheckersListId = (region: string, parent: pulumi.Resource): pulumi.Output<string> =>
  aws.ec2.getManagedPrefixListOutput({ name: healthCheckersListName(region) }, { parent }).id;
