import { parseNeeds } from "../../config/needs";
import { type NeedsKey, needDescriptions } from "../../config/needsSchema";
import { type Mistake, pathText } from "../../config/mistakes";
import { CONTAINERS, FIXED_ADDRESSES, LOSSES, PREFERENCES } from "../../plan/needs";
import { REGIONS, REGION_NAMES } from "../../plan/regions";
import { LOAD_NAMES } from "../../plan/traffic";
import { type AnswerForms, answerForms, mistakeLine } from "./answerForms";
import { NEEDS_FORMS, pairs } from "./needsText";
import { type Answers, type Asker, type Choice, type Problem, type Question, askAll } from "./questions";

/** Asks for the needs that are not said already. */
export const askNeeds = (asker: Asker, given: Answers): Promise<Answers> => {
  asker.say("Every answer can be changed at the end. Ctrl-C leaves, and writes nothing.");
  return askAll(asker, NEEDS_QUESTIONS, given, problemOf);
};

const LABELS: Readonly<Record<string, string>> = {
  none: "no",
  perRegion: "yes: each region may have its own",
  sameEverywhere: "yes: the same for all regions",
  either: "either: instances or tasks",
  ec2: "tasks on EC2",
  fargate: "tasks on Fargate",
  zone: "the loss of any one zone",
  region: "the loss of any one region",
  cost: "the month's cost",
  recovery: "the time of recovery",
  setUp: "the effort to set it up",
};

const choices = (values: readonly string[]): Choice[] =>
  values.map((value) => ({ value, label: LABELS[value] ?? value }));

type Ask = Question["ask"];

/** Of all needs together, as the command would say. */
function problemOf(answers: Answers): Problem | undefined {
  const [first] = parseNeeds(answers).mistakes ?? [];
  return first && { key: String(first.path[0]), text: `${pathText(first.path)}: ${mistakeLine(first)}` };
}

const regions =
  ({ before }: AnswerForms): Ask =>
  (asker, answers) =>
    asker.several(
      "Which regions?",
      REGION_NAMES.map((value) => ({ value, label: `${value} (${REGIONS[value].place})` })),
      (before("regions", answers) as string[] | undefined) ?? [],
    );

/** A VPC for each region that has one, part by part. */
const existingVpcs: Ask = async (asker, answers) => {
  const before = (answers["existingVpcs"] ?? {}) as Record<string, Record<string, unknown>>;
  const found: Record<string, unknown> = {};
  for (const region of (answers["regions"] ?? []) as string[]) {
    const vpc = before[region] ?? {};
    if (!(await asker.yesOrNo(`Does it stand in a VPC that exists, in ${region}?`, before[region] !== undefined)))
      continue;
    const line = (title: string, initial: unknown, hint: string) =>
      asker.text(title, { initial: subnetsText(initial), hint, problem: () => undefined });
    found[region] = {
      id: await line(`The id of the VPC in ${region}`, vpc["id"], "vpc-…"),
      cidr: await line("The range that its subnets lie in", vpc["cidr"], "10.20.0.0/16"),
      front: pairs(await line("Its public subnets, by zone", vpc["front"], "a=subnet-… b=subnet-…")),
      app: pairs(await line("Its private subnets, by zone", vpc["app"], "a=subnet-… b=subnet-…")),
    };
  }
  return Object.keys(found).length > 0 ? found : undefined;
};

const subnetsText = (value: unknown = ""): string =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([zone, id]) => `${zone}=${String(id)}`)
        .join(" ")
    : String(value);

const isInternet = ({ internet }: Answers): boolean => internet !== false;

/** Every need, in the order in which one follows from another. */
const ASKED: Record<
  NeedsKey,
  { title: string; ask: (key: NeedsKey, forms: AnswerForms) => Ask; when?: Question["when"] }
