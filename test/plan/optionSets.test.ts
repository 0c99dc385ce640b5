import { expect } from "chai";
import { CONFLICTS, OPTION_NAMES, compose, conflicts } from "../../plan/options";
import { optionSets, setName } from "../../plan/optionSets";

describe("sets of options", () => {
  const sets = optionSets();

  it("are all that there are, each once", () => {
    expect(sets).to.have.length(2 ** OPTION_NAMES.length - 1);
    expect(new Set(sets.map(({ options }) => setName(options)))).to.have.property("size", sets.length);
  });

  it("name the conflict of those that no stack may have, and of no other", () => {
    for (const { options, conflict } of sets) expect(conflict).to.equal(conflicts(options)[0]);
    expect(sets.filter(({ conflict }) => conflict)).to.have.length(CONFLICTS.length * 2 ** (OPTION_NAMES.length - 2));
  });

  it("name the smaller one that makes the same stack", () => {
    const twins = sets.flatMap(({ options, sameAs }) => (sameAs ? [[setName(options), setName(sameAs)]] : []));
    expect(twins).to.deep.equal([
      ["nlb,networkFirewall", "networkFirewall"],
      ["nlb,networkFirewall,privateLink", "networkFirewall,privateLink"],
    ]);
    for (const { options, sameAs } of sets)
      if (sameAs) expect({ ...compose(options), options: [] }).to.deep.equal({ ...compose(sameAs), options: [] });
  });
});
