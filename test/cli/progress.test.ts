import { expect } from "chai";
import { printableOutput } from "../../cli/output";
import { type Tell, withProgress } from "../../cli/progress";

const PATIENCE = 10;

/** All that stderr gets while something is told to who waits, and is not yet told to who does not. */
async function heard(isTTY: boolean, work: (tell: Tell) => Promise<unknown>): Promise<string> {
  let text = "";
  const write = (more: string) => (text += more);
  const { stderr } = printableOutput({ stdout: { write }, stderr: { write, isTTY } });
  await withProgress(stderr, work, PATIENCE).catch((error: unknown) => write(`${String(error)}\n`));
  return text;
}

const wait = () => new Promise((done) => setTimeout(done, PATIENCE * 2));

const long = async (tell: Tell) => {
  tell("planning 1");
  tell("planning 2");
  await wait();
  tell("planning 3");
  tell(`planning \u001b${"4".repeat(120)}`);
};

describe("what a command is at", () => {
  it("is told in one line that is written over and gone at the end, at a terminal", async () => {
    expect((await heard(true, long)).split("\r\u001b[2K")).to.deep.equal([
      "",
      "planning 2 …",
      "planning 3 …",
      `planning \\u001b${"4".repeat(83)}…`,
      "",
    ]);
  });

  it("is told once elsewhere", async () => {
    expect(await heard(false, long)).to.equal("planning 2 …\n");
  });

  it("is told to nobody where it is done soon, or says nothing of itself", async () => {
    for (const isTTY of [true, false]) {
      const quick = (tell: Tell) => {
        tell("planning 1");
        return Promise.resolve();
      };
      expect(await heard(isTTY, quick)).to.equal("");
      expect(await heard(isTTY, wait)).to.equal("");
    }
  });

  it("is gone before an error is told", async () => {
    const failing = async (tell: Tell) => {
      tell("planning 1");
      await wait();
      throw new Error("no");
    };
    expect(await heard(true, failing)).to.equal("\r\u001b[2Kplanning 1 …\r\u001b[2KError: no\n");
  });
});
