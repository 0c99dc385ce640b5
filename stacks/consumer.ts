import * as pulumi from "@pulumi/pulumi";
import { type ConsumedService, PrivateLinkConsumer, zoneValues } from "../components";
import type { ConsumerStackConfig, LoadedConsumer } from "../config";
import { flowLogKey } from "../config/flowLogs";
import { consumerName } from "../plan/names";
import { clientsOf, consumerZones } from "../plan/privateLink/consumers";
import { regionOfServiceName } from "../plan/privateLink/endpointService";
import { type PrivateLinkOutput, consumerOutput } from "./privateLink";
import { Providers } from "./providers";
import { readme } from "./readme";
import { stackTags } from "./tags";

/**
 * A consumer of the service, in an account of its own. Returns the stack's outputs.
 *
 * @throws pulumi.RunError where the service of another stack does not fit, before any resource is registered.
 */
export async function createConsumerStack({ config, aws }: LoadedConsumer): Promise<Record<string, unknown>> {
  const { consumer, tags, account } = config;
  const { hostname, ...service } = await consumedService(config);
  const providers = new Providers({ tags: stackTags(tags, aws), account, aws });
  const component = new PrivateLinkConsumer(
    consumerName(consumer.name),
    {
      region: consumer.region,
      vpc: consumer.vpc,
      flowLogs: config.flowLogs,
      kmsKeyArn: flowLogKey(config.flowLogs, consumer.region),
      iam: config.iam,
      zones: consumerZones(consumer),
      zoneIds: providers.zoneIds(consumer.region),
      allowedClients: clientsOf(consumer),
      ipAddressType: consumer.ipAddressType,
      dns: dnsOf(config, hostname),
      service,
    },
    { providers: [providers.of(consumer.region)] },
  );
  const host = hostname ?? component.dnsName;
  return {
    endpoint: pulumi.interpolate`tcp://${host}:${service.port}`,
    consumers: { [consumer.name]: consumerOutput(component) },
    readme: readme("consumer"),
  };
}

type KnownService = ConsumedService & { hostname?: string };

/** The service as the stack file says it, or as the outputs of its own stack do. */
async function consumedService(config: ConsumerStackConfig): Promise<KnownService> {
  const { provider, consumer } = config;
  if (provider.kind === "service") {
    const { name, zoneIds, port, alsoListens, hostname } = provider;
    const withHostname = wantsHostedZone(config) ? { hostname } : {};
    const further = Object.fromEntries(alsoListens.map((each) => [each.name, each.port]));
    const region = regionOfServiceName(name) ?? consumer.region;
    return { serviceName: name, region, zoneIds, port, further, ...withHostname };
  }
  const region = consumer.serviceRegion ?? consumer.region;
  const reference = new pulumi.StackReference("provider", { name: provider.stack });
  // Known before anything is made of it, in a preview too: what another stack says is in its state.
  const { value } = (await reference.getOutputDetails("privateLink")) as { value?: unknown };
  const output = privateLinkOutputIn(value as PrivateLinkOutputs, region, config);
  const { serviceName, zoneIds, port, alsoListens = {}, hostname } = output;
  const withHostname = wantsHostedZone(config) ? { hostname } : {};
  const further = Object.fromEntries(provider.alsoListens.map((name) => [name, alsoListens[name] ?? 0]));
  return { serviceName, region, zoneIds: zoneValues(zoneIds), port, further, ...withHostname };
}

/** Whether the consumer has a private hosted zone follows from its own file: outputs of another stack decide about no resource. */
const wantsHostedZone = ({ provider, consumer }: ConsumerStackConfig): boolean =>
  (consumer.privateDns ?? (provider.kind === "stack" || provider.hostname !== undefined ? "hostedZone" : "none")) ===
  "hostedZone";

function dnsOf(config: ConsumerStackConfig, hostname: string | undefined) {
  if (hostname !== undefined) return { kind: "hostedZone" as const, hostname };
  return { kind: config.consumer.privateDns === "service" ? ("service" as const) : ("none" as const) };
}

type PrivateLinkOutputs = Record<string, PrivateLinkOutput> | undefined;

/** What the outputs say about the region, where they fit what the consumer wants; all that does not fit is reported at once. */
function privateLinkOutputIn(
  outputs: PrivateLinkOutputs,
  region: string,
  config: ConsumerStackConfig,
): PrivateLinkOutput {
  const { stack } = config.provider as { stack: string };
  if (!outputs)
    throw new pulumi.RunError(
      `The stack ${stack} has no output privateLink: it must have option privateLink, and be deployed with it.`,
    );
  const output = outputs[region];
  if (!output)
    throw new pulumi.RunError(
      `The stack ${stack} has no PrivateLink service in ${region}, only in ${Object.keys(outputs).sort().join(", ")}: set consumer.serviceRegion.`,
    );
  const problems = mismatches(output, region, config);
  if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));
  return output;
}

const portsText = (ports: Record<string, number>): string =>
  Object.keys(ports).length === 0 ? "and none at all" : `only ${Object.keys(ports).sort().join(", ")}`;

function mismatches(output: PrivateLinkOutput, region: string, config: ConsumerStackConfig): string[] {
  const { consumer, provider } = config;
  const { stack, alsoListens } = provider as { stack: string; alsoListens: string[] };
  const unless = (holds: boolean, text: string) => (holds ? [] : [text]);
  const ports = output.alsoListens ?? {};
  return [
    ...alsoListens.flatMap((name) =>
      unless(
        name in ports,
        `The service of ${stack} has no further port ${name}, ${portsText(ports)}: leave it out of provider.alsoListens, or have its provider add it.`,
      ),
    ),
    ...unless(
      region === consumer.region || output.supportedRegions.includes(consumer.region),
      `The service of ${stack} in ${region} lets nobody in ${consumer.region} connect: have its provider add it to privateLink.supportedRegions.`,
    ),
    ...unless(
      consumer.ipAddressType === "ipv4" || output.ipAddressType === "dualstack",
      `The service of ${stack} has no IPv6: leave out consumer.ipAddressType.`,
    ),
    ...unless(
      consumer.privateDns !== "service" || output.privateDnsName !== undefined,
      `The service of ${stack} has no private DNS name: set consumer.privateDns to hostedZone or none.`,
    ),
    ...unless(
      !wantsHostedZone(config) || output.hostname !== undefined,
      `The service of ${stack} has no hostname: set consumer.privateDns to none.`,
    ),
  ];
}
