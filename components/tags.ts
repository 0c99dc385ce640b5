import * as pulumi from "@pulumi/pulumi";

/** A name that no other stack of the account has, where a physical name must be known before the resource is there. */
export function stackName(name: string): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}-${name}`;
}

/** The `Name` tag: what people see in the console. It may change freely, logical names may not. */
export function named(name: string): { Name: string } {
  return { Name: stackName(name) };
}
