import * as pulumi from "@pulumi/pulumi";
import { SECRET } from "../config/mistakes";
import type { Graph } from "./graph";
import { parseStackName, qualifyNames } from "./referencedStacks";
import { FileError } from "./stackFile";

/** The type of what `new pulumi.StackReference` reads. */
export const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Answers a program's references to other stacks out of the plans of those. */
export class StackReferences {
  private readonly qualifiedPlans = new Map<Graph, Graph>();

  constructor(
    private readonly reader: { project: string; stack: string },
    private readonly plans: readonly Graph[],
  ) {}

  /** The plans that were read, as the reader sees them. */
  get used(): Graph[] {
    return [...this.qualifiedPlans.values()];
  }

  /**
   * What the engine answers: all outputs, and the names of those that are encrypted.
   *
   * @throws FileError where there is no plan of the stack.
   */
  stateOf(name: string): Record<string, unknown> {
    const outputs = this.planOf(name).outputs;
    const secretOutputNames = Object.keys(outputs).filter((key) => JSON.stringify([outputs[key]]).includes(SECRET));
    return { name, outputs: secretOutputNames.length > 0 ? pulumi.secret(outputs) : outputs, secretOutputNames };
  }

  private planOf(name: string): Graph {
    const { project = this.reader.project, stack } = parseStackName(name);
    const plan = this.plans.find((each) => each.stack === stack && each.project === project);
    if (!plan) throw new FileError(this.unknownStackMessage(name));
    // Within a project the names of stacks tell them apart.
    const prefix = project === this.reader.project ? stack : `${project}/${stack}`;
    const qualified = this.qualifiedPlans.get(plan) ?? qualifyNames(plan, prefix);
    this.qualifiedPlans.set(plan, qualified);
    return qualified;
  }

  private unknownStackMessage(name: string): string {
    const known = this.plans.map(({ project, stack }) => `${project}/${stack}`).join(", ");
    return [
      `Stack ${this.reader.stack} reads the outputs of stack ${name}, and there is no plan of that stack to take them from.`,
      `Plans at hand: ${known === "" ? "none" : known}.`,
      "Plan the two together, or give what the other stack would say in this one's own config.",
    ].join(" ");
  }
}
