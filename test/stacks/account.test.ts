import { expect } from "chai";
import { type Raw, SHAPES, ofType, recordConfig } from "../support/recording";

const providersOf = async (raw: Raw) => ofType(await recordConfig(raw), "pulumi:providers:aws");

// Credentials of another account find nothing of the stack there: the engine, which asks before each update, would forget every address,
// protected or not, and make new ones.
describe("Account of a stack", () => {
  for (const [shape, raw] of Object.entries(SHAPES))
    it(`is the only one of every provider's credentials: ${shape}`, async () => {
      for (const account of ["012345678901", 210987654321])
        for (const { name, inputs } of await providersOf({ ...raw, account }))
          expect(inputs["allowedAccountIds"], name).to.equal(JSON.stringify([String(account)]));
    });

  it("is any, where none is named", async () => {
    const providers = Object.values(SHAPES).map((raw) => providersOf(raw));
    const named = (await Promise.all(providers)).flat().filter(({ inputs }) => "allowedAccountIds" in inputs);
    expect(named).to.deep.equal([]);
  });
});
