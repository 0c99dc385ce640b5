import { type PolicyDocument, type Statement, document } from "../policies";
import type { ZoneLetter } from "../regions";
import table from "./endpointServices.json";
import {
  type EndpointNeeds,
  type InterfaceEndpointService,
  interfaceEndpointPolicy,
  interfaceEndpoints,
  s3EndpointPolicy,
} from "./vpcEndpoints";

/* The endpoints of AWS services in a VPC: those that the stack needs itself, and those that the stack file lists. */

/** Services that have gateway endpoints: a route and no network interface. */
const GATEWAY_SERVICES = ["s3", "dynamodb"] as const;

export const isGateway = (service: string): service is (typeof GATEWAY_SERVICES)[number] =>
  GATEWAY_SERVICES.some((each) => each === service);

/** Services whose endpoints listen on other ports than 443. Source: as of endpointServices.json, and the service's own pages */
export const OTHER_PORTS: Readonly<Record<string, string>> = {
  cassandra: "9142",
  "cassandra-fips": "9142",
  "email-smtp": "25, 465, 587, 2465 and 2587",
};

/** Whether AWS is known to have an endpoint of a service under this name. */
export const isKnownService = (service: string): boolean => isGateway(service) || table.names.includes(service);

/** Every name that is known. */
export const KNOWN_SERVICES: readonly string[] = [...GATEWAY_SERVICES, ...table.names];

/** An endpoint as the stack file lists it. */
export interface ListedEndpoint {
  /** Who may do what through it. Default: the account's own principals anything. */
  policy?: readonly Statement[];
  /** Whether the service takes a policy. */
  takesPolicy: boolean;
  /** Whether the service's own name leads to it. */
  privateDns: boolean;
  /** By region; none: there is none there. Default: all zones in use. */
  zones: Readonly<Partial<Record<string, readonly ZoneLetter[]>>>;
}

export type ListedEndpoints = Readonly<Record<string, ListedEndpoint>>;

/** An interface endpoint of a region. */
export interface InterfaceEndpoint {
  service: string;
  zones: readonly ZoneLetter[];
  privateDns: boolean;
  /** Of an account; undefined where the service takes none. */
  policy?: (account: string) => PolicyDocument;
}

/** The endpoints of a region's VPC. */
export interface Endpoints {
  /** Sorted by their services. */
  interfaces: readonly InterfaceEndpoint[];
  s3: { policy: PolicyDocument };
  dynamodb?: { policy: (account: string) => PolicyDocument };
}

/** The account's own principals: whatever others' credentials are used from within the VPC, they do nothing there. */
const ownPrincipals = (account: string, more: Readonly<Record<string, string>> = {}): Statement => ({
  Sid: "OwnAccount",
  Effect: "Allow",
  Principal: "*",
  Action: ["*"],
  Resource: ["*"],
  Condition: { StringEquals: { "aws:PrincipalAccount": account, ...more } },
});

/** Needed and listed endpoints of a region, each once. */
export function endpoints(
  { region, zones, s3Buckets }: { region: string; zones: readonly ZoneLetter[]; s3Buckets: readonly string[] },
  needs: EndpointNeeds,
  listed: ListedEndpoints,
): Endpoints {
  const needed: readonly string[] = interfaceEndpoints(needs);
  const all = [...new Set([...needed, ...Object.keys(listed).filter((service) => !isGateway(service))])].sort();
  const { s3, dynamodb } = listed;
  return {
    interfaces: all
      .map((service) => interfaceEndpoint(service, needed.includes(service), listed[service], { region, zones }))
      .filter((endpoint) => endpoint.zones.length > 0),
    s3: { policy: s3EndpointPolicy(region, s3Buckets, s3?.policy ?? []) },
    ...(dynamodb && { dynamodb: { policy: dynamodbPolicy(dynamodb) } }),
  };
}

function interfaceEndpoint(
  service: string,
  isNeeded: boolean,
  listed: ListedEndpoint | undefined,
  { region, zones }: { region: string; zones: readonly ZoneLetter[] },
): InterfaceEndpoint {
  const { policy, takesPolicy = true, privateDns = true, zones: zonesByRegion = {} } = listed ?? {};
  return {
    service,
    zones: [...(zonesByRegion[region] ?? zones)].sort(),
    privateDns,
    ...(takesPolicy && {
      policy: (account) =>
        document(
          ...(isNeeded ? interfaceEndpointPolicy(service as InterfaceEndpointService, account).Statement : []),
          ...(listed ? (policy ?? [ownPrincipals(account)]) : []),
        ),
    }),
  };
}

/** Tables of other accounts are not reached, whose credentials ever are used. */
const dynamodbPolicy =
  ({ policy }: ListedEndpoint) =>
  (account: string): PolicyDocument =>
    document(...(policy ?? [ownPrincipals(account, { "aws:ResourceAccount": account })]));

/** Characters that a policy may have. Source: docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
export const MOST_POLICY_CHARACTERS = 20_480;

/** How many characters of policy an endpoint would have at most, as far as the stack file says it. */
export const policyLength = (listed: ListedEndpoint): number =>
  JSON.stringify(document(...(listed.policy ?? []))).length;
