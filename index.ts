import * as pulumi from "@pulumi/pulumi";
import { leaveOutSdkTraces, loadConfig } from "./config";
import { createStack } from "./stacks";

leaveOutSdkTraces();

// Where an engine waits, mistakes end the program while it loads: thrown by the function, they would keep the process for 15 seconds more.
const loaded = pulumi.runtime.hasMonitor() ? loadConfig() : undefined;

/** Gives the stack's outputs. A function, so that the offline plan can run the same program for many stacks. */
export = () => createStack(loaded ?? loadConfig());
