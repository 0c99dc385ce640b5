import { createHash } from "node:crypto";
import { type PolicyDocument, type Statement, administrators, document, encryptedTransport } from "../policies";
import { PARTITION } from "../regions";

/** Services that tell something to a topic. */
export type Publisher = "cloudwatch" | "events" | "budgets" | "costAnomalies";

interface PublisherFacts {
  principal: string;
  /** In whose name the service publishes; undefined where AWS says nothing of it. */
  sourceArn?: (region: string, account: string) => string;
  /** Whether a policy of a topic, or of its key, may ask for the account: with a condition that is not heeded everything is lost in silence. */
  saysSource: boolean;
}

/**
 * Of EventBridge AWS says that there can be no condition, neither of a topic's policy nor of its key's.
 * Sources: docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html,
 * docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions,
 * docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services,
 * docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html,
 * docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html
 */
const FACTS: Readonly<Record<Publisher, PublisherFacts>> = {
  cloudwatch: {
    principal: "cloudwatch.amazonaws.com",
    sourceArn: (region, account) => `arn:${PARTITION}:cloudwatch:${region}:${account}:alarm:*`,
    saysSource: true,
  },
  events: { principal: "events.amazonaws.com", saysSource: false },
  budgets: {
    principal: "budgets.amazonaws.com",
    sourceArn: (_region, account) => `arn:${PARTITION}:budgets::${account}:*`,
    saysSource: true,
  },
  costAnomalies: { principal: "costalerts.amazonaws.com", saysSource: true },
};

interface Owner {
  region: string;
  account: string;
}

/** Who may publish to a topic: these services, for this account alone where they say for whom. */
export function topicPolicy(topicArn: string, publishers: readonly Publisher[], owner: Owner): PolicyDocument {
  return document(
    ...publishers.map((publisher): Statement => ({
      Sid: sidOf(publisher),
      Effect: "Allow",
      Principal: { Service: FACTS[publisher].principal },
      Action: ["sns:Publish"],
      Resource: [topicArn],
      ...sourceCondition(publisher, owner),
    })),
    encryptedTransport(["sns:Publish"], [topicArn]),
  );
}

/** The key of topics: administrators decide over it, and those who publish use it. */
export function topicKeyPolicy(publishers: readonly Publisher[], owner: Owner): PolicyDocument {
  return document(administrators(owner.account), ...topicKeyStatements(publishers, owner));
}

/** What a key's policy needs for topics. */
export const topicKeyStatements = (publishers: readonly Publisher[], owner: Owner): Statement[] =>
  publishers.map((publisher) => ({
    Sid: sidOf(publisher),
    Effect: "Allow",
    Principal: { Service: FACTS[publisher].principal },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: ["*"],
    ...sourceCondition(publisher, owner),
  }));

const sidOf = (publisher: Publisher): string => publisher.replace(/^./, (letter) => letter.toUpperCase());

function sourceCondition(publisher: Publisher, { region, account }: Owner): Pick<Statement, "Condition"> {
  const { sourceArn, saysSource } = FACTS[publisher];
  if (!saysSource) return {};
  return {
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ...(sourceArn && { ArnLike: { "aws:SourceArn": sourceArn(region, account) } }),
    },
  };
}

/** How somebody hears of what a topic is told. */
export interface Subscription {
  /** Stable, part of the resource's name; says nothing of the endpoint, which may hold a secret. */
  key: string;
  protocol: "email" | "https";
  endpoint: string;
}

/** Whether somebody hears by a topic of the stack's own. `chat`: a channel of a chat application does. */
export const needsTopic = (to: { emails: readonly string[]; https: readonly string[]; chat: boolean }): boolean =>
  to.chat || to.emails.length + to.https.length > 0;

/** A short key of an endpoint that says nothing of it. */
export const endpointKey = (endpoint: string): string =>
  createHash("sha256").update(endpoint).digest("hex").slice(0, 8);

/** One for each address and URL, by what it is and not by its place. */
export function subscriptions(to: { emails: readonly string[]; https: readonly string[] }): Subscription[] {
  const of = (protocol: Subscription["protocol"]) => (endpoint: string) => ({
    key: `${protocol}-${endpointKey(endpoint)}`,
    protocol,
    endpoint,
  });
  return [...to.emails.map(of("email")), ...to.https.map(of("https"))];
}
