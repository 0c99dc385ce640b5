import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { getZoneIds } from "../components";
import { providerName } from "../plan/names";

/** The explicit provider of a region; nothing uses the default one. */
export function createProvider(
  region: string,
  tags: Record<string, string>,
  name = providerName(region),
): aws.Provider {
  return new aws.Provider(name, { region: region as aws.Region, defaultTags: { tags } });
}

/** The providers of a stack, one for each region that it has anything in, and the zone ids that its account has there. */
export class Providers {
  private readonly providersByRegion = new Map<string, aws.Provider>();
  private readonly zoneIdsByRegion = new Map<string, pulumi.Output<Record<string, string>>>();

  constructor(private readonly tags: Record<string, string>) {}

  of(region: string): aws.Provider {
    return getOrCreate(this.providersByRegion, region, () => createProvider(region, this.tags));
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
