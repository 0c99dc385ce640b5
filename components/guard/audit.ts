import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ConfigRule } from "../../plan/guard/configRules";
import { nameTag, physicalName } from "../shared";

export interface AuditArgs {
  /** Whether IAM Access Analyzer looks for what others than the account can use. */
  accessAnalyzer: boolean;
  /** What AWS Config watches, of resources with the tag of this stack. */
  configRules: readonly ConfigRule[];
}

/** What looks at a region from outside of the stack: an analyzer of who has access, and rules of AWS Config. */
export class Audit extends pulumi.ComponentResource {
  constructor(name: string, args: AuditArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Audit", name, {}, opts);
    if (args.accessAnalyzer) createAnalyzer(`${name}-access`, this);
    for (const rule of args.configRules) createRule(`${name}-${rule.key}`, rule, this);
    this.registerOutputs({});
  }
}

function createAnalyzer(name: string, parent: Audit): void {
  new aws.accessanalyzer.Analyzer(
    name,
    { analyzerName: physicalName(name), type: "ACCOUNT", tags: nameTag(name) },
    { parent },
  );
}

function createRule(name: string, { identifier, description }: ConfigRule, parent: Audit): void {
  new aws.cfg.Rule(
    name,
    {
      description,
      source: { owner: "AWS", sourceIdentifier: identifier },
      // A rule takes one tag. That of the project would let in its other stacks.
      scope: { tagKey: "Stack", tagValue: pulumi.getStack() },
      tags: nameTag(name),
    },
    { parent },
  );
}
