/** What people are told of an alarm. Whole sentences. */
interface RunbookText {
  /** A heading, in few words. */
  title: string;
  /** What it means. */
  means: string;
  /** What clients notice. */
  clients: string;
  /** What to look at. */
  look: string;
  /** What to do. */
  act: string;
}

/** By what an alarm is about; the page docs/runbook.md is made of it, and each alarm says its meaning and what to do. */
export const RUNBOOK = {
  "zone-without-targets": {
    title: "A zone has no healthy target",
    means: "The load balancer has no healthy target in this zone.",
    clients:
      "With cross-zone load balancing nothing: targets of other zones take the connections. Without, the load balancer takes the zone out of its name, and clients that hold its address fail until they try another.",
    look: "The zone's instances or tasks and their health checks; then AWS Health for an event in the zone.",
    act: "See whether new targets start there, and why the old ones fail their health check. Is it the zone, shift traffic away with a zonal shift.",
  },
  "region-down": {
    title: "The service is down in a region",
    means: "No zone of this region has a healthy target: nobody is served there.",
    clients:
      "Connections to this region's addresses are refused or time out. With a second region, DNS or the accelerator leads new ones there.",
    look: "What changed last: a deployment, an image, a security group. All zones at once are seldom the zones' fault.",
    act: "Roll the last change back. With a second region, see that clients reach it.",
  },
  "part-in-trouble": {
    title: "A part of a region is in trouble",
    means: "At least one alarm of this part rings that somebody must see to at once.",
    clients: "What the alarm beneath it says.",
    look: "The alarms beneath it, in the console or on the dashboard.",
    act: "Follow the entry of the alarm that rings.",
  },
} as const satisfies Record<string, RunbookText>;

export type RunbookEntry = keyof typeof RUNBOOK;

/** The description of an alarm. `runbook`: where the page is. */
export function describe(entry: RunbookEntry, subject: string, runbook: string): string {
  const { means, act } = RUNBOOK[entry];
  return `${subject}: ${means} ${act} ${runbook}#${anchorOf(entry)}`;
}

/** As the headings of the page make them. */
const anchorOf = (entry: RunbookEntry): string =>
  RUNBOOK[entry].title
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replace(/ /g, "-");

const INTRO = `# Runbook

What to do when an alarm rings. Each alarm's description begins with what it is about and leads here. Alarms that page wake somebody;
tickets are for the next working day. What is watched, and who hears, is told in [monitoring.md](monitoring.md).
`;

/** The page, in Markdown. */
export function runbookPage(): string {
  const entries: RunbookText[] = Object.values(RUNBOOK);
  const sections = entries.map(
    ({ title, means, clients, look, act }) =>
      `## ${title}\n\n${means}\n\n- **Clients notice:** ${clients}\n- **Look at:** ${look}\n- **Do:** ${act}\n`,
  );
  return [INTRO, ...sections].join("\n");
}
