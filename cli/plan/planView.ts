import type {
  AddressRow,
  ComponentRow,
  ConsumerRow,
  Finding,
  FrontDoorRow,
  NameRow,
  Path,
  PathFault,
  Review,
  SubnetRow,
  Summary,
} from "../../analysis";
import type { Cost } from "../../analysis/cost";

/** What a month costs, with the traffic that the stack file tells. */
export type MonthCost =
  | Pick<Cost, "month" | "unpriced">
  /** Regions of which no prices are known, so that nothing can be said. */
  | { unknownRegions: string[] };

/** An address, and whether the stack file says that others have it on their lists. */
export type PlannedAddress = AddressRow & {
  /** The allocation id, IPv6 address or ARN of an accelerator by which the stack file names it. */
  published?: string;
};

export interface PlanView {
  summary: Summary;
  addresses: PlannedAddress[];
  frontDoors: FrontDoorRow[];
  names: NameRow[];
  consumers: ConsumerRow[];
  components: ComponentRow[];
  subnets: SubnetRow[];
  paths: Path[];
  pathFaults: PathFault[];
  findings: Finding[];
  /** What a reviewer of a change asks for first. */
  review: Review;
  cost: MonthCost;
  /** Sections of the stack file whose options are not chosen. */
  unusedSections: string[];
}
