import { type Graph, GraphIndex } from "../../graph/graph";
import { findings } from "../findings/findings";
import { addresses } from "../inventory/addresses";
import { PRIVATE_LINK_TYPES } from "../inventory/resourceTypes";
import { summary } from "../inventory/summary";
import { comesFrom } from "../paths";
import { clientPaths } from "./connecting";

/** What it takes until a stack serves. */
export interface SetUp {
  /** How many resources AWS will have. */
  resources: number;
  /** The service's own, and those of consumers. */
  accounts: number;
  /** What people do, in order, each once. */
  steps: string[];
}

export function setUp(graph: Graph): SetUp {
  const consumers = consumerAccounts(graph);
  return {
    resources: summary(graph).resources,
    accounts: 1 + consumers.length,
    steps: [...before(graph), "create the stack: pulumi stack init and pulumi up", ...after(graph, consumers)],
  };
}

/** Accounts that are let in by name, beside the stack's own. */
function consumerAccounts(graph: Graph): string[] {
  const own = graph.invokes.flatMap(({ token, result }) => (token === CALLER_IDENTITY ? [result["accountId"]] : []));
  const allowed = GraphIndex.of(graph)
    .ofType(PRIVATE_LINK_TYPES.principal)
    .flatMap(({ inputs }) => /^arn:aws:iam::(\d{12}):/.exec(String(inputs["principalArn"]))?.[1] ?? []);
  return [...new Set(allowed)].filter((account) => !own.includes(account)).sort();
}

const CALLER_IDENTITY = "aws:index/getCallerIdentity:getCallerIdentity";

const QUOTA = /-quota$/;

/** What an account must ask AWS for: regions first, as each has quotas of its own. */
function before(graph: Graph): string[] {
  const all = findings(graph);
  return [
    ...all
      .filter(({ rule }) => rule === "region-to-enable")
      .map(({ text }) => `enable a region: ${firstSentence(text)}`),
    ...all
      .filter(({ rule, severity }) => QUOTA.test(rule) && severity === "warning")
      .map(({ text }) => `ask for a higher quota: ${firstSentence(text)}`),
  ];
}

const firstSentence = (text: string): string => text.replace(/[.;] .*$|\.$/, "");

function after(graph: Graph, consumers: readonly string[]): string[] {
  const told = addresses(graph).filter(
    ({ purpose, origin, attachedTo }) =>
      (purpose === "public" || purpose === "anycast") && origin === "created" && attachedTo !== undefined,
  );
  const isReached = clientPaths(graph).some((path) => comesFrom(path) === "internet");
  const count = isReached ? told.reduce((sum, row) => sum + row.count, 0) : 0;
  return [
    ...(count > 0 ? [`have ${count} new addresses put on the clients' allow lists`] : []),
    ...consumers.flatMap((account) => [
      `have account ${account} connect its endpoint: a stack of kind consumer`,
      `accept the endpoint of account ${account}`,
    ]),
  ];
}
