import type { NewConsumerKey } from "../../config/newConsumer";
import { type NewStackKey, newStackSchema } from "../../config/newStackSchema";
import { newConsumerSchema } from "../../config/newConsumer";
import { type NeedsKey, descriptionsOf } from "../../config/needsSchema";
import { newStackDefaults } from "../../config/newStack";
import { ENVIRONMENTS } from "../../plan/environments";
import { REGIONS, REGION_NAMES } from "../../plan/regions";
import { type AnswerForms, answerForms } from "../questions/answerForms";
import { questionsOfNeeds } from "../questions/needsQuestions";
import { pairs } from "../questions/needsText";
import type { Answers, Question } from "../questions/questions";
import { parseAnswers } from "./answers";
import { NEW_FORMS } from "./shortForms";

interface Asked {
  title: string;
  ask: (key: string, forms: AnswerForms) => Question["ask"];
  when?: Question["when"];
}

const LABELS: Readonly<Record<(typeof ENVIRONMENTS)[number], string>> = {
  dev: "dev: to try and to develop",
  prod: "prod: others rely on it",
};

const lineAbout =
  (question: string): Asked["ask"] =>
  (key, { text }) =>
    text(key, question);

const endsTls = ({ tls, alsoListens }: Answers): boolean =>
  tls === true || (Array.isArray(alsoListens) && alsoListens.some((each: { tls?: unknown }) => each.tls === true));

const OF_SERVICE: Record<NewStackKey, Asked> = {
  environment: {
    title: "environment",
    ask: (key, { one }) =>
      one(
        key,
        "What is it for?",
        ENVIRONMENTS.map((value) => ({ value, label: LABELS[value] })),
        "dev",
      ),
  },
  options: { title: "options", ask: lineAbout("Which architectures? (empty: the advisor chooses)") },
  targetPort: {
    title: "port of your program",
    ask: lineAbout("Which port does your program listen on? (empty: the same)"),
  },
  alsoListens: { title: "further ports", ask: lineAbout("Which further ports, by name? (empty: none)") },
  tls: { title: "TLS", ask: (key, { yesOrNo }) => yesOrNo(key, "Does TLS end at the load balancer?", false) },
  certificates: { title: "certificates", ask: lineAbout("Which certificates of ACM, by ARN?"), when: endsTls },
  allowedClients: {
    title: "allowed clients",
    ask: lineAbout("Which ranges may connect? (empty: everyone)"),
    when: ({ internet }) => internet !== false,
  },
  zoneLetters: { title: "zones by letter", ask: lineAbout("Which zones, by region, where that matters? (empty: any)") },
  egressAddresses: {
    title: "own egress addresses",
    ask: lineAbout("Which Elastic IPs for its own connections? (empty: new ones)"),
  },
  addressPools: {
    title: "pools of addresses",
    ask: lineAbout("Which pools do new addresses come from? (empty: Amazon's)"),
  },
  instanceTypes: {
    title: "instance types",
    ask: lineAbout("Which instance types? (empty: t3.small)"),
    when: ({ containers }) => containers !== "fargate",
  },
  userData: {
    title: "script at first start",
    ask: lineAbout("Which script do instances run at their first start? (empty: an echo server)"),
    when: ({ containers }) => containers === "none",
  },
  pageEmails: { title: "woken by e-mail", ask: lineAbout("Who is woken by an alarm, by e-mail? (empty: nobody)") },
  ticketEmails: { title: "told by e-mail", ask: lineAbout("Who is told of the rest, by e-mail? (empty: nobody)") },
  account: { title: "account", ask: lineAbout("Which account is it for, by its id? (empty: any)") },
  protect: {
    title: "protected",
    ask: (key, { yesOrNo }) => yesOrNo(key, "Are addresses and load balancers protected from deletion?", false),
  },
};

/** All questions about a service, in the order in which one follows from another. */
const ORDER: readonly (NewStackKey | NeedsKey)[] = [
  "environment",
  "port",
  "targetPort",
  "alsoListens",
  "regions",
  "zones",
  "zoneLetters",
  "internet",
  "allowedClients",
  "privateConsumers",
  "tls",
  "certificates",
  "hostname",
  "dnsZone",
  "fixedAddresses",
  "allowList",
  "egressAddresses",
  "addressPools",
  "existingVpcs",
  "containers",
  "image",
  "userData",
  "instanceTypes",
  "inspection",
  "ipv6",
  "survives",
  "recoverySeconds",
  "traffic",
  "budgetUsd",
  "pageEmails",
  "ticketEmails",
  "account",
  "protect",
  "prefer",
  "options",
];

