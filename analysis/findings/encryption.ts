import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/* What is kept somewhere, and what it is encrypted with. */

/** What a kind of store is without, where it is without it. */
interface Store {
  type: string;
  plain: (node: ResourceNode, index: GraphIndex) => string | undefined;
}

interface BlockDevice {
  deviceName?: string;
  ebs?: { encrypted?: unknown };
}

/** Volumes of an image that are not named are as the image has them, and the account. */
function plainVolumes({ inputs }: ResourceNode): string | undefined {
  const devices = (inputs["blockDeviceMappings"] ?? []) as BlockDevice[];
  const plain = devices.filter(({ ebs }) => ebs && String(ebs.encrypted) !== "true");
  if (devices.length === 0) return "does not say that volumes are encrypted";
  return plain.length === 0 ? undefined : `does not encrypt ${plain.map(({ deviceName }) => deviceName).join(", ")}`;
}

/** Of an instance that no group launches. */
function plainVolumesOfInstance({ inputs }: ResourceNode): string | undefined {
  const { rootBlockDevice, ebsBlockDevices = [] } = inputs as { rootBlockDevice?: Volume; ebsBlockDevices?: Volume[] };
  const all = [rootBlockDevice, ...ebsBlockDevices];
  return all.every((volume) => volume?.encrypted === true)
    ? undefined
    : "does not say that all its volumes are encrypted";
}

interface Volume {
  encrypted?: unknown;
}

const BUCKET_ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

const STORES: readonly Store[] = [
  { type: "aws:ec2/launchTemplate:LaunchTemplate", plain: plainVolumes },
  { type: "aws:ec2/instance:Instance", plain: plainVolumesOfInstance },
  {
    type: "aws:ebs/volume:Volume",
    plain: ({ inputs }) => (inputs["encrypted"] === true ? undefined : "is not encrypted"),
  },
  {
    type: "aws:sns/topic:Topic",
    plain: ({ inputs }) => (inputs["kmsMasterKeyId"] === undefined ? "has no key" : undefined),
  },
  {
    type: "aws:s3/bucket:Bucket",
    plain: (node, index) =>
      index.ofType(BUCKET_ENCRYPTION).some(({ inputs }) => index.resolve(inputs["bucket"]) === node)
        ? undefined
        : "says nothing of its encryption",
  },
  // CloudWatch encrypts all; a key of one's own is for all of a region or for none.
  {
    type: TYPES.logGroup,
    plain: (node, index) =>
      node.inputs["kmsKeyId"] === undefined && keysForLogs(index).has(index.regionOf(node))
        ? "has no key, while other log groups of its region have"
        : undefined,
  },
];

const keysForLogs = (index: GraphIndex): ReadonlySet<string | undefined> =>
  new Set(
    index
      .ofType(TYPES.logGroup)
      .flatMap((node) => (node.inputs["kmsKeyId"] === undefined ? [] : [index.regionOf(node)])),
  );

/** What of a stack keeps something, and what it is without where it is not encrypted. */
export const storesOf = (index: GraphIndex): { name: string; plain?: string }[] =>
  STORES.flatMap(({ type, plain }) =>
    index
      .ofType(type)
      .filter(({ external }) => !external)
      .map((node) => ({ name: node.name, plain: plain(node, index) })),
  );

export function plainStores(index: GraphIndex): Finding[] {
  return storesOf(index).flatMap(({ name, plain }): Finding[] => {
    if (plain === undefined) return [];
    return [
      {
        severity: "warning",
        rule: "plain-store",
        text: `${name} ${plain}.`,
        fix: "Encrypt it, by a key of AWS or of your own.",
        resources: [name],
      },
    ];
  });
}
