import { type GraphIndex, type ResourceNode, kindOf } from "../../graph/graph";
import { GUARD_TYPES, TYPES } from "./resourceTypes";

/** A key that encrypts what the stack stores in a region. */
export interface KeyRow {
  key: ResourceNode;
  /** What is encrypted with it from now on: log groups, buckets, and templates of volumes. */
  holders: ResourceNode[];
}

/** Of each type that says a key, the place of the key, and what it encrypts. */
const HOLDERS: readonly {
  type: string;
  key: (inputs: Readonly<Record<string, unknown>>) => unknown;
  holder: (index: GraphIndex, node: ResourceNode) => ResourceNode;
}[] = [
  { type: TYPES.logGroup, key: ({ kmsKeyId }) => kmsKeyId, holder: (_, node) => node },
  {
    type: GUARD_TYPES.launchTemplate,
    key: ({ blockDeviceMappings }) => blockDeviceMappings,
    holder: (_, node) => node,
  },
  {
    type: GUARD_TYPES.bucketEncryption,
    key: ({ rules }) => rules,
    holder: (index, node) => index.resolve(node.inputs["bucket"]) ?? node,
  },
];

/** The keys made here for all that is stored in a region, in the order of their names. Those that sign, and a firewall's own, are none. */
export function encryptionKeys(index: GraphIndex): KeyRow[] {
  return index
    .ofType(GUARD_TYPES.key)
    .filter((key) => kindOf(index.ownerOf(key)?.type ?? "") === "EncryptionKey")
    .map((key) => ({
      key,
      holders: HOLDERS.flatMap((row) =>
        index
          .ofType(row.type)
          .filter(({ inputs }) => index.resolve(row.key(inputs)) === key)
          .map((node) => row.holder(index, node)),
      ),
    }));
}
