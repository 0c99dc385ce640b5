import { formMistake, noMistake, ruleMistake } from "../../support/mistakes";

describe("config: traffic", () => {
  formMistake("traffic.load", "smal", "one of small, medium, large", "write small");
  formMistake("traffic.newConnectionsPerSecond", -1, "from 0 to 1000000", "write 0 or more");
  formMistake("traffic.openConnections", 2e9, "from 0 to 1000000000", "write 1000000000 or less");
  formMistake("traffic.gbOutPerMonth", "10", "a number of GB from 0 to 1000000000", "write 10, the number alone");
  formMistake("traffic.acrossZonesPercent", 101, "a number of percent from 0 to 100", "write 100 or less");
  formMistake("traffic.frontDoors.public", 1001, "a whole number of parts from 0 to 1000", "write 1000 or less");
  formMistake("traffic.gbOut", 5, "the keys load, newConnectionsPerSecond", "remove it");

  ruleMistake(
    "numbers of a region that the stack is not in",
    { traffic: { regions: { "us-east-1": { openConnections: 5 } } } },
    ["traffic.regions.us-east-1", { openConnections: 5 }, "the regions eu-west-1", "add the region"],
  );
  ruleMistake(
    "a share of a front door that the options do not bring",
    { traffic: { frontDoors: { public: 1, accelerator: 1 } } },
    ["traffic.frontDoors.accelerator", 1, "the front doors of the options: public", "add globalAccelerator to options"],
  );
  ruleMistake("shares of nothing", { traffic: { regions: { "eu-west-1": { frontDoors: { public: 0 } } } } }, [
    "traffic.regions.eu-west-1.frontDoors",
    { public: 0 },
    "shares of which one is more than 0",
    "give a front door a share",
  ]);
  ruleMistake("traffic by a way that no region has", { traffic: { wayGbPerMonth: 5 } }, [
    "traffic.wayGbPerMonth",
    5,
    "0, as no region has peerings or transitGateways",
    "remove it",
  ]);
  ruleMistake(
    "GB across zones without cross-zone load balancing",
    { "service.crossZone": false, traffic: { regions: { "eu-west-1": { acrossZonesPercent: 5 } } } },
    [
      "traffic.regions.eu-west-1.acrossZonesPercent",
      5,
      "0, as no load balancer reaches the targets of other zones",
      "set service.crossZone: true",
    ],
  );
  noMistake("numbers of a region, beside those of all", {
    traffic: {
      load: "large",
      gbInPerMonth: 0,
      regions: { "eu-west-1": { gbInPerMonth: 2.5, frontDoors: { public: 3 } } },
    },
  });
});
