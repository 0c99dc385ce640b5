import { z } from "zod";
import { ANYWHERE_V6 } from "../../plan/cidrs";
import { arnOf, bucketName, field, flag, ipv6Cidr, oneOf, port, publicAddress, wholeNumber } from "../fields";

const healthCheck = z.strictObject({
  intervalSeconds: field(z.union([z.literal(10), z.literal(30)]), {
    description: "Seconds between two checks.",
    allowed: "10 or 30",
    fix: "choose one of the two",
  }).default(30),
  threshold: wholeNumber("Checks in a row that change the state.", "checks", 1, 10).default(3),
});

const LOG_PREFIX = /^[\w!.*'()-]+(\/[\w!.*'()-]+)*$/;

const prefix = () =>
  field(z.string().max(255).regex(LOG_PREFIX), {
    description: "What the logs' keys begin with.",
    allowed: "a prefix of up to 255 characters that neither begins nor ends with a slash",
    fix: "leave out the slashes at its ends",
  }).default("flow-logs");

const flowLogs = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }).describe("No flow logs."),
  z
    .strictObject({
      kind: z.literal("created"),
      prefix: prefix(),
      retentionDays: wholeNumber("Days until logs are deleted.", "days", 1, 3653).default(90),
    })
    .describe("A bucket made here, which the log delivery service alone may write to."),
  z
    .strictObject({
      kind: z.literal("existing"),
      prefix: prefix(),
      bucket: bucketName("A bucket that exists and lets the log delivery service write."),
    })
    .describe("A bucket that exists."),
]);

/** Source of the ranges: the typings of globalaccelerator.EndpointGroup. */
const acceleratorEndpoint = z.strictObject({
  arn: arnOf("elasticloadbalancing", "loadbalancer/net/[\\w-]{1,32}/[0-9a-f]{16}", "A Network Load Balancer."),
  weight: wholeNumber("Its share of the group's connections, relative to the sum.", "parts", 0, 255).default(128),
  preserveClientIp: flag(
    "Whether its targets see the client's address. Default: as globalAccelerator says.",
  ).optional(),
  attachmentArn: field(z.string().regex(/^arn:aws:globalaccelerator::\d{12}:attachment\/[0-9a-f-]{36}$/), {
    description: "What lets this account use it, where it is another account's.",
    allowed: "the ARN of a cross-account attachment",
    fix: "ask its owner for the attachment's ARN",
  }).optional(),
});

/** What of an accelerator belongs to a region: its endpoint group. Source of the ranges: the typings of globalaccelerator.EndpointGroup. */
export const acceleratorGroup = z.strictObject({
  dial: field(z.number().min(0).max(100), {
    description:
      "How much of the traffic that this region is nearest to it gets. What it does not get goes to the others. Default: 100, or 0 with role: secondary.",
    allowed: "a percentage from 0 to 100",
    fix: "write the number of percent alone, such as 50",
  }).optional(),
  weight: wholeNumber(
    "The share of the region's own load balancer, relative to the sum with its endpoints.",
    "parts",
    0,
    255,
  ).default(128),
  endpoints: z
    .array(acceleratorEndpoint)
    .default([])
    .describe("Further load balancers of the region, such as another stack's in a blue-green move."),
});

/** The accelerator. The section keeps its addresses; the option puts them to use. */
export const globalAcceleratorSection = z.strictObject({
  ipAddressType: oneOf("Whether the accelerator has two IPv4 addresses, or two IPv6 ones beside them.", [
    "ipv4",
    "dualstack",
  ]).default("ipv4"),
  ownAddresses: field(z.array(publicAddress("An address of a range that you have brought to AWS.")).max(2), {
    description:
      "IPv4 addresses of your own range (BYOIP) for the accelerator, one or two. Others make another accelerator.",
    allowed: "a list of up to two items, each a public IPv4 address",
    fix: "give a list of one or two addresses, or none",
  }).default([]),
  clientAffinity: oneOf("Whether connections of a client go to the same load balancer where they can.", [
    "none",
    "sourceIp",
  ]).default("none"),
  preserveClientIp: flag(
    "Whether the load balancers see the address of the client or one of the accelerator's.",
  ).default(true),
  allowedClientsIpv6: z
    .array(ipv6Cidr("An IPv6 range that may connect."))
    .min(1)
    .optional()
    .describe(
      `With dualstack, who may connect by IPv6. Default: everyone (${ANYWHERE_V6}), where everyone may by IPv4.`,
    ),
  endpointPort: port(
    "The port that the accelerator's load balancers listen on. Clients connect to the service port either way. Default: that.",
  ).optional(),
  crossZone: flag("Whether each zone's node of those load balancers reaches the targets of all zones.").default(false),
  healthCheck: healthCheck
    .prefault({})
    .describe(
      "Health checks of the endpoint groups. Of load balancers, AWS takes the health of their targets instead.",
    ),
  flowLogs: flowLogs.prefault({ kind: "none" }).describe("Flow logs of the accelerator, in S3. Default: none."),
  published: field(z.string().regex(/^arn:aws:globalaccelerator::\d{12}:accelerator\/[0-9a-f-]{36}$/), {
    description:
      "The accelerator whose addresses are on others' allow lists: nothing is done where the stack has another.",
    allowed: "the ARN of an accelerator, as the output accelerator gives it",
    fix: "copy it from `pulumi stack output accelerator`",
  }).optional(),
});

export type GlobalAcceleratorConfig = z.output<typeof globalAcceleratorSection>;
