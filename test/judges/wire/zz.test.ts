import { expect } from "chai";
import { type ProviderSchema, type Workspace, providerSchema, workspaceBeside } from "../../../tools/terraform";
import { pairs } from "../../support/full";
import { SERVICE_SHAPES, recordConfig, recordStack } from "../../support/recording";
import { workspaceOrSkip } from "../terraform/workspace";
import { type StandIn, standInOrSkip } from "./standIn";
import { apply, changes, creations, titleOf, updates } from "./wire";
const mine = (type: string) => /synthetics|bucketObjectv2|iam\/role:Role|securityGroupEgress|ec2\/securityGroup:/.test(type);
describe("zz", function () {
  this.timeout(3_600_000);
  let workspace: Workspace; let schema: ProviderSchema; let standIn: StandIn;
  before(async function () { workspace = workspaceBeside(await workspaceOrSkip(this), "wire"); standIn = (await standInOrSkip(this))!; schema = await providerSchema(workspace); });
  after(() => standIn?.stop());
  it("makes", async () => {
    const graphs = [await recordStack("examples/latency.yaml"), await recordConfig(SERVICE_SHAPES["known clients, destinations and buckets"]!)];
    const cases = creations(graphs).filter(({ type, ...rest }) => mine(type) && JSON.stringify(rest).includes("latency"));
    console.error(cases.length);
    const applied = await apply(workspace, schema, standIn, cases);
    for (const each of applied) console.error(titleOf(each.case), each.error ?? "ok");
    for (const r of standIn.requests()) if (/synthetics|s3/.test(r.service ?? "")) console.error(JSON.stringify(r).slice(0, 700));
  });
  it("changes", async () => {
    const names = ["known clients, destinations and buckets", "two backends behind TLS, answered with their addresses"];
    const graphs = await Promise.all(names.map((n) => recordConfig(SERVICE_SHAPES[n]!)));
    const all = updates(pairs(graphs)).filter(({ type }) => /synthetics|bucketObject/.test(type));
    console.error(all.length);
    const { planned, refused } = await changes(workspace, schema, all);
    console.error(planned.length, JSON.stringify(refused).slice(0, 500));
    const applied = await apply(workspace, schema, standIn, planned);
    for (const each of applied) console.error(titleOf(each.case), each.error ?? "ok");
  });
});
