import { formMistake, noMistake, ruleMistake, wholeNumber } from "../../support/mistakes";

describe("config: quotas", () => {
  const given = { quotas: { raise: ["elasticIps", "vpcs"] } };
  formMistake(
    "quotas.raise",
    "elasticIps",
    "a list, each one of elasticIps, vpcs, addressesPerNatGateway",
    "give a list",
  );
  formMistake("quotas.raise[0]", "elasticIPs", "one of elasticIps, vpcs, addressesPerNatGateway", "write elasticIps", {
    given,
  });
  wholeNumber("quotas.beside.elasticIps", 0, 1000, "Elastic IPs", given);
  wholeNumber("quotas.beside.vpcs", 0, 1000, "VPCs", given);
  ruleMistake("a quota twice", { "quotas.raise": ["vpcs", "vpcs"] }, [
    "quotas.raise[1]",
    "vpcs",
    "each quota once",
    "remove the repetition",
  ]);
  ruleMistake(
    "what counts against a quota that is not asked for",
    { quotas: { raise: ["vpcs"], beside: { elasticIps: 2, vpcs: 0 } } },
    [
      "quotas.beside.elasticIps",
      2,
      "nothing, unless elasticIps is one of quotas.raise",
      "remove it, or set quotas.raise: [vpcs, elasticIps]",
    ],
  );
  noMistake("both quotas, with what else counts", { quotas: { ...given.quotas, beside: { elasticIps: 2, vpcs: 4 } } });
});
