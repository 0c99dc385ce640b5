import * as pulumi from "@pulumi/pulumi";

/** The `Name` tag: what people see in the console. It may change freely, logical names may not. */
export function named(name: string): { Name: string } {
  return { Name: `${pulumi.getProject()}-${pulumi.getStack()}-${name}` };
}
