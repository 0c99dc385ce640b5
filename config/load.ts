import * as pulumi from "@pulumi/pulumi";
import { closestWord } from "../plan/closestWord";
import { type AwsSettings, rawAwsSettings } from "./awsSettings";
import { type Mistake, SECRET } from "./mistakes";
import { MistakesError } from "./mistakesError";
import { isConfigSecret } from "./pulumiRuntime";
import { NAMESPACE, SERVICE_SECTIONS, type StackConfig } from "./schema";
import { AWS_KEY } from "./sections/aws";
import { CONSUMER_SECTIONS, type ConsumerStackConfig } from "./sections/consumerStack";
import { type Validation, stackKindOf, validate, validateConsumer } from "./validate";
import { decodeValue } from "./valueEncoding";

export interface LoadedService {
  kind: "service";
  config: StackConfig;
  /** The sections that came encrypted, and must stay so in the state: those with user data and environment variables. */
  secretSections: readonly string[];
  aws: AwsSettings;
}

export interface LoadedConsumer {
  kind: "consumer";
  config: ConsumerStackConfig;
  aws: AwsSettings;
}

export type LoadedConfig = LoadedService | LoadedConsumer;

/**
 * Reads the stack's config from the engine, or from whoever stands in for it.
 *
 * @throws pulumi.RunError with all mistakes, before any resource is registered. The engine prints its message alone.
 */
export function loadConfig(): LoadedConfig {
  const given = pulumi.runtime.allConfig();
  const { values, misspelt } = ownKeys(given);
  const all = Object.fromEntries(values.map(([key, value]) => [key.slice(NAMESPACE.length + 1), decodeValue(value)]));
  const secretKeys = values.filter(([key]) => isConfigSecret(key)).map(([key]) => key.slice(NAMESPACE.length + 1));
  const own = withoutForeignSecrets(all, secretKeys);
  const { raw: ofAws, hidden } = rawAwsSettings(given);
  const raw = ofAws ? { ...own, [AWS_KEY]: ofAws } : own;
  const awsSecrets = Object.keys(given).filter((key) => key.startsWith(AWS_KEY) && isConfigSecret(key));
  const secrets = [...secretKeys.filter((key) => key in raw), ...awsSecrets];
  const aws = (config: StackConfig | ConsumerStackConfig): AwsSettings => ({
    settings: { ...config[AWS_KEY], ...hidden },
    secrets: awsSecrets.map((key) => key.slice(AWS_KEY.length)),
  });
  if (stackKindOf(raw) === "consumer") {
    const config = configOrThrow(validateConsumer(raw, secrets), misspelt);
    return { kind: "consumer", config, aws: aws(config) };
  }
  const config = configOrThrow(validate(raw, secrets), misspelt);
  return { kind: "service", config, secretSections: secretKeys, aws: aws(config) };
}

function configOrThrow<C>(result: Validation<C>, misspelt: readonly Mistake[]): C {
  const asWritten = ({ path, ...rest }: Mistake): Mistake => {
    const writtenSo = misspelt.find(({ path: [, name] }) => name === path[0]);
    return { ...rest, path: writtenSo ? [...writtenSo.path, ...path.slice(1)] : path };
  };
  const mistakes = [...misspelt, ...(result.mistakes ?? []).map(asWritten)];
  if (result.mistakes || mistakes.length > 0) throw new MistakesError(pulumi.getStack(), mistakes);
  return result.config;
}

/** Keys by their namespaced names, with those whose namespace is ours misspelt: else each would be missing, and none say why. */
function ownKeys(given: Readonly<Record<string, string>>): { values: [string, string][]; misspelt: Mistake[] } {
  const values = Object.entries(given).filter(([key]) => key.startsWith(`${NAMESPACE}:`));
  const misspelt: Mistake[] = [];
  for (const [key, value] of Object.entries(given)) {
    const [namespace = "", name = ""] = key.split(/:(.*)/s);
    if (namespace === NAMESPACE || closestWord(namespace, [NAMESPACE]) === undefined) continue;
    const meant = `${NAMESPACE}:${name}`;
    misspelt.push({
      path: [`${namespace}:`, name],
      value: isConfigSecret(key) ? SECRET : decodeValue(value),
      allowed: `keys of the namespace ${NAMESPACE}, which is the project's name`,
      fix: meant in given ? "remove it: the stack file has the key already" : `write ${meant}`,
    });
    if (!(meant in given)) values.push([meant, value]);
  }
  return { values, misspelt };
}

/**
 * A secret under a name that is not ours is no mistake: tools that work on a stack keep tokens there, and none of our settings
 * can be encrypted as a whole. It is left alone, and named in a warning, as a misspelt key would be.
 */
function withoutForeignSecrets(all: Record<string, unknown>, secretKeys: readonly string[]): Record<string, unknown> {
  const foreign = new Set(secretKeys.filter((key) => !(key in SERVICE_SECTIONS) && !(key in CONSUMER_SECTIONS)));
  for (const key of foreign) void pulumi.log.warn(`${NAMESPACE}:${key} is a secret that this program does not read.`);
  return Object.fromEntries(Object.entries(all).filter(([key]) => !foreign.has(key)));
}
