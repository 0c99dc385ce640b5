import { noMistake, ruleMistake } from "../../../support/mistakes";

const ADVANCED = { kind: "advanced", subscriptionUsdPerMonth: 3000 };
const PHONE = { email: "operators@example.com", phone: "+15555550100" };
const NO_NAME = { dns: undefined, "service.hostname": undefined };

const shield = (contacts: object[], more: object = {}) => ({ "guard.shield": { ...ADVANCED, contacts }, ...more });

const CONTACTS = "guard.shield.contacts";

describe("config: whom Shield's response team calls", () => {
  noMistake("nobody, without a name", shield([], NO_NAME));
  noMistake("one with a phone and one without", shield([PHONE, { email: "second@example.com" }]));
  ruleMistake("must have a phone", shield([{ email: "a@example.com" }]), [
    `${CONTACTS}[0].phone`,
    undefined,
    "a telephone number of one contact or more",
    "give one contact a phone",
  ]);
  ruleMistake("is named once", shield([PHONE, PHONE]), [
    `${CONTACTS}[1]`,
    PHONE.email,
    "each contact once",
    "remove the repetition",
  ]);
  ruleMistake("needs health checks", shield([PHONE], NO_NAME), [
    CONTACTS,
    [PHONE],
    "nothing, without health checks",
    "set service.hostname and dns",
  ]);
});
