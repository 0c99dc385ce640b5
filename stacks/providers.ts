import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { getZoneIds } from "../components";
import { accountOfArn } from "../plan/arns";
import { type ZoneProvider, providerName } from "../plan/names";
import { GLOBAL_REGION } from "../plan/regions";

export interface ProviderSettings {
  tags: Record<string, string>;
  /** The only account that credentials may be of. Default: any. */
  account?: string | number;
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
    const { tags, account } = this.settings;
    const provider = new aws.Provider(name, {
      region: region as aws.Region,
      defaultTags: { tags },
      ...(account !== undefined && { allowedAccountIds: [String(account)] }),
    });
    regions.set(provider, region);
    return provider;
  }

  /** One of another account, by a role there. */
  assuming(
    name: string,
    region: string,
    { assumeRoleArn, account }: { assumeRoleArn?: string; account?: string | number },
  ): aws.Provider {
    return new aws.Provider(name, {
      region: region as aws.Region,
      defaultTags: { tags: this.settings.tags },
      assumeRoles: [{ roleArn: assumeRoleArn }],
      ...(account !== undefined && { allowedAccountIds: [String(account)] }),
    });
  }

  /** Of a hosted zone in another account: by a role there that whoever deploys may assume. No other account is taken for it. */
  ofZone(which: ZoneProvider, roleArn: string): aws.Provider {
    return getOrCreate(this.providersByRegion, which, () => {
      const { tags } = this.settings;
      return new aws.Provider(which, {
        region: GLOBAL_REGION,
        defaultTags: { tags },
        assumeRoles: [{ roleArn }],
        allowedAccountIds: [accountOfArn(roleArn)],
      });
    });
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
