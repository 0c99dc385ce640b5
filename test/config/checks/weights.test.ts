import { type Expected, mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";
import type { Changes } from "../../support/raw";

describe("config: rules of weights", () => {
  const both = (weights?: Changes): Changes => ({ options: ["nlb", "ecs"], weights });
  ruleMistake("two backends without weights", both(), [
    "weights",
    undefined,
    "a weight for each of instances and tasks",
    "begin with weights: { instances: 100, tasks: 0 }",
  ]);
  const missing = (backend: string): Expected => [
    `weights.${backend}`,
    undefined,
    "a weight for each backend",
    "add it; 0 keeps the backend warm and sends it nothing",
  ];
  ruleMistake("a weight for the instances alone", both({ instances: 100 }), missing("tasks"));
  ruleMistake("a weight for the tasks alone", both({ tasks: 100 }), missing("instances"));
  ruleMistake("no weight for either", both({}), missing("instances"), missing("tasks"));
  const stranger = (backend: string, options: string, backends: string): Expected => [
    `weights.${backend}`,
    1,
    `the backends of options [${options}]: ${backends}`,
    `remove it, or add ${backend === "tasks" ? "ecs" : "nlb"} to options`,
  ];
  ruleMistake(
    "a weight for tasks that are not there",
    { weights: { instances: 1, tasks: 1 } },
    stranger("tasks", "nlb", "instances"),
  );
  ruleMistake(
    "a weight for instances that are not there",
    { options: ["ecs"], weights: { instances: 1, tasks: 1 } },
    stranger("instances", "ecs", "tasks"),
  );
  mistakesAt("a weight for another backend than the one that is there", { weights: { tasks: 1 } }, [
    "weights.tasks",
    "weights.instances",
  ]);
  const nothing = (weights: Changes): Expected => [
    "weights",
    weights,
    "weights of which one is more than 0",
    "give the backend that is to serve 100",
  ];
  ruleMistake("weights of nothing", both({ instances: 0, tasks: 0 }), nothing({ instances: 0, tasks: 0 }));
  ruleMistake("one weight of nothing", { weights: { instances: 0 } }, nothing({ instances: 0 }));
  noMistake("a backend that is kept warm", both({ instances: 100, tasks: 0 }));
  noMistake("the least share", both({ instances: 0, tasks: 1 }));
  noMistake("a weight for the one backend", { weights: { instances: 7 } });
  noMistake("no weights for one backend", { options: ["ecs"] });
});

describe("config: rules of published addresses", () => {
  const ID = "eipalloc-0fedcba9876543210";
  const R = "regions.eu-west-1";
  const entry = (zone: string, more: Changes = {}): Changes => ({
    region: "eu-west-1",
    zone,
    allocationId: ID,
    ...more,
  });
  const published = (...entries: Changes[]): Changes => ({ published: entries });
  const egress = { for: "egress" };

  ruleMistake("an address of a region that is gone", published(entry("a", { region: "eu-west-2" })), [
    "published[0]",
    `${ID} in eu-west-2`,
    "without the region, this one would be released",
    "keep eu-west-2 under regions, or remove the entry",
  ]);
  const gone = (zone: string, list: string): Expected => [
    "published[0]",
    `${ID} in eu-west-1${zone}`,
    "without the zone, this one would be released",
    `add ${zone} to regions.eu-west-1.${list}, or remove the entry`,
  ];
  ruleMistake("an address of a zone that is gone", published(entry("d")), gone("d", "parkedAddresses"));
  ruleMistake(
    "an address of a NAT gateway whose zone is gone",
    published(entry("d", egress)),
    gone("d", "parkedEgressAddresses"),
  );
  ruleMistake(
    "an address of a NAT gateway that is gone",
    { ...published(entry("b", egress)), [`${R}.nat`]: "single" },
    gone("b", "parkedEgressAddresses"),
  );
  ruleMistake(
    "an address of a NAT gateway where there is none any more",
    { ...published(entry("a", egress)), [`${R}.nat`]: "none" },
    gone("a", "parkedEgressAddresses"),
  );
  ruleMistake(
    "a parked address of the other purpose",
    { ...published(entry("d")), [`${R}.parkedEgressAddresses`]: ["d"] },
    gone("d", "parkedAddresses"),
  );

  noMistake("an address of each zone and purpose that there is", {
    ...published(entry("a"), entry("c", { ...egress, allocationId: "eipalloc-01234567" })),
  });
  noMistake("a parked address", { ...published(entry("d")), [`${R}.parkedAddresses`]: ["d"] });
  noMistake("a parked address of a NAT gateway that is gone", {
    ...published(entry("b", egress)),
    [`${R}.nat`]: "none",
    [`${R}.parkedEgressAddresses`]: ["b"],
  });
  noMistake("the address of the zone of the one NAT gateway", {
    ...published(entry("c", egress)),
    [`${R}.nat`]: "single",
    [`${R}.natZone`]: "c",
  });

  const named = (key: string): Expected => [
    "published[0].allocationId",
    ID,
    `eipalloc-01234567, the address that regions.eu-west-1.${key}.b names`,
    "name the published address there, or correct the entry",
  ];
  const other = { b: "eipalloc-01234567" };
  ruleMistake(
    "an address where another of one's own is named",
    { ...published(entry("b")), [`${R}.addresses`]: other },
    named("addresses"),
  );
  ruleMistake(
    "an address of a NAT gateway where another of one's own is named",
    { ...published(entry("b", egress)), [`${R}.egressAddresses`]: other },
    named("egressAddresses"),
  );
  noMistake("an address of one's own that is named", { ...published(entry("b")), [`${R}.addresses`]: { b: ID } });
  noMistake("an address of one's own in another zone, and of the other purpose", {
    ...published(entry("b")),
    [`${R}.addresses`]: { a: "eipalloc-01234567" },
    [`${R}.egressAddresses`]: { b: "eipalloc-76543210" },
  });

  mistakesAt("a zone twice", published(entry("a"), entry("a", { allocationId: "eipalloc-01234567" })), [
    "published[1]",
  ]);
  ruleMistake("an address twice", published(entry("a"), entry("b")), [
    "published[1]",
    ID,
    "each address once",
    "remove the repetition",
  ]);
  noMistake(
    "a zone once for clients and once for egress",
    published(entry("a"), entry("a", { ...egress, allocationId: "eipalloc-01234567" })),
  );
});
