import type { Option } from "../../plan/options";
import type { SwitchConfig } from "../../plan/steps/switchConfig";
import type { Weights } from "../../plan/weights";

/* Configs of which tests compute the steps from one to another. */

export const FORMER = { service: { port: 5000 }, instances: { types: ["t3.small"] }, ecs: { launch: "fargate" } };
export const LATTER = { service: { port: 6000 }, instances: { types: ["m7g.large"] }, ecs: { launch: "ec2" } };

export const config = (
  options: readonly Option[],
  given?: Weights,
  rest: Record<string, unknown> = FORMER,
): SwitchConfig => ({
  ...rest,
  options,
  ...(given && { weights: given }),
});

export const share = (instances: number, tasks: number): Weights => ({ instances, tasks });

export const NLB = config(["nlb"]);
export const ECS = config(["ecs"]);
export const both = (instances: number, tasks: number) => config(["nlb", "ecs"], share(instances, tasks));
