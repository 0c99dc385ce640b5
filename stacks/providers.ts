import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { getZoneIds } from "../components";
import type { AwsSettings } from "../config";
import { accountOfArn } from "../plan/arns";
import { type ZoneProvider, providerName } from "../plan/names";
import { GLOBAL_REGION } from "../plan/regions";

export interface ProviderSettings {
  tags: Record<string, string>;
  /** The only account that credentials may be of. Default: any. */
  account?: string | number;
  /** What the stack file says to the provider itself. */
  aws: AwsSettings;
}

const regions = new WeakMap<pulumi.ProviderResource, string>();

/** The region of a provider that a stack has made. */
export const regionOfProvider = (provider: pulumi.ProviderResource): string | undefined => regions.get(provider);

/** The providers of a stack, one for each region that it has anything in, and the zone ids that its account has there. */
export class Providers {
  private readonly providersByRegion = new Map<string, aws.Provider>();
  private readonly zoneIdsByRegion = new Map<string, pulumi.Output<Record<string, string>>>();

  constructor(private readonly settings: ProviderSettings) {}

  of(region: string): aws.Provider {
    return getOrCreate(this.providersByRegion, region, () => this.create(region, providerName(region)));
  }

  /** Of what is of no region, as DNS, Shield and budgets are: one of its own, so that no region's coming or going moves it to another. */
  get global(): aws.Provider {
    return getOrCreate(this.providersByRegion, "global", () => this.create(GLOBAL_REGION, "aws-global"));
  }

  /** One more of a region, for what is of no region. Nothing uses the default provider. */
  create(region: string, name: string): aws.Provider {
    return this.made(name, region, this.common());
  }

  /** One of another account, by a role there that whoever deploys may assume. No other account is taken for it. */
  assuming(name: string, region: string, roleArn: string): aws.Provider {
    const common = this.common();
    // Those before it may be encrypted, and are so in its list, too.
    const assumeRoles = pulumi.output(common.assumeRoles).apply((before = []) => [before, { roleArn }].flat());
    return this.made(name, region, {
      ...common,
      assumeRoles,
      allowedAccountIds: [accountOfArn(roleArn)],
      forbiddenAccountIds: undefined,
    });
  }

  /** Of a hosted zone in another account. */
  ofZone(which: ZoneProvider, roleArn: string): aws.Provider {
    return getOrCreate(this.providersByRegion, which, () => this.assuming(which, GLOBAL_REGION, roleArn));
  }

  private made(name: string, region: string, settings: aws.ProviderArgs): aws.Provider {
    const provider = new aws.Provider(name, {
      ...settings,
      region: region as aws.Region,
      defaultTags: { tags: this.settings.tags },
    });
    regions.set(provider, region);
    return provider;
  }

  /** What every provider has. One account that is allowed says more than others that are forbidden, and the provider takes one of the two. */
  private common(): aws.ProviderArgs {
    const { account, aws: given } = this.settings;
    const secrets = given.secrets.map((key): [string, unknown] => [
      key,
      pulumi.secret(given.settings[key as keyof typeof given.settings]),
    ]);
    const settings = { ...given.settings, ...Object.fromEntries(secrets) } as aws.ProviderArgs;
    return account === undefined
      ? settings
      : { ...settings, allowedAccountIds: [String(account)], forbiddenAccountIds: undefined };
  }

  zoneIds(region: string): pulumi.Output<Record<string, string>> {
    return getOrCreate(this.zoneIdsByRegion, region, () => getZoneIds(region, { provider: this.of(region) }));
  }
}

function getOrCreate<T>(things: Map<string, T>, key: string, make: () => T): T {
  const known = things.get(key) ?? make();
  things.set(key, known);
  return known;
}
