import { REGION_NAMES } from "../../../plan/regions";
import { formMistake, noMistake, ruleMistake, wholeNumber } from "../../support/mistakes";
import type { Changes } from "../../support/raw";

const L = "monitoring.latency";
const FRANKFURT = `${L}.regions.eu-central-1`;

/** Measured from Frankfurt, as given. */
const from = (vantage: object = {}, others: Changes = {}): Changes => ({
  [L]: { regions: { "eu-central-1": vantage } },
  ...others,
});

const vpc = (...egressAddresses: string[]) => ({
  vpc: { id: "vpc-0123456789abcdef0", subnetIds: ["subnet-0123456789abcdef0"], egressAddresses },
});

const SOME = { "service.allowedClients": ["203.0.113.0/24", "198.51.100.7/32"] };

describe("config: the form of monitoring.latency", () => {
  const given = from();
  formMistake(`${L}.regions`, {}, "eu-central-1: {}", "name one region or more", { given });
  formMistake(`${L}.regions`, [], "eu-central-1: {}", "write names of regions", { given });
  formMistake(`${L}.regions`, "eu-central-1", "eu-central-1: {}", "give a mapping: { eu-central-1: … }", { given });
  wholeNumber(`${L}.intervalMinutes`, 1, 60, "minutes", given);
  wholeNumber(`${L}.connectMilliseconds`, 1, 5000, "milliseconds", given);
  wholeNumber(`${FRANKFURT}.handshakeMilliseconds`, 1, 5000, "milliseconds", given);
  wholeNumber(`${L}.failures`, 1, 10, "measurements", given);
  formMistake(`${L}.runtime`, "latest", "one of syn-nodejs-5.2, syn-nodejs-5.1", "a runtime that AWS supports", {
    given,
  });
  formMistake(`${L}.tls.verify`, "no", "true or false", "without quotes", { given: { ...given, [`${L}.tls`]: {} } });
});

describe("config: who measures may connect", () => {
  noMistake("everyone, from a network of AWS's own", from());
  ruleMistake("not everyone, from there", from({}, SOME), [
    `${FRANKFURT}.vpc`,
    undefined,
    "a VPC whose addresses may connect, where service.allowedClients lets not everyone in",
    "name a VPC with its NAT gateways' egressAddresses, which are in service.allowedClients",
  ]);
  noMistake("those of a VPC", from(vpc("203.0.113.77", "198.51.100.7"), SOME));
  ruleMistake("one of a VPC's addresses not", from(vpc("203.0.113.77", "198.51.100.8"), SOME), [
    `${FRANKFURT}.vpc.egressAddresses[1]`,
    "198.51.100.8",
    "addresses that may connect: those in service.allowedClients",
    "add 198.51.100.8/32 to service.allowedClients, or measure from elsewhere",
  ]);
  ruleMistake(
    "an address that the firewall drops",
    from(vpc("203.0.113.77"), { options: ["networkFirewall"], "networkFirewall.denied": ["203.0.113.64/26"] }),
    [
      `${FRANKFURT}.vpc.egressAddresses[0]`,
      "203.0.113.77",
      "addresses outside of networkFirewall.denied, which has 203.0.113.64/26",
      "measure from elsewhere",
    ],
  );
  ruleMistake("an address twice", from(vpc("203.0.113.77", "203.0.113.77")), [
    `${FRANKFURT}.vpc.egressAddresses[1]`,
    "203.0.113.77",
    "each once",
    "remove the repetition",
  ]);
});

describe("config: what is measured", () => {
  ruleMistake("nothing, where only consumers connect", { ...from(), options: ["privateLink"] }, [
    L,
    "measured",
    "nothing, where no address is published",
    "measure from a consumer's VPC",
  ]);
  const regions = Object.fromEntries(
    REGION_NAMES.map((name, index) => [
      name,
      { zones: ["a", "b", "c"].filter((zone) => zone !== "c" || name !== "ca-central-1"), cidr: `10.${index}.0.0/16` },
    ]),
  );
  ruleMistake(
    "more than a canary can be told of",
    { ...from(), regions, "service.port": 50000, "instances.types": ["m7g.medium"] },
    [L, "102 addresses and names", "as many as a canary can be told of, in 4096 bytes", "divide the stack"],
  );
});
