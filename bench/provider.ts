import * as pulumi from "@pulumi/pulumi";
import { OFFLINE_ANSWERS } from "../graph/invokes";

/** Stands where the aws provider would in a preview: takes every resource as it is, and answers what the offline plan answers. */
const provider: pulumi.provider.Provider = {
  version: "7.0.0",
  schema: JSON.stringify({ name: "aws", version: "7.0.0" }),
  create: (urn, inputs: unknown) => Promise.resolve({ id: urn, outs: inputs }),
  invoke: (token, args: Record<string, unknown>) => {
    const answer = OFFLINE_ANSWERS[token];
    if (!answer) throw new Error(`the benchmark's provider cannot answer ${token}`);
    return Promise.resolve({ outputs: answer(args) });
  },
};

/** Serves until it is killed; prints its port. */
export const main = (): Promise<void> => pulumi.provider.main(provider, []);
