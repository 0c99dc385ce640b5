/*
 * Where a client may be, as Route 53 knows places. Continents are written out: AF, AS, NA and SA are codes of countries, too.
 * Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-geo.html
 */

/** Continents by their words, with Route 53's codes of them. */
export const CONTINENTS = {
  africa: "AF",
  antarctica: "AN",
  asia: "AS",
  europe: "EU",
  "north-america": "NA",
  oceania: "OC",
  "south-america": "SA",
} as const;

/** The countries that Route 53 has on each continent, by their ISO 3166-1 codes. It has no data of BV, CX, EH and HM. */
const COUNTRIES =
  "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH " +
  "SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW " +
  "AQ GS TF " +
  "AE AF AM AZ BD BH BN BT CC CN GE HK ID IL IN IO IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS QA SA SG " +
  "SY TH TJ TM TW UZ VN YE " +
  "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT " +
  "RO RS RU SE SI SJ SK SM TR UA VA XK " +
  "AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM PR SV SX TC TT US VC VG VI " +
  "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TL TO TV UM VU WF WS " +
  "AR BO BR CL CO EC FK GF GY PE PY SR UY VE";

/** The states of the United States, and the District of Columbia; territories are countries of their own to Route 53. */
const STATES =
  "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD " +
  "TN TX UT VA VT WA WI WV WY";

/** Everywhere that no other location takes. */
export const EVERYWHERE = "*";

/** All that may stand for a location: `*`, `europe`, `DE`, `US-CA`. */
export const LOCATIONS: readonly string[] = [
  EVERYWHERE,
  ...Object.keys(CONTINENTS),
  ...COUNTRIES.split(" "),
  ...STATES.split(" ").map((state) => `US-${state}`),
];

/** What a location looks like, known or not. */
export const LOCATION_PATTERN = new RegExp(`^(\\*|${Object.keys(CONTINENTS).join("|")}|[A-Z]{2}|US-[A-Z]{2})$`);

/** A location as Route 53 takes it. */
export interface Geolocation {
  continent?: string;
  country?: string;
  subdivision?: string;
}

export function geolocation(location: string): Geolocation {
  if (Object.hasOwn(CONTINENTS, location)) return { continent: CONTINENTS[location as keyof typeof CONTINENTS] };
  const [country = "", subdivision] = location.split("-");
  return { country, ...(subdivision !== undefined && { subdivision }) };
}

/** A location as part of a name: `default`, `europe`, `de`, `us-ca`. */
export const locationKey = (location: string): string => (location === EVERYWHERE ? "default" : location.toLowerCase());
