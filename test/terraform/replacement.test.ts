import { expect } from "chai";
import { effects, type TypeEffects } from "../../graph/terraform/effects";
import { typeEffects } from "../../tools/replacement";
import { recordedGraphs, recordedInputs } from "../../tools/replacement/recorded";
import { workspaceOrSkip } from "./workspace";

const ASKED = ["aws:ec2/eip:Eip", "aws:lb/loadBalancer:LoadBalancer", "aws:iam/instanceProfile:InstanceProfile"];

describe("the provider, asked again", () => {
  let rows: Record<string, TypeEffects>;

  before(async function () {
    this.timeout(120_000);
    const workspace = await workspaceOrSkip(this);
    const recorded = recordedInputs(await recordedGraphs());
    rows = await typeEffects(workspace, new Map(ASKED.map((type) => [type, recorded.get(type) ?? []])));
    workspace.clear();
  });

  for (const type of ASKED)
    it(`says of ${type} what graph/terraform/replacement.json has; npm run replacement writes it again`, () => {
      expect(rows[type]).to.deep.equal(effects().types[type]);
    });
});
