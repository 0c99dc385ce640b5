import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { INSTANCE_PRICE_FILE, PRICE_FILE, instancePriceFile, priceFile } from "../analysis/cost/prices";
import { REGION_NAMES } from "../plan/regions";
import { formattedJson } from "./json";
import { askWith, pricingClient } from "./prices/client";
import { instanceFileText, refreshedInstances } from "./prices/instances";
import { refreshedPrices } from "./prices/refresh";
import { reportText } from "./prices/report";

/** Writes the price files again, from AWS's price list: some minutes. Needs credentials of an account, which pays nothing for it. */
export async function main(): Promise<void> {
  const ask = askWith(pricingClient());
  const today = new Date().toISOString().slice(0, 10);
  const progress = (text: string): void => void process.stderr.write(`${text} …\n`);
  const prices = await refreshedPrices(priceFile(), REGION_NAMES, ask, today, progress);
  const instances = await refreshedInstances(instancePriceFile(), REGION_NAMES, ask, today, progress);
  writeFileSync(join(__dirname, "..", PRICE_FILE), await formattedJson(prices.file));
  writeFileSync(join(__dirname, "..", INSTANCE_PRICE_FILE), instanceFileText(instances.file));
  process.stdout.write(`${reportText(prices, instances.changes)}\n`);
}
