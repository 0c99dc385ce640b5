import { z } from "zod";
import { LOCATION_PATTERN } from "../../../plan/dns/geolocations";
import { DEFAULT_WEIGHT } from "../../../plan/dns/routing";
import { field, wholeNumber } from "../../fields";

/** Source: the typings of route53.Record, and docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geoproximity.html */
export const dns = z.strictObject({
  weight: wholeNumber(
    `With dns.routing: weighted, the region's share of answers, relative to the sum; with 0 it gets one only while no other is healthy. Default: ${DEFAULT_WEIGHT}.`,
    "shares",
    0,
    255,
  ).optional(),
  locations: z
    .array(
      field(z.string().regex(LOCATION_PATTERN), {
        description: "A continent, a country, a state of the US, or * for all others.",
        examples: ["europe", "DE", "US-NY", "*"],
        allowed:
          "* for everywhere else, a continent in words such as europe, a country's code such as DE, or US- and a state's",
        fix: "write a continent in words, as AF, AS, NA and SA are countries, too",
      }),
    )
    .min(1)
    .optional()
    .describe(
      "With dns.routing: geolocation, where the clients are that get the region. Default: none; it must be set then.",
    ),
  bias: wholeNumber(
    "With dns.routing: geoproximity, the bias in percent: above 0 the region takes clients from its neighbours, below 0 it leaves them some. Default: 0.",
    "percent",
    -99,
    99,
  ).optional(),
});
