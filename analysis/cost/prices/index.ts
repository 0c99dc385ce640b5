export {
  INSTANCE_PRICE_FILE,
  type InstancePriceFile,
  type InstancePrices,
  instancePrice,
  instancePriceFile,
  spotShare,
} from "./instances";
export { PRICE_KEYS, PRICE_NAMES, type PriceKey, type PriceName, type Product, keyOf } from "./keys";
export {
  BASE_REGION,
  PRICE_FILE,
  type Price,
  type PriceFile,
  type RegionPairs,
  type Sourced,
  type Sources,
  type Step,
  type Value,
  chargeOf,
  noPrice,
  priceFile,
  priceOf,
  priceOrEstimate,
  unitPrice,
} from "./prices";
export {
  AREAS,
  type Area,
  acceleratorPremium,
  acceleratorPremiumOrEstimate,
  areaOf,
  interRegionPrice,
  interRegionPriceOrEstimate,
} from "./transfer";
