export {
  type FieldMeta,
  type Told,
  told,
  field,
  port,
  wholeNumber,
  flag,
  oneOf,
  oneNumberOf,
  percentOrNone,
} from "./field";
export { ipv4Cidr, ipCidr, ipv6Cidr, ipv6Address, publicAddress, vpcCidr } from "./ranges";
export { regionName, byRegion, oneOrByRegion, zoneLetter, byZone } from "./places";
export {
  ALLOCATION_ID,
  allocationId,
  resourceId,
  secondaryName,
  arnOf,
  kmsKeyArn,
  topicArn,
  keyArns,
  ROLE_ARN,
  roleArn,
  hostedZoneId,
  bucketName,
  accountId,
  emailAddress,
  domainName,
} from "./names";
