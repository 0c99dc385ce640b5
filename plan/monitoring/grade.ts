/** Who hears: `page` wakes a person, `ticket` is for the next working day. */
export const GRADES = ["page", "ticket"] as const;
export type Grade = (typeof GRADES)[number];
