import { leaveOutSdkTraces, loadConfig } from "./config";
import { createStack } from "./stacks";

leaveOutSdkTraces();

/** Gives the stack's outputs. A function, so that the offline plan can run the same program for many stacks. */
export = () => createStack(loadConfig());
