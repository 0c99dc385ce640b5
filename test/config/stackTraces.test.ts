import { expect } from "chai";
import { leaveOutSdkTraces } from "../../config";
import { record } from "../../graph";
import { failureOf } from "../support/recording";

/** The line of this file that the first frame names. */
const lineOf = (error: Error): number =>
  Number(/^ {4}at .*config[/\\]stackTraces\.test\.ts:(\d+):\d+\)?$/m.exec(error.stack ?? "")?.[1]);

const HERE = 16; // the line of the error below
const thrown = () => {
  // Lines that a transpiler takes out must not count.
  interface Unseen {
    name: string;
  }
  throw new Error("it broke") as Error & Unseen;
};

const hook = Error as unknown as { prepareStackTrace: unknown };

describe("Stack traces", () => {
  before(leaveOutSdkTraces);

  it("are left out where the SDK takes one of an error without a message", () => {
    expect(new Error().stack).to.equal("");
  });

  it("name the line of the TypeScript file where an error says something, in a recording too", async () => {
    const alone = await failureOf(Promise.resolve().then(thrown));
    const recorded = await failureOf(record({ program: thrown, project: "p", stack: "s", config: {} }));
    expect([lineOf(alone), lineOf(recorded)]).to.deep.equal([HERE, HERE]);
  });

  it("are installed once, over whatever writes them", () => {
    const written = hook.prepareStackTrace;
    try {
      leaveOutSdkTraces();
      expect(hook.prepareStackTrace).to.equal(written);
      hook.prepareStackTrace = () => "another's";
      leaveOutSdkTraces();
      expect([new Error().stack, new Error("said").stack]).to.deep.equal(["", "another's"]);
    } finally {
      hook.prepareStackTrace = written;
    }
  });
});
