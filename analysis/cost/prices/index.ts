export { ALLOWANCES, FREE, type FreeThing } from "./free";
export { instancePrice, spotShare } from "./instances";
export { PRICE_KEYS, PRICE_NAMES, type PriceKey, type PriceName, keyOf } from "./keys";
export {
  type Price,
  type PriceFile,
  PRICE_FILE,
  type Step,
  chargeOf,
  noPrice,
  priceFile,
  priceOf,
  unitPrice,
} from "./prices";
export { AREAS, type Area, acceleratorPremium, areaOf, interRegionPrice } from "./transfer";
