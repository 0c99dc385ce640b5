import { z } from "zod";
import type { FrontDoorKind } from "../../plan/options";
import { LOADS, type Load } from "../../plan/traffic";
import { byRegion, field, oneOf, wholeNumber } from "../fields";
import { NUMBER_ALONE } from "../form/valueFixes";

const amount = (description: string, unit: string, max: number) =>
  field(z.number().min(0).max(max), {
    description: `${description} Default: what load says.`,
    allowed: `a number of ${unit} from 0 to ${max}`,
    fix: NUMBER_ALONE,
  }).optional();

/** An exabyte a month, and a million connections a second, are more than a service of this kind has. */
const MOST = { perSecond: 1_000_000, open: 1_000_000_000, gb: 1_000_000_000 } as const;

const gb = (description: string) => amount(description, "GB", MOST.gb);
const share = (what: string) =>
  wholeNumber(
    `What ${what} gets of new connections and GB, relative to the sum. Default: as much as each other.`,
    "parts",
    0,
    1000,
  ).optional();

const frontDoors = z
  .strictObject({
    public: share("the public load balancer"),
    accelerator: share("the accelerator"),
    privateLink: share("PrivateLink"),
  } satisfies Record<FrontDoorKind, unknown>)
  .describe("How clients divide between the front doors that the options bring. Default: each gets the same.");

const numbers = {
  newConnectionsPerSecond: amount(
    "New connections of clients in a second, on average.",
    "connections a second",
    MOST.perSecond,
  ),
  openConnections: amount("Connections of clients that are open at a time, on average.", "connections", MOST.open),
  gbInPerMonth: gb("GB that clients send to the service in a month."),
  gbOutPerMonth: gb("GB that the service sends to clients in a month, which AWS charges for."),
  egressGbInPerMonth: gb("GB that the service's own connections bring in a month: images, updates, answers."),
  egressGbOutPerMonth: gb("GB that the service's own connections send in a month."),
  wayGbPerMonth: gb("GB that a region sends in a month by each of its peerings and transit gateways."),
  acrossZonesPercent: field(z.number().min(0).max(100), {
    description:
      "Percent of the clients' GB that crosses a zone between load balancer and target. Default: all zones get the same, so two thirds of three zones with cross-zone load balancing, and nothing without.",
    allowed: "a number of percent from 0 to 100",
    fix: NUMBER_ALONE,
  }).optional(),
  frontDoors: frontDoors.optional(),
};

/** Each load in its numbers. Source: plan/traffic.ts */
const LOAD_MEANINGS = Object.fromEntries(
  Object.entries(LOADS).map(([name, { newConnectionsPerSecond, gbInPerMonth, gbOutPerMonth }]) => [
    name,
    `In each region ${newConnectionsPerSecond} new connections a second, ${gbInPerMonth} GB in and ${gbOutPerMonth} GB out a month.`,
  ]),
) as Record<Load, string>;

const load = oneOf("About how much it is: what is taken for numbers that are not said.", LOAD_MEANINGS).default(
  "small",
);

/** What the service carries. It changes no resource: `npm run cost` and what is found there read it. */
export const trafficSection = z
  .strictObject({
    load,
    ...numbers,
    regions: byRegion(z.strictObject(numbers).describe("What that region carries, where it is not as the others."))
      .default({})
      .describe("What differs in a region. Default: none: every region is alike."),
  })
  .describe("What each region carries, for what it costs. It changes no resource.");

/** What a consumer's stack carries: what its endpoint does. */
export const consumerTrafficSection = z
  .strictObject({ load, gbInPerMonth: numbers.gbInPerMonth, gbOutPerMonth: numbers.gbOutPerMonth })
  .describe("What goes through the endpoint, for what it costs. It changes no resource.");
