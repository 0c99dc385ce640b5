import { loadConfig, restoreTraces } from "./config";
import { createStack } from "./stacks";

restoreTraces();

/** Gives the stack's outputs. A function, so that the offline plan can run the same program for many stacks. */
export = () => createStack(loadConfig());
