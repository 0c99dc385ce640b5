export type { PrivateLinkArgs } from "./args";
export { PrivateDnsName, type PrivateDnsNameArgs } from "./privateDnsName";
export { PrivateLink } from "./privateLink";
export {
  NoZoneError,
  PrivateLinkConsumer,
  type ConsumedService,
  type PrivateLinkConsumerArgs,
} from "./privateLinkConsumer";
