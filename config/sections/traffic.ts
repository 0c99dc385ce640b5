import { z } from "zod";
import type { FrontDoorKind } from "../../plan/options";
import { LOADS, type Load } from "../../plan/traffic";
import { byRegion, field, oneOf, wholeNumber } from "../fields";
import { NUMBER_ALONE } from "../form/valueFixes";

const amount = (description: string, unit: string, max: number, otherwise: string) =>
  field(z.number().min(0).max(max), {
    description: `${description} Default: ${otherwise}.`,
    allowed: `a number of ${unit} from 0 to ${max}`,
    fix: NUMBER_ALONE,
  }).optional();

/** An exabyte a month, and a million connections a second, are more than a service of this kind has. */
const MOST = { perSecond: 1_000_000, open: 1_000_000_000, gb: 1_000_000_000 } as const;

const share = (what: string) =>
  wholeNumber(
    `What ${what} gets of new connections and GB, relative to the sum of those that the options bring. Default: as much as the others.`,
    "parts",
    0,
    1000,
  ).optional();

/** Of all regions, or of one: what is not said of one is as of all. */
function numbersOf(otherwise: { number: string; acrossZones: string; frontDoors: string }) {
  const gb = (description: string) => amount(description, "GB", MOST.gb, otherwise.number);
  return {
    newConnectionsPerSecond: amount(
      "New connections of clients in a second, on average.",
      "connections a second",
      MOST.perSecond,
      otherwise.number,
    ),
    openConnections: amount(
      "Connections of clients that are open at the same time, on average.",
      "connections",
      MOST.open,
      otherwise.number,
    ),
    gbInPerMonth: gb("GB that clients send to the service in a month."),
    gbOutPerMonth: gb("GB that the service sends to clients in a month, which AWS charges for."),
    egressGbInPerMonth: gb("GB that the service's own connections bring in a month: images, updates, answers."),
    egressGbOutPerMonth: gb("GB that the service's own connections send in a month."),
    wayGbPerMonth: gb("GB that a region sends in a month by each of its peerings and transit gateways."),
    acrossZonesPercent: field(z.number().min(0).max(100), {
      description: `Percent of the clients' GB that goes to a target in another zone than the load balancer's node. Default: ${otherwise.acrossZones}.`,
      allowed: "a number of percent from 0 to 100",
      fix: NUMBER_ALONE,
    }).optional(),
    frontDoors: z
      .strictObject({
        public: share("the public load balancer"),
        accelerator: share("the accelerator"),
        privateLink: share("PrivateLink"),
      } satisfies Record<FrontDoorKind, unknown>)
      .optional()
      .describe(`How clients divide between the front doors that the options bring. Default: ${otherwise.frontDoors}.`),
  };
}

const ofAll = numbersOf({
  number: "what load says",
  acrossZones: "(n - 1) / n of n zones with crossZone, nothing without",
  frontDoors: "each gets the same",
});

const AS_OF_ALL = "as of all regions";
const ofOne = numbersOf({ number: AS_OF_ALL, acrossZones: AS_OF_ALL, frontDoors: AS_OF_ALL });

/** Each load in its numbers. Source: plan/traffic.ts */
const LOAD_MEANINGS = Object.fromEntries(
  Object.entries(LOADS).map(([name, { openConnections, ...each }]) => [
    name,
    `${each.newConnectionsPerSecond} new connections a second, ${openConnections} open ones; a month ${each.gbInPerMonth} GB in and ` +
      `${each.gbOutPerMonth} out, of the service's own connections ${each.egressGbInPerMonth} in and ${each.egressGbOutPerMonth} out.`,
  ]),
) as Record<Load, string>;

const load = oneOf(
  "How much it is, about, in each region: what is taken for numbers that are not said.",
  LOAD_MEANINGS,
).default("small");

/** What the service carries. It changes no resource: `npm run cost` and what is found there read it. */
export const trafficSection = z
  .strictObject({
    load,
    ...ofAll,
    regions: byRegion(z.strictObject(ofOne).describe("What that region carries, where it is not as the others."))
      .default({})
      .describe(
        "What differs in a region, also one that only waits for another to fail. Default: none: every region is alike.",
      ),
  })
  .describe("What each region carries, by which npm run cost and its findings count. It changes no resource.");

/** What a consumer's stack carries: what its endpoint does. */
export const consumerTrafficSection = z
  .strictObject({ load, gbInPerMonth: ofAll.gbInPerMonth, gbOutPerMonth: ofAll.gbOutPerMonth })
  .describe("What goes through the endpoint, by which npm run cost counts. It changes no resource.");
