import { z } from "zod";
import type { FrontDoorKind } from "../../plan/options";
import { REGION_NAMES } from "../../plan/regions";
import { LOAD_NAMES } from "../../plan/traffic";
import { field, oneOf, wholeNumber } from "../fields";

const amount = (description: string, unit: string, max: number) =>
  field(z.number().min(0).max(max), {
    description,
    allowed: `a number of ${unit} from 0 to ${max}`,
    fix: `choose a value between 0 and ${max}`,
  }).optional();

/** An exabyte a month, and a million connections a second, are more than a service of this kind has. */
const MOST = { perSecond: 1_000_000, open: 1_000_000_000, gb: 1_000_000_000 } as const;

const gb = (description: string) => amount(description, "GB", MOST.gb);
const share = (what: string) => wholeNumber(`What ${what} gets, relative to the sum.`, "parts", 0, 1000).optional();

const frontDoors = z
  .strictObject({
    public: share("the public load balancer"),
    accelerator: share("the accelerator"),
    privateLink: share("PrivateLink"),
  } satisfies Record<FrontDoorKind, unknown>)
  .describe("How clients divide between the front doors that the options bring. Default: each gets the same.");

const numbers = {
  newConnectionsPerSecond: amount("New connections of clients.", "connections a second", MOST.perSecond),
  openConnections: amount("Connections of clients that are open at a time.", "connections", MOST.open),
  gbInPerMonth: gb("What clients send to the service in a month."),
  gbOutPerMonth: gb("What the service sends to clients in a month."),
  egressGbInPerMonth: gb("What the service's own connections bring in a month: images, updates, answers."),
  egressGbOutPerMonth: gb("What the service's own connections send in a month."),
  wayGbPerMonth: gb("What a region sends in a month by each of its peerings and transit gateways."),
  acrossZonesPercent: field(z.number().min(0).max(100), {
    description:
      "What of the clients' GB crosses a zone between load balancer and target. Default: all zones get the same, so two thirds of three zones with cross-zone load balancing, and nothing without.",
    allowed: "a number of percent from 0 to 100",
    fix: "choose a value between 0 and 100",
  }).optional(),
  frontDoors: frontDoors.optional(),
};

const load = oneOf("About how much it is: what is taken for numbers that are not said.", LOAD_NAMES).default("small");

/** What the service carries. It changes no resource: `npm run cost` and what is found there read it. */
export const trafficSection = z
  .strictObject({
    load,
    ...numbers,
    regions: z
      .partialRecord(z.enum(REGION_NAMES), z.strictObject(numbers))
      .default({})
      .describe("What differs in a region. Default: every region is alike."),
  })
  .describe("What each region carries, for what it costs. It changes no resource.");

/** What a consumer's stack carries: what its endpoint does. */
export const consumerTrafficSection = z
  .strictObject({ load, gbInPerMonth: numbers.gbInPerMonth, gbOutPerMonth: numbers.gbOutPerMonth })
  .describe("What goes through the endpoint, for what it costs. It changes no resource.");
