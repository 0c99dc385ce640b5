import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { isConfigSecret, withLocalStorage } from "../../config/pulumiRuntime";

/** The SDK has these and does not declare them: an upgrade may take them away. */
describe("Undeclared parts of the Pulumi SDK", () => {
  it("withLocalStorage gives a body a runtime state of its own, also after it has waited", async () => {
    const seen = (name: string) =>
      withLocalStorage(async () => {
        pulumi.runtime.setAllConfig({ "p:name": name });
        await new Promise((resolve) => setImmediate(resolve));
        return new pulumi.Config("p").get("name");
      });
    expect(await Promise.all([seen("one"), seen("two")])).to.deep.equal(["one", "two"]);
    expect(new pulumi.Config("p").get("name")).to.equal(undefined);
  });

  it("withLocalStorage gives what its body gives", () => {
    expect(withLocalStorage(() => 42)).to.equal(42);
  });

  it("isConfigSecret tells the keys that came encrypted from the others", () => {
    withLocalStorage(() => {
      pulumi.runtime.setAllConfig({ "p:open": "1", "p:hidden": "2" }, ["p:hidden"]);
      expect(["p:open", "p:hidden", "p:missing"].map(isConfigSecret)).to.deep.equal([false, true, false]);
    });
  });
});
