import type { StackConfigText } from "../../analysis/advice/stackConfig";
import type { NewConsumer } from "../../config/newConsumer";
import { CONSUMER_SECTIONS } from "../../config/sections/consumerStack";
import { withoutDefaults } from "./withoutDefaults";

/** The port that a service has where nothing else is said. */
const PORT = 5000;

/** What the file of a new consumer's stack says. */
export function consumerConfig(answers: NewConsumer): StackConfigText {
  const { account } = answers;
  const whole = {
    kind: "consumer",
    provider: provider(answers),
    consumer: {
      name: answers.consumer,
      region: answers.region,
      vpc: vpc(answers),
      allowedClients: answers.allowedClients,
    },
    account: account === undefined ? undefined : String(account).padStart(12, "0"),
  } satisfies Partial<Record<keyof typeof CONSUMER_SECTIONS, unknown>>;
  return withoutDefaults(JSON.parse(JSON.stringify(whole)) as StackConfigText, CONSUMER_SECTIONS);
}

const provider = ({ serviceStack, serviceName, serviceZoneIds, port, hostname }: NewConsumer): object =>
  serviceStack === undefined
    ? { kind: "service", name: serviceName, zoneIds: serviceZoneIds, port: port ?? PORT, hostname }
    : { kind: "stack", stack: serviceStack };

const vpc = ({ existingVpc, vpcCidr, consumerZones }: NewConsumer): object =>
  existingVpc
    ? { kind: "existing", id: existingVpc.id, cidr: vpcCidr, subnets: existingVpc.subnets }
    : { kind: "created", cidr: vpcCidr, zones: consumerZones };
