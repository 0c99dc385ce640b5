import { expect } from "chai";
import { BASE, type Raw, SHAPES, ofProtectedAccount, ofType, recordConfig } from "../support/recording";

/** But those that act in another account by a role there, and say that one. */
const providersOf = async (raw: Raw) =>
  ofType(await recordConfig(raw), "pulumi:providers:aws").filter(({ inputs }) => !("assumeRoles" in inputs));

// Credentials of another account find nothing of the stack there: the engine, which asks before each update, would forget every address,
// protected or not, and make new ones.
describe("Account of a stack", () => {
  for (const [shape, raw] of Object.entries(SHAPES))
    it(`is the only one of every provider's credentials: ${shape}`, async () => {
      const providers = await providersOf(
        raw["kind"] === "consumer" ? { ...raw, account: "012345678901" } : ofProtectedAccount(raw),
      );
      expect(providers).not.to.deep.equal([]);
      for (const { name, inputs } of providers) expect(inputs["allowedAccountIds"], name).to.equal('["012345678901"]');
    });

  it("is text, where the file has a number", async () => {
    const [provider] = await providersOf({ ...BASE, account: 210987654321 });
    expect(provider?.inputs["allowedAccountIds"]).to.equal('["210987654321"]');
  });

  it("is any, where none is named", async () => {
    const providers = Object.values(SHAPES).map((raw) => providersOf(raw));
    const named = (await Promise.all(providers)).flat().filter(({ inputs }) => "allowedAccountIds" in inputs);
    expect(named).to.deep.equal([]);
  });
});
