import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { healthCheckersListName } from "../../plan/prefixLists";

/** AWS's list of the ranges that Route 53 checks from. */
export const getHealthCheckersListId = (
  region: string,
  parent: pulumi.Resource,
  family: "ipv4" | "ipv6" = "ipv4",
): pulumi.Output<string> =>
  aws.ec2.getManagedPrefixListOutput({ name: healthCheckersListName(region, family) }, { parent }).id;
