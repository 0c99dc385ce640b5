import type { Loss } from "../../../analysis/failures";

/** Where the page tells what is left after a loss. A name has nothing that an anchor cannot have but `=` and the like. */
export const lossId = ({ name }: Loss): string => `loss-${name.replace(/[^\w.-]+/g, "-")}`;
