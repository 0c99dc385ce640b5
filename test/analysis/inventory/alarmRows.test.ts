import { expect } from "chai";
import { type AlarmRow, alarmRows } from "../../../analysis/inventory/alarmRows";
import { unheardAlarms } from "../../../analysis/inventory/alarms";
import { GraphIndex } from "../../../graph";
import { RUNBOOK } from "../../../plan/monitoring/runbook";
import { recordStack } from "../../support/recording";

const STACKS = ["dev", "prod", "examples/container.yaml"];

const rowsOf = async (stack: string): Promise<AlarmRow[]> => alarmRows(await recordStack(stack));

const named = (rows: readonly AlarmRow[], name: string): AlarmRow => {
  const row = rows.find((each) => each.name === name);
  if (!row) throw new Error(`no alarm ${name}`);
  return row;
};

describe("alarmRows", () => {
  for (const stack of STACKS)
    it(`${stack}: has nobody hear just what no topic tells, and grades the others as the runbook does`, async () => {
      const rows = await rowsOf(stack);
      const unheard = unheardAlarms(GraphIndex.of(await recordStack(stack))).map(({ name }) => name);
      const ofPeople = rows.filter(({ runbook }) => runbook !== undefined);
      expect(ofPeople.filter(({ heard }) => !heard).map(({ name }) => name)).to.have.members(unheard);
      const graded = ({ heard, runbook }: AlarmRow) => (heard ? runbook?.grade : undefined);
      expect(ofPeople.filter((row) => row.grade !== graded(row))).to.deep.equal([]);
    });

  it("has those that wake somebody first, and an alarm on others before these", async () => {
    const rows = await rowsOf("prod");
    const grades = rows.map(({ grade }) => grade);
    expect(grades).to.deep.equal([...grades].sort());
    expect([grades.filter((grade) => grade === "page").length, rows.length]).to.deep.equal([16, 32]);
    expect(rows[0]?.name).to.equal("monitoring-eu-west-1-down");
  });

  it("has those that nobody hears as the runbook grades them, which a region that stands by does not", async () => {
    const rows = await rowsOf("examples/failover.yaml");
    expect(new Set(rows.map(({ heard, grade }) => `${heard} ${grade}`))).to.deep.equal(new Set(["false undefined"]));
    const rule = rows.map(({ runbook }) => runbook?.grade);
    expect(rule).to.deep.equal([...rule].sort());
  });

  it("has one that another tells in its place", async () => {
    const { description: _description, ...row } = named(await rowsOf("prod"), "monitoring-us-east-1-dns-eu-west-1");
    expect({ ...row, toldBy: [...row.toldBy].sort() }).to.deep.equal({
      name: "monitoring-us-east-1-dns-eu-west-1",
      region: "us-east-1",
      subject: "eu-west-1",
      grade: "page",
      heard: true,
      toldBy: ["monitoring-us-east-1-dns-in-trouble", "monitoring-us-east-1-service-down"],
      when: {
        kind: "metric",
        what: "Minimum HealthCheckStatus",
        comparison: "below",
        threshold: 1,
        of: 1,
        outOf: 1,
        periodSeconds: 60,
      },
      runbook: RUNBOOK["dns-region-unhealthy"],
    });
  });

  it("has none tell in its place that rings only with others", async () => {
    const row = named(await rowsOf("prod"), "monitoring-eu-west-1-front-instances-a-no-targets");
    expect(row.toldBy).to.deep.equal(["monitoring-eu-west-1-front-door-in-trouble"]);
  });

  it("has no entry, no grade and nobody for what AWS acts on", async () => {
    const row = named(await rowsOf("examples/container.yaml"), "fleet-us-east-1-steps-out-alarm");
    expect([row.subject, row.grade, row.heard, row.runbook]).to.deep.equal([undefined, undefined, false, undefined]);
  });

  it("has when each kind rings", async () => {
    const rows = await rowsOf("prod");
    const when = (name: string) => named(rows, `monitoring-eu-west-1-${name}`).when;
    const zones = ["a", "b", "c"].map((zone) => `monitoring-eu-west-1-front-instances-${zone}-no-targets`);
    expect(when("down")).to.deep.equal({
      kind: "alarms",
      rings: "all",
      alarms: zones,
      rule: `(${zones.map((name) => `ALARM(${name})`).join(" AND ")})`,
    });
    expect(when("instances-in-trouble")).to.deep.include({ rings: "any" });
    expect(when("front-traffic")).to.deep.equal({
      kind: "metric",
      what: "Sum NewFlowCount",
      comparison: "outside of what is usual",
      of: 3,
      outOf: 3,
      periodSeconds: 300,
    });
    expect(when("nat-a-drops")).to.deep.equal({
      kind: "metric",
      what: "IF(drops < 10, 0, 1000000 * drops / (sent + received))",
      metrics: {
        drops: "Sum PacketsDropCount",
        sent: "Sum PacketsInFromSource",
        received: "Sum PacketsInFromDestination",
      },
      comparison: "above",
      threshold: 100,
      of: 5,
      outOf: 5,
      periodSeconds: 60,
    });
  });
});
