import { z } from "zod";
import { ENVIRONMENTS, ENVIRONMENT_DEFAULTS } from "../plan/environments";
import { OPTION_NAMES, type Option } from "../plan/options";
import { REGION_NAMES, ZONE_LETTERS } from "../plan/regions";
import { allocationId, arnOf, emailAddress, field, flag, ipCidr, oneOf, port, wholeNumber, zoneLetter } from "./fields";
import { NEEDS } from "./needsSchema";
import { accountSection } from "./sections/account";
import { instanceType } from "./sections/instances/machine";
import { listeningName } from "./sections/service";

const byRegion = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(REGION_NAMES), value);

const furtherPort = z.strictObject({
  name: listeningName("What the port is called."),
  port: port("The TCP port that clients connect to."),
  targetPort: port("The port that targets listen on. Default: the same.").optional(),
  tls: flag("Whether TLS ends at the load balancer on this port. Default: as on the service's own.").optional(),
});

const poolId = field(z.string().regex(/^(ipv4pool-ec2|ipam-pool)-[0-9a-f]{8,17}$/), {
  description: "A pool of public IPv4 addresses.",
  allowed: "the id of a pool: ipv4pool-ec2- or ipam-pool-, and hexadecimal digits",
  fix: "copy it from `aws ec2 describe-public-ipv4-pools` or `aws ec2 describe-ipam-pools`",
});

/** What a stack of a service says beside what its needs lead to: each key is a flag of the command and a question. */
const OF_NEW_STACK = {
  environment: oneOf(
    "What it is for. dev: two zones, one NAT gateway, short logs, deleted at will. prod: three zones, a NAT gateway in each, logs for a year, " +
      "protected.",
    ENVIRONMENTS,
  ).default("dev"),
  options: z
    .array(
      field(z.enum(OPTION_NAMES as [Option, ...Option[]]), {
        description: "An architecture.",
        allowed: `one of ${OPTION_NAMES.join(", ")}`,
        fix: "choose one of these options",
      }),
    )
    .min(1)
    .optional()
    .describe(
      `The architectures to compose: ${OPTION_NAMES.join(", ")}. Default: those that the advisor ranks first, which takes some seconds.`,
    ),
  targetPort: port("The port that your program listens on. Default: the one that clients connect to.").optional(),
  alsoListens: z.array(furtherPort).default([]).describe("Further ports of the same addresses. Default: none."),
  tls: flag("Whether clients speak TLS, which ends at the load balancer: your program gets what is inside it.").default(
    false,
  ),
  certificates: z
    .array(
      arnOf(
        "acm",
        "certificate/[\\w-]{1,64}",
        "A certificate of ACM.",
        "certificate/01234567-89ab-cdef-0123-456789abcdef",
      ),
    )
    .default([])
    .describe("With tls, the ARNs of certificates of ACM, one or more of each region. Default: none."),
  allowedClients: z
    .array(ipCidr("A range that may connect."))
    .min(1)
    .optional()
    .describe("The ranges that may connect, such as those of partners. Default: everyone."),
  zoneLetters: byRegion(z.array(zoneLetter("A zone of the region.")).min(1))
    .default({})
    .describe("The zones themselves, by region, where it matters which. Default: as many as zones says, from a on."),
  egressAddresses: byRegion(z.partialRecord(z.enum(ZONE_LETTERS), allocationId("An Elastic IP.")))
    .default({})
    .describe("Elastic IPs of yours for the service's own connections, by region and zone. Default: new ones."),
  addressPools: byRegion(poolId)
    .default({})
    .describe("The pool that new addresses come from, by region: a range of yours, or one of IPAM. Default: Amazon's."),
  instanceTypes: z
    .array(instanceType())
    .min(1)
    .optional()
    .describe("Instance types for instances and for hosts of tasks, the preferred one first. Default: t3.small."),
  userData: z
    .string()
    .min(1)
    .optional()
    .describe("The path of a script that instances run at their first start. Default: an echo server, to try it."),
  pageEmails: z
    .array(emailAddress("Who is woken."))
    .default([])
    .describe("Who is woken by an alarm, by e-mail. Default: nobody hears of it."),
  ticketEmails: z
    .array(emailAddress("Who is told."))
    .default([])
    .describe("Who is told of what can wait for a working day, and of the budget. Default: nobody hears of it."),
  account: accountSection.describe(
    "The id of the account that it is for: credentials of another one are refused. Default: any account.",
  ),
  protect: flag(
    "Whether addresses and load balancers are protected from deletion. Default: in an environment prod.",
  ).optional(),
} as const;

export type NewStackKey = keyof typeof OF_NEW_STACK;
export const NEW_STACK_KEYS = Object.keys(OF_NEW_STACK) as NewStackKey[];

const { dev, prod } = ENVIRONMENT_DEFAULTS;

/** The needs, as far as other words are due here, and the rest. */
export const newStackSchema = z.strictObject({
  ...NEEDS,
  regions: NEEDS.regions.describe("The regions to serve from; each has addresses of its own. Default: eu-west-1."),
  zones: wholeNumber(
    `How many zones of each region. Default: ${dev.zones}, or ${prod.zones} in an environment prod.`,
    "zones",
    2,
    6,
  ),
  budgetUsd: NEEDS.budgetUsd.describe(
    "What a month may cost, in US dollars: no dearer options are chosen, and whoever is told by e-mail hears when it is nearly spent. " +
      "Default: anything.",
  ),
  ...OF_NEW_STACK,
});

export const ownSchema = z.strictObject(OF_NEW_STACK);

export type OwnAnswers = z.output<typeof ownSchema>;
