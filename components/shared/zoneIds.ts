import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The zones of a region, by their names in this account: their ids, which mean the same in every account. */
export function getZoneIds(region: string, opts: pulumi.InvokeOptions): pulumi.Output<Record<string, string>> {
  const zones = aws.getAvailabilityZonesOutput(
    {
      region,
      state: "available",
      filters: [{ name: "zone-type", values: ["availability-zone"] }],
    },
    opts,
  );
  return zones.apply(({ names, zoneIds: ids }) =>
    Object.fromEntries(names.map((name, index) => [name, ids[index] ?? ""])),
  );
}
