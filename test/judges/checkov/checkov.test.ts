import { basename } from "node:path";
import { expect } from "chai";
import { toTerraform } from "../../../graph/terraform";
import { stackFiles } from "../../../tools/replacement/recordedInputs";
import { kept, edited } from "../../support/changes";
import { recordStack } from "../../support/recording";
import { missing } from "../missing";
import {
  type Finding,
  type Judgement,
  accepted,
  compareFindings,
  isInstalled,
  judge,
  pinnedVersion,
  program,
} from "./checkov";

const BROKEN = "broken";

/** dev without its flow log, and with the metadata of its instances open to whoever makes them ask. */
const broken = async () =>
  edited("fleet-eu-west-1-template", (inputs) => ({ ...inputs, metadataOptions: { httpTokens: "optional" } }))(
    kept(({ type }) => type !== "aws:ec2/flowLog:FlowLog")(await recordStack("dev")),
  );

describe("checkov, of the Terraform document of every stack and example", () => {
  let judged: Judgement;
  const of = (wanted: (stack: string) => boolean): Finding[] => judged.findings.filter(({ stack }) => wanted(stack));

  before(async function () {
    if (!isInstalled()) {
      missing(`${program()} with what test/judges/checkov/requirements.txt lists`);
      this.skip();
    }
    const graphs = await Promise.all(
      stackFiles().map(async (file) => [basename(file, ".yaml"), await recordStack(file)] as const),
    );
    const all = [...graphs, [BROKEN, await broken()] as const];
    judged = await judge(Object.fromEntries(all.map(([stack, graph]) => [stack, toTerraform(graph).document])));
  });

  it("is of the version that accepted.yaml is of", () => {
    expect(judged.version).to.equal(pinnedVersion());
  });

  it("finds nothing but what accepted.yaml accepts, and all of that", () => {
    const found = of((stack) => stack !== BROKEN);
    process.stderr.write(`checkov: ${judged.passed} passed, ${found.length} accepted\n`);
    const { unaccepted, unused } = compareFindings(found, accepted());
    const told = unaccepted.map(({ stack, rule, resource, says }) => `${stack}: ${rule} ${resource}: ${says}`);
    expect({ unaccepted: told, unused }).to.deep.equal({ unaccepted: [], unused: [] });
  });

  it("finds what is wrong with one of them, whatever the others have", () => {
    const { unaccepted } = compareFindings(
      of((stack) => stack === BROKEN),
      accepted(),
    );
    expect(unaccepted.map(({ rule, resource }) => `${rule} ${resource}`).sort()).to.deep.equal([
      "CKV2_AWS_11 aws_vpc.network-eu-west-1-vpc",
      "CKV_AWS_79 aws_launch_template.fleet-eu-west-1-template",
    ]);
  });
});

describe("accepted.yaml", () => {
  const entry = { rule: "CKV_A", says: "", resources: "aws_lb\\.front-.*", stacks: "(?!prod$).*", why: "it is so" };
  const finding = { rule: "CKV_A", resource: "aws_lb.front-a", stack: "dev", says: "" };

  it("accepts a rule of whole names in whole stacks", () => {
    expect(compareFindings([finding], [entry])).to.deep.equal({ unaccepted: [], unused: [] });
    for (const other of [
      { rule: "CKV_AB" },
      { resource: "my_aws_lb.front-a" },
      { resource: "aws_lb.link" },
      { stack: "prod" },
    ])
      expect(compareFindings([{ ...finding, ...other }], [entry])).to.deep.equal({
        unaccepted: [{ ...finding, ...other }],
        unused: [entry],
      });
  });
});
