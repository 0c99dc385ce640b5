import { expect } from "chai";
import { mistakesIn } from "../support/mistakes";
import { changed, smallest } from "../support/raw";

describe("config: secrets", () => {
  const nested = { instances: { workload: { kind: "userData", userData: "s3cret" } } };

  it("may stand in instances", () => {
    expect(mistakesIn(changed(smallest(), nested), ["instances"])).to.deep.equal([]);
  });

  it("may stand in ecs", () => {
    expect(mistakesIn(changed(smallest(), { "ecs.environment": { A: "s3cret" } }), ["ecs"])).to.deep.equal([]);
  });

  it("may stand in monitoring, there only as who hears by e-mail or URL", () => {
    const masked = "[secret] 0123abcd";
    const notify = {
      page: { emails: [masked], https: [masked], topicArns: [masked] },
      ticket: { emails: ["[secret]"] },
    };
    const found = mistakesIn(changed(smallest(), { monitoring: { notify } }), ["monitoring"]);
    expect(found.map(({ path, value }) => [path.join("."), value])).to.deep.equal([
      ["monitoring.notify.page.topicArns.0", "[secret]"],
      ["monitoring.notify.ticket.emails.0", "[secret]"],
    ]);
  });

  it("may stand nowhere else, and are not shown", () => {
    expect(mistakesIn(smallest(), ["service"])).to.deep.equal([
      {
        path: ["service"],
        value: "[secret]",
        allowed: "plain values: the plan depends on them, and could not be shown",
        fix: "set it again without --secret; only user data, environment variables, and who hears by e-mail or URL can be encrypted",
      },
    ]);
  });

  it("are hidden with every mistake of their section, and other values are not", () => {
    const environment = { A: 7 };
    const workload = { kind: "container", image: "nginx", environment };
    const raw = changed(smallest(), { "instances.workload": workload, "instances.min": 0, protect: "no" });
    const values = mistakesIn(raw, ["instances"]).map(({ path, value }) => [path.at(-1), value]);
    expect(values).to.deep.equal([
      ["A", "[secret]"],
      ["min", "[secret]"],
      ["protect", "no"],
    ]);
    expect(JSON.stringify(mistakesIn(raw, ["instances"]))).not.to.include("7");
  });

  it("are hidden with every mistake of the tasks", () => {
    const raw = changed(smallest(), { "ecs.environment": { A: 7 }, "ecs.min": 0, protect: "no" });
    expect(mistakesIn(raw, ["ecs"]).map(({ path, value }) => [path.at(-1), value])).to.deep.equal([
      ["A", "[secret]"],
      ["min", "[secret]"],
      ["protect", "no"],
    ]);
  });

  it("leave what is missing missing", () => {
    const raw = changed(smallest(), { "instances.workload": { kind: "container" } });
    const [mistake] = mistakesIn(raw, ["instances"]);
    expect([mistake?.path.join("."), mistake?.value]).to.deep.equal(["instances.workload.image", undefined]);
  });

  it("under an unknown key are one mistake", () => {
    const raw = changed(smallest(), { token: "s3cret" });
    const found = mistakesIn(raw, ["token"]);
    expect(found.map(({ path, value }) => [path.join("."), value])).to.deep.equal([["token", "[secret]"]]);
  });
});
