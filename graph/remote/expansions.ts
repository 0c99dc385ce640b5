import { expandVpc } from "./awsxVpc";
import type { Expand } from "./expansion";

/**
 * The resources and outputs of each remote component in use, by its type. The engine has it made by a plugin, which an offline plan does not run.
 * A component that is not here stops the plan: without its children, a plan would leave out what it costs and what it opens.
 */
export const EXPANSIONS: Readonly<Record<string, Expand>> = {
  "awsx:ec2:Vpc": expandVpc,
};
