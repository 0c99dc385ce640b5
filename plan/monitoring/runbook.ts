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
  // Front doors
  "zone-without-targets": {
    title: "A zone has no healthy target",
    means: "The load balancer has no healthy target in this zone.",
    clients:
      "With cross-zone load balancing nothing: targets of other zones take the connections. Without, the load balancer takes the zone out of its name, and clients that hold its address fail until they try another.",
    look: "The zone's instances or tasks and their health checks; then AWS Health for an event in the zone.",
    act: "See whether new targets start there, and why the old ones fail their health check. Is it the zone, shift traffic away with a zonal shift.",
  },
  "too-few-to-lose-a-zone": {
    title: "Too few targets to lose a zone",
    means:
      "So few targets are healthy that the loss of a zone would leave fewer than the smallest number of the stack file plans for.",
    clients: "Nothing yet. If a zone is lost now, connections may be slow or refused until new targets are there.",
    look: "Targets that fail their health checks; launches that fail in the group's or the service's activity: capacity, quotas, image.",
    act: "Mend or replace the targets that are not healthy. If the zones have no capacity of the instance type, name more types.",
  },
  "fail-open": {
    title: "Connections go to targets that are not healthy",
    means: "So few targets are healthy that the load balancer sends connections to all of them, well or not.",
    clients: "Some connections, or all, are refused or go unanswered.",
    look: "The targets' health checks and what changed last; whether a listener leads to a group that has no targets.",
    act: "Roll the last change back, or mend what the health check finds. A group without targets gets weight 0.",
  },
  "port-errors": {
    title: "The load balancer has no ports left to its targets",
    means: "The load balancer could not open connections to targets: it has about 55,000 ports for each of them.",
    clients: "Some new connections are dropped. Open ones stay.",
    look: "Active and new flows by target. It happens where targets do not see the client's address, and with PrivateLink.",
    act: "Add targets. Look for clients that open connections without end.",
  },
  "rejected-flows": {
    title: "The load balancer rejects connections",
    means: "The load balancer itself refuses connections that its security group lets in.",
    clients: "Some new connections are refused.",
    look: "Whether new flows grow at the same time; AWS Health for the load balancer.",
    act: "If load grows steeply, have AWS Support look at it, and reserve capacity units for what is to be expected.",
  },
  "blocked-to-targets": {
    title: "The load balancer blocks its own way to targets",
    means: "Outbound rules of the load balancer's security group reject connections to targets.",
    clients: "Connections, or health checks, do not reach the targets: some go unanswered.",
    look: "The outbound rules of the load balancer's security group against the targets' ports.",
    act: "Bring the rules back to those of the program: pulumi up --refresh.",
  },
  "consumers-blocked": {
    title: "Consumers of PrivateLink are not let in",
    means: "Inbound rules of the internal load balancer's security group reject connections from consumers.",
    clients: "A consumer's connections go unanswered.",
    look: "Which endpoints are connected, and whether the ranges of their clients are among privateLink.allowedClients and those of consumers.",
    act: "Add the range if the consumer shall have it; else tell the consumer.",
  },
  "resets-by-target": {
    title: "Targets reset many connections",
    means: "In proportion to new connections, targets reset more than they should.",
    clients: "Connections break while they are in use, or right after they are opened.",
    look: "The workload's log: crashes, a full backlog, a limit of connections; a deployment that closes connections.",
    act: "Mend the workload, or add targets. If it is how the protocol ends connections, raise resetsByTargetPercent.",
  },
  "resets-by-load-balancer": {
    title: "The load balancer resets many connections",
    means: "In proportion to new connections, the load balancer resets more than it should.",
    clients:
      "Connections that were silent for longer than the idle timeout, or whose target became unhealthy, break when they are used.",
    look: "Whether targets became unhealthy at the same time. If not, clients that send on connections that were silent for long.",
    act: "Have clients or the workload use TCP keepalives below service.idleTimeoutSeconds, or raise it.",
  },
  "unusual-traffic": {
    title: "More or fewer connections than usual",
    means: "New connections are outside of what is usual at this time of the day and the week.",
    clients: "With fewer: perhaps some cannot connect. With more: perhaps nothing yet.",
    look: "The saved queries of the flow logs: who connects, who is rejected, top talkers; names and DNS health checks; news of a large client.",
    act: "If fewer connect, try each published address from outside. If more do, see whether they are clients, and watch the capacity.",
  },
  "tls-errors": {
    title: "More TLS handshakes fail than usual",
    means: "Clients and the load balancer do not agree on a TLS connection more often than usual.",
    clients: "Connections end before anything is sent.",
    look: "The certificate that each name gets, its expiry and its chain; the security policy against what old clients speak.",
    act: "If a certificate or the policy was changed, take it back. Else find out by the flow logs who the clients are.",
  },
  "clients-rejected": {
    title: "Clients are rejected",
    means: "Many attempts to connect to the service's port are rejected by a security group or a network ACL.",
    clients: "Whoever is not let in gets no answer.",
    look: "The saved query rejected: from which addresses, at which interfaces. Scans from everywhere are usual on the internet.",
    act: "If a client's range is missing, add it to service.allowedClients. If it is noise, raise rejectedClientsPerHour.",
  },
  // Certificates
  "certificate-not-renewed": {
    title: "A certificate was not renewed",
    means: "A certificate of a load balancer expires in some weeks, and ACM has not renewed it.",
    clients: "Nothing yet. Once it expires, every TLS client refuses to connect.",
    look: "The certificate's renewal status in ACM: ACM renews only those that it issued, are in use, and whose DNS records for validation are there.",
    act: "Restore the records for validation, or import a new one under the same ARN. Another ARN goes into regions.*.certificates.",
  },
  "certificate-expires": {
    title: "A certificate expires in days",
    means: "A certificate of a load balancer expires in a few days.",
    clients: "Nothing yet. Once it expires, every TLS client refuses to connect.",
    look: "The certificate's renewal status in ACM, and which clients' names it is for.",
    act: "Request and validate a new certificate, or import one under the same ARN, and put it first in regions.*.certificates.",
  },
  // NAT gateways
  "nat-port-errors": {
    title: "A NAT gateway has no ports left",
    means: "A NAT gateway could not open connections: too many lead to one destination at a time, 55,000 at most.",
    clients: "Nothing by itself: it is the service's own connections that fail.",
    look: "The saved query talkers for egress: which destination has so many connections, and from which targets.",
    act: "Have the workload reuse and close its connections, spread destinations, or use nat: perZone.",
  },
  "nat-drops": {
    title: "A NAT gateway drops packets",
    means: "A NAT gateway drops more than a few of a million packets.",
    clients: "Nothing by itself: the service's own connections are slow or break.",
    look: "AWS Health for NAT gateways in the zone; its bytes and packets against its limits.",
    act: "If it is the zone, shift traffic away with a zonal shift. If it is its limits, spread the load with nat: perZone.",
  },
  "nat-idle-connections": {
    title: "A NAT gateway forgets many idle connections",
    means: "Many connections through a NAT gateway were silent for 350 seconds: what is sent on them is then reset.",
    clients: "Nothing by itself: the service's own connections break when they are used again.",
    look: "Which pools of connections the workload keeps, to databases or other services.",
    act: "Turn on TCP keepalives below 350 seconds in the workload, or close idle connections there.",
  },
  // PrivateLink
  "service-resets": {
    title: "The endpoint service resets many connections",
    means:
      "In proportion to new connections, the endpoint service sends more resets to consumers' endpoints than it should.",
    clients: "Consumers' connections break.",
    look: "Whether targets are unhealthy, and the load balancer's resets. Contributor Insights can rank the endpoints.",
    act: "Mend or replace unhealthy targets.",
  },
  "endpoint-drops": {
    title: "An endpoint drops packets",
    means: "A consumer's endpoint drops packets.",
    clients: "Connections of that consumer are slow or break.",
    look: "Whether the service has healthy targets in the endpoint's zones; packets larger than 8,500 bytes, which endpoints drop.",
    act: "Mend the targets. If all is well there, have AWS Support look at the endpoint.",
  },
  // Composite alarms
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
  "practice-run": {
    title: "A practice run of zonal autoshift fails",
    means:
      "Something rings in this region that would wake somebody: a practice run that is under way is ended as failed.",
    clients: "What the alarms beneath it say. Traffic goes back to the zone that was taken out.",
    look: "Whether a zone is taken out (`aws arc-zonal-shift list-zonal-shifts`), and the alarms that ring with it.",
    act: "Give the other zones what they lack, as instances or tasks, before the next practice run. Until then an autoshift would hurt as much: block it by guard.autoshift.shifts.",
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
