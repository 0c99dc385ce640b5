import type { BoxKind } from "./diagram";

/** `loadBalancer=front-eu-west-1`; of what there is one in each zone, `loadBalancer=front-eu-west-1&zone=eu-west-1a`. */
export const boxId = (kind: BoxKind | "row", name: string, zone?: string): string =>
  zone === undefined ? `${kind}=${name}` : `${kind}=${name}&zone=${zone}`;

/** The boxes that every picture may have. */
export const INTERNET = boxId("clients", "internet");
export const OTHER_CONSUMERS = boxId("clients", "consumers");
export const INTERNET_OUT = boxId("internet", "out");
