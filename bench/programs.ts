import * as aws from "@pulumi/aws";
import type { Program } from "../graph";

/** Registers nothing but the stack. */
export const empty: Program = () => ({});

/** As many resources as asked, without structure: what the SDK alone costs. Each has three inputs, as most of ours. */
export function flat(count: number): Program {
  return () => {
    const provider = new aws.Provider("flat", { region: "eu-west-1" });
    for (let each = 0; each < count; each++)
      new aws.cloudwatch.LogGroup(`log-${each}`, { retentionInDays: 7, tags: { Name: `log-${each}` } }, { provider });
    return {};
  };
}
