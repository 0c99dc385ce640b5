import type { ResourceChange } from "../../graph/resourceChange";
import type { Graph } from "../../graph/graph";
import { type AddressRow, PURPOSE_ORDER, addresses, resourceTypeOf } from "../inventory/addresses";
import { type PublishedId, publishedAs } from "../inventory/published";

/** What an address is before and after: attached to something, kept without, or not there. */
export type AddressState = "serving" | "parked" | "none";

/** What becomes of one address. */
export interface AddressChange {
  region: string;
  zone: string;
  purpose: AddressRow["purpose"];
  /** Of a further address of a NAT gateway, its own name. */
  secondary?: string;
  /** Logical name. */
  name: string;
  /** How many addresses it stands for. */
  count: number;
  /** Where it is known before the stack is up. */
  allocationId?: string;
  before: AddressState;
  after: AddressState;
  /** Whether the stack had it and would hold it no longer. */
  lost: boolean;
  /** What becomes of a lost one. */
  note?: string;
}

const key = (row: AddressRow): string =>
  row.purpose === "publicIpv6"
    ? `${row.purpose} ${row.name} ${row.zone}`
    : row.origin === "own"
      ? `${row.purpose} ${row.allocationId ?? ""}`
      : `${row.purpose} ${row.name}`;

const state = (row: AddressRow | undefined): AddressState =>
  row === undefined ? "none" : row.attachedTo === undefined ? "parked" : "serving";

/** Every address that one of the two stacks has, by region, purpose and zone. */
export function addressChanges(
  from: Graph,
  to: Graph,
  changes: readonly ResourceChange[],
  published: readonly PublishedId[] = [],
): AddressChange[] {
  const before = new Map(addresses(from).map((row) => [key(row), row]));
  const after = new Map(addresses(to).map((row) => [key(row), row]));
  const actions = new Map(changes.map((change) => [`${change.type} ${change.name}`, change.action]));
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys
    .flatMap((each) => {
      const [was, is] = [before.get(each), after.get(each)];
      const row = is ?? was;
      return row
        ? [
            {
              ...idOf(row, published),
              ...changeOf(row, was, is, actions.get(`${resourceTypeOf(row.purpose)} ${row.name}`)),
            },
          ]
        : [];
    })
    .sort((one, other) => order(one).localeCompare(order(other)));
}

/** A created address has its id only in the config that publishes it. */
function idOf(row: AddressRow, published: readonly PublishedId[]): Pick<AddressChange, "allocationId"> {
  const found = publishedAs(row, published);
  return found ? { allocationId: found.allocationId } : {};
}

/** What all regions share comes first. */
const order = ({ region, purpose, zone, name }: AddressChange): string =>
  [purpose === "anycast" ? 0 : 1, region, PURPOSE_ORDER.indexOf(purpose), zone, name].join(" ");

function changeOf(
  row: AddressRow,
  was: AddressRow | undefined,
  is: AddressRow | undefined,
  action: ResourceChange["action"] | undefined,
): AddressChange {
  const { region, zone, purpose, secondary, name, count, allocationId } = row;
  const lost = was !== undefined && (is === undefined || action === "replace");
  return {
    region,
    zone,
    purpose,
    ...(secondary !== undefined && { secondary }),
    name,
    count,
    ...(allocationId === undefined ? {} : { allocationId }),
    before: state(was),
    after: lost ? "none" : state(is),
    lost,
    ...(lost && { note: lossNote(was) }),
  };
}

function lossNote(row: AddressRow): string {
  const { origin, retained, purpose, pool } = row;
  if (purpose === "anycast")
    return retained
      ? "the accelerator stays in the account, paid for and leading nowhere, and out of the stack's hands"
      : `the accelerator is deleted, ${whoseAfterwards(row)}`;
  if (purpose === "publicIpv6") return "it goes with the load balancer's IPv6 addresses, and nobody gets it back";
  if (origin === "own") return "it stays yours, attached to nothing of this stack";
  if (retained) return "it stays in the account, attached to nothing, and out of the stack's hands";
  if (pool !== undefined) return `it is released: back to ${pool} if it came from there, else nobody gets it back`;
  return "it is released, and nobody gets it back";
}

/** Addresses of one's own range go back to it. Source: docs.aws.amazon.com/global-accelerator/latest/api/API_DeprovisionByoipCidr.html */
function whoseAfterwards({ publicIps = [], count }: AddressRow): string {
  const own = publicIps.join(" and ");
  if (own === "") return "and nobody gets its addresses back";
  const stays = publicIps.length === 1 ? "stays" : "stay";
  return `${own} ${stays} yours${publicIps.length < count ? ", and nobody gets the others back" : ""}`;
}

/** How people name an address on a command line: any of these. */
export function addressNames({ region, zone, purpose, secondary, name, allocationId }: AddressChange): string[] {
  if (purpose === "anycast") return [name];
  if (purpose === "publicIpv6") return [`${region}${zone}/ipv6`];
  const egress = secondary === undefined ? "egress" : `egress/${secondary}`;
  const place = purpose === "public" ? `${region}${zone}` : `${region}${zone}/${egress}`;
  return [place, name, ...(allocationId === undefined ? [] : [allocationId])];
}
