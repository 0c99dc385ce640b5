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
  // The service and its regions
  "service-down": {
    title: "The service is down",
    means: "By this way clients reach the service in no region.",
    clients: "New connections fail everywhere, until some region is well again.",
    look: "Whether the regions are down, too (their own alarms say so), or only the way to them: DNS, the accelerator, the firewall.",
    act: "Where the regions are well, undo what changed on the way to them. Else bring back first the region that is nearest to being well.",
  },
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
  // Instances
  "instances-below-minimum": {
    title: "Too few instances are in service",
    means:
      "The Auto Scaling group has had fewer instances in service than its minimum for a while: new ones fail, or find no room.",
    clients: "Nothing at first. The rest carries all, and what is kept for the loss of a zone is gone.",
    look: "The group's activity history: a lack of capacity, a quota, an image or a template that fails, health checks that end new instances.",
    act: "Put right what the history names. Where AWS has no capacity, add an instance type to instances.types.",
  },
  "instances-at-maximum": {
    title: "The group of instances cannot grow",
    means:
      "The Auto Scaling group wants as many instances as it may have, and has for a while. More load finds no more instances.",
    clients: "Nothing while the load stays. With more of it, slow answers and refused connections.",
    look: "New flows and CPU use over the last weeks: growth, a peak, or clients that misbehave.",
    act: "Raise instances.max, or choose larger types. Look at the account's quota of vCPUs first.",
  },
  "refresh-failed": {
    title: "An instance refresh failed",
    means: "New instances could not take the place of old ones, and the group now has some of each.",
    clients: "Nothing while the old ones serve.",
    look: "The refresh's status reason in the group's console page, and why the last new instance did not become healthy.",
    act: "Mend the image, the user data or the template, and update again: a change of the template begins a new refresh.",
  },
  // Tasks
  "tasks-missing": {
    title: "Fewer tasks run than are wanted",
    means: "ECS has run fewer tasks than the service wants for a while.",
    clients: "Nothing at first. The rest carries all, and what is kept for the loss of a zone is gone.",
    look: "The service's events and the reasons of stopped tasks: an image that cannot be pulled, a container that ends, a health check, no host.",
    act: "Put right what they name. Where a deployment brought it, roll it back.",
  },
  "tasks-not-starting": {
    title: "Tasks do not start",
    means: "ECS tries to start tasks of the service, and cannot.",
    clients: "Nothing while the tasks that run serve.",
    look: "The service's events and the reasons of stopped tasks.",
    act: "Put right what they name: the image, a secret, a role, room on the hosts.",
  },
  "tasks-without-hosts": {
    title: "Tasks wait for hosts",
    means: "Tasks have been without a host for a while: hosts do not come, or the group of hosts is at its largest.",
    clients: "Nothing while the tasks that run serve. A deployment or a lost zone is not made up for.",
    look: "The activity history of the hosts' Auto Scaling group, and its size beside ecs.hosts.max.",
    act: "Raise ecs.hosts.max or put right why hosts do not start. A lack of capacity passes with another type.",
  },
  "tasks-short-of-cpu": {
    title: "The tasks are short of CPU",
    means: "The service's tasks have used nearly all of their CPU for a quarter of an hour.",
    clients: "Slow answers; health checks may begin to fail.",
    look: "New flows, and whether scaling is at ecs.max.",
    act: "Raise ecs.max, or give each task more CPU.",
  },
  "tasks-short-of-memory": {
    title: "The tasks are short of memory",
    means:
      "The service's tasks have used nearly all of their memory for a quarter of an hour. A container that needs more is killed.",
    clients: "Connections of a killed task break.",
    look: "Whether memory follows the number of connections, or grows with time: a leak.",
    act: "Give each task more memory, or more tasks the load. A leak is gained time by a new deployment.",
  },
  "deployment-failed": {
    title: "A deployment of tasks failed",
    means: "New tasks did not become healthy, and ECS gave up. With rollback it goes back to the last good deployment.",
    clients: "Nothing while the old tasks serve.",
    look: "The service's events and the reasons of stopped tasks.",
    act: "Mend what was deployed and update again. Without rollback, go back to the former image.",
  },
  // The firewall
  "firewall-drops": {
    title: "The firewall drops much",
    means: "The rules drop more packets in this zone than they usually do.",
    clients: "Those whose packets are dropped cannot connect. If these are attackers, nobody else notices.",
    look: "The ALERT log names who was dropped and by which rule; a query for it is saved in Logs Insights.",
    act: "If clients of yours are dropped, undo the last change of rules. If it is an attack, the firewall does its work.",
  },
  "firewall-stream-exceptions": {
    title: "Packets come without their beginning",
    means: "The firewall sees packets of connections whose beginning it did not see: one direction may go another way.",
    clients:
      "With an asymmetric route every connection through this zone fails. From scanners nobody notices anything.",
    look: "Route tables of the zone: the edge table and the front subnet must lead to the same endpoint. What changed last?",
    act: "Let `up` restore the routes. From scanners, raise monitoring.thresholds.firewallStrayPackets.",
  },
  "firewall-endpoint-drops": {
    title: "A firewall endpoint drops packets",
    means: "The endpoint drops packets before the firewall sees them: it may be unhealthy.",
    clients: "Slow or broken connections by the address of this zone.",
    look: "AWS Health, and the firewall's status in this zone.",
    act: "Where clients are hurt, list the zone in firewall.bypassZones (its packets then go uninspected) and ask AWS.",
  },
  "firewall-endpoint-silent": {
    title: "Nothing passes a firewall endpoint",
    means: "Nothing passes the endpoint of this zone, not even the health checks of the zone's address.",
    clients:
      "The address of this zone answers nobody. DNS leads to the others, where it answers by zone; fixed clients fail.",
    look: "The zone's routes to and from the endpoint, and the firewall's status in this zone.",
    act: "Let `up` restore the routes. Is the endpoint down, list the zone in firewall.bypassZones: its packets then go uninspected.",
  },
  // The accelerator
  "accelerator-region-without-endpoints": {
    title: "The accelerator has no healthy endpoint in a region",
    means: "The accelerator leads nobody to this region any more.",
    clients: "New connections go to another region, and take longer. Those that were open are lost with their targets.",
    look: "The targets of the region's internal load balancer; every target group must have a healthy one.",
    act: "Bring the region's targets back. See that the other regions carry the load.",
  },
  "accelerator-standby-not-ready": {
    title: "A standby region of the accelerator is not ready",
    means:
      "The accelerator sends this region nobody now, and could not: it has no healthy endpoint there. If the others are lost, all is.",
    clients: "Nothing, until another region is lost.",
    look: "The targets of the region's internal load balancer; every target group must have a healthy one.",
    act: "Bring its targets back before you need them.",
  },
  // DNS
  "dns-region-unhealthy": {
    title: "DNS answers with a region no more",
    means:
      "Too few of the region's addresses answer, or its load balancer has too few zones in its name: Route 53 leaves it out.",
    clients:
      "With another region they are led there as their resolvers ask again. Without, the name is answered as before and connections fail.",
    look: "The health checks of its addresses, and the region's own alarms.",
    act: "Bring the region back. If its addresses answer you, see who rejects Route 53's checkers: security group, NACL, firewall.",
  },
  "dns-standby-not-ready": {
    title: "A standby region of DNS is not ready",
    means: "DNS answers with this region only when another is lost, and could not now.",
    clients: "Nothing, until another region is lost.",
    look: "The health checks of its addresses, and the region's own alarms.",
    act: "Bring it back before you need it.",
  },
  "dns-address-unreachable": {
    title: "An address does not answer",
    means:
      "From the internet the public address of this zone answers no connection, or its zone is out of the load balancer's name.",
    clients: "Who has this address on an allow list or in a file cannot connect. Who asks DNS gets others.",
    look: "The zone's targets, routes and firewall endpoint. A zonal shift takes it out, too.",
    act: "Is it alone, look at the zone's path: subnet, route, endpoint. With others, follow the region's alarms.",
  },
  "dns-accelerator-unhealthy": {
    title: "DNS leads to the accelerator no more",
    means: "Neither address of the accelerator answers, or no region behind it is well.",
    clients:
      "The name leads to the regions' own addresses, where it has any. Who uses the accelerator's addresses cannot connect.",
    look: "The accelerator's endpoint groups, and AWS Health.",
    act: "Bring a region's targets back. If those are well, see whether the accelerator is enabled.",
  },
  "dnssec-internal-failure": {
    title: "Route 53 cannot sign the zone",
    means: "Soon nobody who checks signatures finds the service.",
    clients: "Resolvers that check signatures will fail to resolve the name, as old signatures expire.",
    look: "The zone's DNSSEC status in the console of Route 53.",
    act: "Follow what it says. As a last resort take the DS record out of the parent zone, wait for its TTL, then end signing.",
  },
  "dnssec-key-action": {
    title: "The key that signs the zone needs you",
    means: "Route 53 cannot use the zone's key in KMS. Soon nobody who checks signatures finds the service.",
    clients: "Resolvers that check signatures will fail to resolve the name, as old signatures expire.",
    look: "The key in us-east-1: disabled, about to be deleted, or with another policy.",
    act: "Enable the key, cancel its deletion, or let `up` restore its policy.",
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