/** What is asked of a stack to try, too. Everything else holds as by default, and can be changed at the end. */
const ALWAYS: readonly string[] = [
  "environment",
  "port",
  "regions",
  "internet",
  "allowedClients",
  "containers",
  "image",
  "userData",
  "budgetUsd",
  "ticketEmails",
];

const isProd = ({ environment }: Answers): boolean => environment === "prod";

function questionsOf(
  table: Readonly<Record<string, Asked>>,
  forms: AnswerForms,
  meanings: Record<string, string>,
): Question[] {
  return Object.entries(table).map(([key, { title, ask, when }]) => ({
    key,
    title,
    meaning: meanings[key] ?? "",
    ask: ask(key, forms),
    ...(when && { when }),
  }));
}

export const SERVICE_QUESTIONS: readonly Question[] = (() => {
  const forms = answerForms({
    shortForms: NEW_FORMS,
    mistakesOf: (answers) => parseAnswers("service", answers).mistakes ?? [],
    defaults: newStackDefaults,
  });
  const meanings = descriptionsOf(newStackSchema);
  const all = [...questionsOfNeeds(forms, meanings), ...questionsOf(OF_SERVICE, forms, meanings)];
  return ORDER.flatMap((key) => all.filter((question) => question.key === key)).map((question) =>
    ALWAYS.includes(question.key) ? question : { ...question, atFirst: isProd },
  );
})();

const regionOfClients: Asked["ask"] =
  (key, { before }) =>
  (asker, answers) =>
    asker.one(
      "Which region are the clients in?",
      REGION_NAMES.map((value) => ({ value, label: `${value} (${REGIONS[value].place})` })),
      (before(key, answers) as string | undefined) ?? "eu-west-1",
    );

/** A VPC that exists, part by part. */
const existingVpc: Asked["ask"] = (key) => async (asker, answers) => {
  const vpc = (answers[key] ?? {}) as { id?: string; subnets?: Record<string, string> };
  if (!(await asker.yesOrNo("Are the clients in a VPC that exists?", vpc.id !== undefined))) return undefined;
  const line = (title: string, initial: string, hint: string) =>
    asker.text(title, { initial, hint, problem: () => undefined });
  const subnets = Object.entries(vpc.subnets ?? {}).map((pair) => pair.join("="));
  return {
    id: await line("The id of the VPC", vpc.id ?? "", "vpc-…"),
    subnets: pairs(await line("A subnet for the endpoint in each zone", subnets.join(" "), "a=subnet-… b=subnet-…")),
  };
};

const byName = ({ serviceStack }: Answers): boolean => serviceStack === undefined;

const OF_CONSUMER: Record<NewConsumerKey, Asked> = {
  serviceStack: {
    title: "stack of the service",
    ask: lineAbout("Which stack has the service? (empty: you cannot read it)"),
  },
  serviceName: { title: "endpoint service", ask: lineAbout("What is the endpoint service called?"), when: byName },
  serviceZoneIds: { title: "its zones", ask: lineAbout("In which zones is it, by id?"), when: byName },
  port: {
    title: "port",
    ask: (key, { text }) => text(key, "Which port has the service?", { otherwise: "5000" }),
    when: byName,
  },
  hostname: { title: "public name", ask: lineAbout("What is its public name? (empty: none)"), when: byName },
  consumer: {
    title: "consumer",
    ask: (key, { text }) => text(key, "What is the consumer called?", { otherwise: "clients" }),
  },
  region: { title: "region", ask: regionOfClients },
  existingVpc: { title: "VPC that exists", ask: existingVpc },
  vpcCidr: {
    title: "range of the VPC",
    ask: (key, { text }) => text(key, "What is the range of the VPC?", { otherwise: "10.60.0.0/22" }),
  },
  consumerZones: {
    title: "zones",
    ask: (key, { text }) => text(key, "Which zones has the VPC?", { otherwise: "a,b" }),
    when: (answers) => answers["existingVpc"] === undefined,
  },
  allowedClients: { title: "allowed clients", ask: lineAbout("Which ranges may connect? (empty: all of the VPC)") },
  account: OF_SERVICE.account,
};

export const CONSUMER_QUESTIONS: readonly Question[] = questionsOf(
  OF_CONSUMER,
  answerForms({ shortForms: NEW_FORMS, mistakesOf: (answers) => parseAnswers("consumer", answers).mistakes ?? [] }),
  descriptionsOf(newConsumerSchema),
);
