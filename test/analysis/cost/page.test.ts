import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { PER_VCPU } from "../../../analysis/cost/savings/need";
import { CAPACITY_UNIT } from "../../../analysis/cost/rules/loadBalancers";
import { validate } from "../../../config/validate";
import { BASE, ROOT } from "../../support/recording";

const page = readFileSync(join(ROOT, "docs", "cost.md"), "utf8");

describe("docs/cost.md", () => {
  it("has a block that a stack file may hold", () => {
    const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
      ([, block = ""]) => parse(block) as Record<string, unknown>,
    );
    expect(blocks).to.have.lengthOf(1);
    expect(validate({ ...BASE, traffic: blocks[0]!["ha-tcp:traffic"] }).mistakes).to.equal(undefined);
  });

  it("has what a capacity unit holds, and what a vCPU is taken to carry", () => {
    const { TCP, TLS } = CAPACITY_UNIT;
    const text = page.replaceAll(/\s+/g, " ");
    const number = (value: number) => value.toLocaleString("en-US");
    expect(text).to.include(
      `${number(TCP.newPerSecond)} new connections a second, ${number(TCP.open)} open ones or ${TCP.gbPerHour} GB an hour; for TLS ${TLS.newPerSecond}, ${number(TLS.open)} and ${TLS.gbPerHour}.`,
    );
    expect(text).to.include(
      `a vCPU to carry ${PER_VCPU.newConnectionsPerSecond} new connections a second or ${PER_VCPU.gbPerHour} GB an hour`,
    );
  });
});
