import { SECRET } from "./mistakes";
import { AWS_KEY, AWS_SETTINGS, type AwsConfig } from "./sections/aws";
import { decodeValue } from "./valueEncoding";

/** What the stack file says to the provider, each provider of the stack: `aws:profile` and the like. */
export interface AwsSettings {
  /** By name. Those that were encrypted as a whole are text offline. */
  settings: Omit<AwsConfig, "region">;
  /** Names of those that came encrypted, and must stay so in the state. */
  secrets: readonly string[];
}

/** The settings as the file has them, and those of which only the engine knows what they are. */
interface RawAwsSettings {
  /** Undefined where there are none. */
  raw: Record<string, unknown> | undefined;
  hidden: Record<string, string>;
}

/** @param config everything that the engine hands over, by namespaced key. */
export function rawAwsSettings(config: Readonly<Record<string, string>>): RawAwsSettings {
  const all = Object.entries(config)
    .filter(([key]) => key.startsWith(AWS_KEY))
    .map(([key, text]): [string, string] => [key.slice(AWS_KEY.length), text]);
  const isHidden = ([key, text]: [string, string]) => key in AWS_SETTINGS && text.startsWith(`${SECRET} `);
  const known = all.filter((each) => !isHidden(each)).map(([key, text]) => [key, settingOf(key, text)] as const);
  return {
    raw: all.length === 0 ? undefined : Object.fromEntries(known),
    hidden: Object.fromEntries(all.filter(isHidden)),
  };
}

/** A profile that is called 123456 is text, and a lone value of digits comes as a number to whom it is one. */
function settingOf(key: string, text: string): unknown {
  const decoded = decodeValue(text);
  const schema = AWS_SETTINGS[key];
  const takes = (value: unknown) => schema === undefined || schema.safeParse(value).success;
  return !takes(decoded) && takes(text) ? text : decoded;
}

/** What of the provider's settings does nothing, or less than it says, in words. */
export function awsWarnings(settings: AwsConfig | undefined, tags: Readonly<Record<string, string>>): string[] {
  if (!settings) return [];
  const overridden = Object.entries(settings.defaultTags?.tags ?? {}).filter(
    ([key, value]) => tags[key] !== undefined && tags[key] !== value,
  );
  return [
    ...(settings.region === undefined
      ? []
      : [
          `aws:region is not used: ha-tcp:regions says where the stack is, and each provider has the region of what it makes.`,
        ]),
    ...overridden.map(
      ([key, value]) => `aws:defaultTags says ${key}: ${value}; the stack's own ${key}: ${tags[key] ?? ""} wins.`,
    ),
  ];
}