> = {
  regions: { title: "regions", ask: (_, forms) => regions(forms) },
  zones: {
    title: "zones of each region",
    ask: (key, { text }) => text(key, "How many zones of each region?", { otherwise: "3" }),
  },
  port: {
    title: "port",
    ask: (key, { text }) => text(key, "Which TCP port do clients connect to?", { otherwise: "5000" }),
  },
  internet: {
    title: "clients over the internet",
    ask: (key, { yesOrNo }) => yesOrNo(key, "Do clients come over the internet?", true),
  },
  fixedAddresses: {
    title: "fixed addresses",
    ask: (key, { one }) =>
      one(key, "Do clients keep its addresses on allow lists?", choices(FIXED_ADDRESSES), "perRegion"),
    when: isInternet,
  },
  allowList: {
    title: "allow list that exists",
    ask: (key, { text }) => text(key, "Which addresses are on lists already? (empty: none)"),
    when: isInternet,
  },
  privateConsumers: {
    title: "consumers by PrivateLink",
    ask: (key, { text }) => text(key, "Which accounts connect by PrivateLink, from which ranges? (empty: none)"),
  },
  inspection: {
    title: "inspection",
    ask: (key, { yesOrNo }) => yesOrNo(key, "Must a firewall inspect all that comes from the internet?", false),
    when: isInternet,
  },
  containers: {
    title: "containers",
    ask: (key, { one }) => one(key, "Is it a container?", choices(CONTAINERS), "either"),
  },
  image: {
    title: "image",
    ask: (key, { text }) => text(key, "Which image? (empty: not known yet)", { hint: "public.ecr.aws/…" }),
    when: ({ containers }) => containers !== "none",
  },
  ipv6: { title: "IPv6", ask: (key, { yesOrNo }) => yesOrNo(key, "Do clients connect by IPv6, too?", false) },
  existingVpcs: { title: "VPCs that exist", ask: () => existingVpcs },
  hostname: {
    title: "public name",
    ask: (key, { text }) => text(key, "What is its public name? (empty: none)", { hint: "tcp.example.com" }),
  },
  dnsZone: {
    title: "hosted zone of the name",
    ask: (key, { text }) => text(key, "Which hosted zone is the name in?", { hint: "example.com" }),
    when: ({ hostname }) => hostname !== undefined,
  },
  survives: {
    title: "survives",
    ask: (key, { oneOrNone }) => oneOrNone(key, "What must it survive?", choices(LOSSES)),
  },
  recoverySeconds: {
    title: "recovery in seconds",
    ask: (key, { text }) => text(key, "How many seconds may clients wait after a loss? (empty: any)", { hint: "60" }),
  },
  traffic: {
    title: "traffic of a region",
    ask: (key, { text }) =>
      text(key, `How much traffic has a region: ${LOAD_NAMES.join(", ")}, or numbers?`, { otherwise: "small" }),
  },
  budgetUsd: {
    title: "budget in USD a month",
    ask: (key, { text }) => text(key, "What may a month cost, in US dollars? (empty: anything)", { hint: "500" }),
  },
  prefer: {
    title: "ranked first by",
    ask: (key, { one }) => one(key, "What ranks first?", choices(PREFERENCES), "cost"),
  },
};

/** The questions, answered in these forms, and what an answer means. */
export const questionsOfNeeds = (
  forms: AnswerForms,
  meanings: Readonly<Record<string, string>> = needDescriptions(),
): Question[] =>
  (Object.keys(ASKED) as NeedsKey[]).map((key) => {
    const { title, ask, when } = ASKED[key];
    return { key, title, meaning: meanings[key] ?? "", ask: ask(key, forms), ...(when && { when }) };
  });

const mistakesOf = (answers: Answers): Mistake[] => parseNeeds(answers).mistakes ?? [];

export const NEEDS_QUESTIONS: readonly Question[] = questionsOfNeeds(
  answerForms({ shortForms: NEEDS_FORMS, mistakesOf }),
);
