import type { Review } from "../../analysis";
import type { PlanView } from "../../cli/plan/planView";

/** That nothing is to be looked at. */
export const NOTHING_TO_REVIEW: Review = {
  clients: [],
  ports: [],
  certificates: [],
  images: [],
  healthCheckers: { loadBalancers: [] },
};

/**
 * A plan of no stack, of a load balancer in two zones: what it is and costs, and nothing more but what is said. Its figures are made up, so
 * that a test sees that they are repeated and none is counted.
 *
 * @param summary what is another in its summary.
 */
export const planViewOf = (more: Partial<PlanView> = {}, summary: Partial<PlanView["summary"]> = {}): PlanView => ({
  summary: {
    project: "ha-tcp",
    stack: "demo",
    kind: "service",
    options: ["nlb"],
    port: 5000,
    hostname: "tcp.example.com",
    regions: [{ region: "eu-west-1", vpcCidr: "10.0.0.0/16", zones: ["a", "b"], natGateways: 1 }],
    parkedRegions: [],
    resources: 50,
    ...summary,
  },
  review: NOTHING_TO_REVIEW,
  cost: { month: { fixed: 80, usage: 20.5, total: 100.5, estimated: 0 }, unpriced: [] },
  unusedSections: [],
  addresses: [],
  frontDoors: [],
  names: [],
  consumers: [],
  components: [],
  subnets: [],
  paths: [],
  pathFaults: [],
  findings: [],
  ...more,
});
