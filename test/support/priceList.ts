import type { Step } from "../../analysis/cost/prices";

/**
 * An entry of the price list as GetProducts gives it.
 * Source of the form: docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html, Examples, and STORED_ENTRY
 */
export function entry(attributes: Readonly<Record<string, string>>, price: number | readonly Step[]): string {
  const steps: readonly Step[] = typeof price === "number" ? [[0, price]] : price;
  const dimensions = steps.map(([from, usd], index): [string, object] => [
    `SKU.JRTCKXETXF.RATE${index}`,
    {
      unit: "Hrs",
      beginRange: String(from),
      endRange: String(steps[index + 1]?.[0] ?? "Inf"),
      description: "",
      appliesTo: [],
      rateCode: `SKU.JRTCKXETXF.RATE${index}`,
      pricePerUnit: { USD: usd.toFixed(10) },
    },
  ]);
  return JSON.stringify({
    product: { productFamily: "", attributes: { locationType: "AWS Region", ...attributes }, sku: "SKU" },
    serviceCode: "",
    terms: {
      OnDemand: {
        "SKU.JRTCKXETXF": {
          // AWS keeps no order among them.
          priceDimensions: Object.fromEntries(dimensions.reverse()),
          sku: "SKU",
          effectiveDate: "2026-11-01T00:00:00Z",
          offerTermCode: "JRTCKXETXF",
          termAttributes: {},
        },
      },
    },
    version: "20261101000000",
    publicationDate: "2026-11-01T00:00:00Z",
  });
}

/** What AWS answered for gp3 volumes in Cape Town, whole. Source: https://github.com/grafana/cloudcost-exporter, pkg/aws/ec2/pricing_map_test.go */
export const STORED_ENTRY = JSON.stringify({
  product: {
    productFamily: "Storage",
    attributes: {
      maxThroughputvolume: "1000 MiB/s",
      volumeType: "General Purpose",
      maxIopsvolume: "16000",
      usagetype: "AFS1-EBS:VolumeUsage.gp3",
      locationType: "AWS Region",
      maxVolumeSize: "16 TiB",
      storageMedia: "SSD-backed",
      regionCode: "af-south-1",
      servicecode: "AmazonEC2",
      volumeApiName: "gp3",
      location: "Africa (Cape Town)",
      servicename: "Amazon Elastic Compute Cloud",
      operation: "",
    },
    sku: "XWCTMRRUJM7TGYST",
  },
  serviceCode: "AmazonEC2",
  terms: {
    OnDemand: {
      "XWCTMRRUJM7TGYST.JRTCKXETXF": {
        priceDimensions: {
          "XWCTMRRUJM7TGYST.JRTCKXETXF.6YS6EN2CT7": {
            unit: "GB-Mo",
            endRange: "Inf",
            description: "$0.1047 per GB-month of General Purpose (gp3) provisioned storage - Africa (Cape Town)",
            appliesTo: [],
            rateCode: "XWCTMRRUJM7TGYST.JRTCKXETXF.6YS6EN2CT7",
            beginRange: "0",
            pricePerUnit: { USD: "0.1047000000" },
          },
        },
        sku: "XWCTMRRUJM7TGYST",
        effectiveDate: "2024-07-01T00:00:00Z",
        offerTermCode: "JRTCKXETXF",
        termAttributes: {},
      },
    },
  },
  version: "20240705013454",
  publicationDate: "2024-07-05T01:34:54Z",
});
