import { z } from "zod";
import { ANYWHERE_V6 } from "../../plan/cidrs";
import {
  arnOf,
  bucketName,
  field,
  flag,
  ipv6Cidr,
  oneNumberOf,
  oneOf,
  port,
  publicAddress,
  wholeNumber,
} from "../fields";

const healthCheck = z.strictObject({
  intervalSeconds: oneNumberOf(
    "Seconds between two checks.",
    { 10: "Every ten seconds.", 30: "Every half minute." },
    "choose one of the two",
  ).default(30),
  threshold: wholeNumber(
    "Checks in a row that change the state: with fewer a loss is noticed sooner, and a single lost packet may look like one.",
    "checks",
    1,
    10,
  ).default(3),
});

const LOG_PREFIX = /^[\w!.*'()-]+(\/[\w!.*'()-]+)*$/;

const prefix = () =>
  field(z.string().max(255).regex(LOG_PREFIX), {
    description: "The folder of the logs in the bucket.",
    examples: ["flow-logs"],
    allowed: "a prefix of up to 255 characters that neither begins nor ends with a slash",
    fix: "leave out the slashes at its ends",
  }).default("flow-logs");

const flowLogs = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }).describe("No flow logs of the accelerator."),
  z
    .strictObject({
      kind: z.literal("created"),
      prefix: prefix(),
      retentionDays: wholeNumber("Days that the logs are kept, which is paid for by the GB.", "days", 1, 3653).default(
        90,
      ),
    })
    .describe("A bucket made here, which the log delivery service alone may write to."),
  z
    .strictObject({
      kind: z.literal("existing"),
      prefix: prefix(),
      bucket: bucketName("A bucket that exists and lets the log delivery service write."),
    })
    .describe("A bucket that exists, with its owner's rules for how long logs are kept."),
]);

/** Source of the ranges: the typings of globalaccelerator.EndpointGroup. */
const acceleratorEndpoint = z
  .strictObject({
    arn: arnOf(
      "elasticloadbalancing",
      "loadbalancer/net/[\\w-]{1,32}/[0-9a-f]{16}",
      "A Network Load Balancer.",
      "loadbalancer/net/front-eu-west-1/0123456789abcdef",
    ),
    weight: wholeNumber(
      "Its share of the region's new connections, relative to the sum; with 0 it gets none.",
      "parts",
      0,
      255,
    ).default(128),
    preserveClientIp: flag(
      "Whether its targets see the client's address. Default: as globalAccelerator.preserveClientIp says.",
    ).optional(),
    attachmentArn: field(z.string().regex(/^arn:aws:globalaccelerator::\d{12}:attachment\/[0-9a-f-]{36}$/), {
      description: "The attachment by which another account shares it. Default: none; it is the stack's own account's.",
      examples: ["arn:aws:globalaccelerator::123456789012:attachment/01234567-89ab-cdef-0123-456789abcdef"],
      allowed: "the ARN of a cross-account attachment",
      fix: "ask its owner for the attachment's ARN",
    }).optional(),
  })
  .describe("A further load balancer.");

/** What of an accelerator belongs to a region: its endpoint group. Source of the ranges: the typings of globalaccelerator.EndpointGroup. */
export const acceleratorGroup = z.strictObject({
  dial: field(z.number().min(0).max(100), {
    description:
      "How much of the traffic of clients nearest to the region goes there, in percent; the rest goes to the other regions. Default: 100, or 0 with role: secondary.",
    allowed: "a percentage from 0 to 100",
    fix: "write the number of percent alone, such as 50",
  }).optional(),
  weight: wholeNumber(
    "The share of new connections that the stack's own load balancer gets, relative to the sum with those of endpoints.",
    "parts",
    0,
    255,
  ).default(128),
  endpoints: z
    .array(acceleratorEndpoint)
    .default([])
    .describe("Further load balancers of the region, such as another stack's while clients move over to it."),
});

/** The accelerator. The section keeps its addresses; the option puts them to use. */
export const globalAcceleratorSection = z.strictObject({
  ipAddressType: oneOf(
    "The families of the accelerator's addresses. AWS adds IPv6 to none that leads to load balancers: take the option out first, and leave the section.",
    { ipv4: "Two addresses, of IPv4.", dualstack: "Two of IPv4, and two of IPv6 beside them." },
  ).default("ipv4"),
  ownAddresses: field(z.array(publicAddress("An address of a range that you have brought to AWS.")).max(2), {
    description:
      "One or two IPv4 addresses of ranges that you have brought to AWS (BYOIP), each of a range of its own; of one, AWS adds one of its own. Another list makes another accelerator: " +
      "the addresses of the former are lost.",
    allowed: "a list of up to two items, each a public IPv4 address",
    fix: "give a list of one or two addresses, or none",
    examples: [["198.51.100.7"]],
  }).default([]),
  clientAffinity: oneOf("Whether all connections of a client go to one load balancer, for as long as they can.", {
    none: "Each connection by itself.",
    sourceIp: "All of one source address to one load balancer: many clients behind one address then load it alone.",
  }).default("none"),
  preserveClientIp: flag(
    "Whether the load balancers see the client's own address, by which service.allowedClients decides. With false they see the accelerator's: " +
      "allowedClients must then be everyone. A change may cut open connections once.",
  ).default(true),
  allowedClientsIpv6: z
    .array(ipv6Cidr("An IPv6 range that may connect."))
    .min(1)
    .optional()
    .describe(
      `With dualstack, who may connect by IPv6; to be said where service.allowedClients is not everyone. Default: everyone (${ANYWHERE_V6}).`,
    ),
  endpointPort: port(
    "The port that the load balancers behind the accelerator listen on; clients connect to service.port either way. A change is an " +
      "outage of minutes, until AWS has deployed the accelerator. Default: service.port.",
  ).optional(),
  crossZone: flag(
    "Whether those load balancers lead to targets in all zones, not only in that of the node a connection comes to. What crosses zones costs by " +
      "the GB, and two connections of a client may then collide: AWS advises against it.",
  ).default(false),
  healthCheck: healthCheck
    .prefault({})
    .describe(
      "Health checks of the endpoint groups. AWS does not go by them for load balancers, which all endpoints are here, but by the health of their " +
        "targets: see service.healthCheck.",
    ),
  flowLogs: flowLogs
    .prefault({ kind: "none" })
    .describe("Whether S3 gets flow logs of the accelerator, which AWS charges for by the GB. Default: kind: none."),
  published: field(z.string().regex(/^arn:aws:globalaccelerator::\d{12}:accelerator\/[0-9a-f-]{36}$/), {
    description:
      "The accelerator whose addresses are on others' allow lists: where the stack has another, or would make one, preview and update do nothing but " +
      "say so. Default: none.",
    examples: ["arn:aws:globalaccelerator::123456789012:accelerator/01234567-89ab-cdef-0123-456789abcdef"],
    allowed: "the ARN of an accelerator, as the output accelerator gives it",
    fix: "copy it from `pulumi stack output accelerator`",
  }).optional(),
});

export type GlobalAcceleratorConfig = z.output<typeof globalAcceleratorSection>;
