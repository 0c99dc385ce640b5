import { expect } from "chai";
import { type PublishedAddress, publishedAddressMismatch } from "../../../plan/addresses/published";

const PUBLISHED: PublishedAddress = {
  region: "eu-west-1",
  zone: "b",
  for: "clients",
  allocationId: "eipalloc-0a0a0a0a0a0a0a0a0",
};

describe("plan/addresses/published: whether a stack holds the address that others know", () => {
  const fine: [title: string, published: PublishedAddress | undefined, held: string][] = [
    ["nobody knows it", undefined, "eipalloc-0b0b0b0b0b0b0b0b0"],
    ["it is the published one", PUBLISHED, PUBLISHED.allocationId],
    ["it is not known yet: a plan without an account", PUBLISHED, "${Eip:addresses-eu-west-1-b.allocationId}"],
    ["it is not known yet: a name around an id", PUBLISHED, "own-eipalloc-0b0b0b0b0b0b0b0b0-new"],
  ];
  for (const [title, published, held] of fine)
    it(`says nothing where ${title}`, () => {
      expect(publishedAddressMismatch(published, held)).to.equal(undefined);
    });

  const wrong: [published: PublishedAddress, text: string][] = [
    [
      PUBLISHED,
      "The stack holds eipalloc-01234567 in eu-west-1b for clients, where eipalloc-0a0a0a0a0a0a0a0a0 is published. " +
        "Name the published one under ha-tcp:regions.eu-west-1.addresses.b, or correct ha-tcp:published.",
    ],
    [
      { ...PUBLISHED, for: "egress" },
      "The stack holds eipalloc-01234567 in eu-west-1b for egress, where eipalloc-0a0a0a0a0a0a0a0a0 is published. " +
        "Name the published one under ha-tcp:regions.eu-west-1.egressAddresses.b, or correct ha-tcp:published.",
    ],
  ];
  for (const [published, text] of wrong)
    it(`says what to do where another is held for ${published.for}`, () => {
      expect(publishedAddressMismatch(published, "eipalloc-01234567")).to.equal(text);
    });
});
