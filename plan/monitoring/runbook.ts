import type { Grade } from "./grade";

/** What people are told of an alarm. Whole sentences. */
export interface RunbookText {
  /** A heading, in few words. */
  title: string;
  /** Who hears, as a rule. Of a region that stands by, what would wake somebody is a ticket. */
  grade: Grade;
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
  // The service
  "service-down": {
    title: "The service is down",
    grade: "page",
    means: "By this way clients reach the service in no region.",
    clients: "New connections fail everywhere, until some region is well again.",
    look: "Whether the regions are down, too (their own alarms say so), or only the way to them: DNS, the accelerator, the firewall.",
    act: "Where the regions are well, undo what changed on the way to them. Else bring back first the region that is nearest to being well.",
  },
  // Front doors
  "zone-without-targets": {
    title: "A zone has no healthy target",
    grade: "page",
    means: "The load balancer has no healthy target in this zone.",
    clients:
      "With cross-zone load balancing nothing: targets of other zones take the connections. Without, the load balancer takes the zone out of its name, and clients that hold its address fail until they try another.",
    look: "The zone's instances or tasks and their health checks; then AWS Health for an event in the zone.",
    act: "See whether new targets start there, and why the old ones fail their health check. Is it the zone, shift traffic away with a zonal shift.",
  },
  "no-targets": {
    title: "A load balancer has no healthy target",
    grade: "page",
    means: "The load balancer has no healthy target in any zone.",
    clients: "Connections are refused or time out, but for those that a second backend takes.",
    look: "The instances or tasks and their health checks; what changed last; launches that fail.",
    act: "Roll the last change back, or see that new targets start. With fewer targets than zones, one that fails is all there is.",
  },
  "too-few-to-lose-a-zone": {
    title: "Too few targets to lose a zone",
    grade: "ticket",
    means:
      "So few targets are healthy that the loss of a zone would leave fewer than the smallest number of the stack file plans for.",
    clients: "Nothing yet. If a zone is lost now, connections may be slow or refused until new targets are there.",
    look: "Targets that fail their health checks; launches that fail in the group's or the service's activity: capacity, quotas, image.",
    act: "Mend or replace the targets that are not healthy. If the zones have no capacity of the instance type, name more types.",
  },
  "fail-open": {
    title: "Connections go to targets that are not healthy",
    grade: "page",
    means: "So few targets are healthy that the load balancer sends connections to all of them, well or not.",
    clients: "Some connections, or all, are refused or go unanswered.",
    look: "The targets' health checks and what changed last; whether a listener leads to a group that has no targets.",
    act: "Roll the last change back, or mend what the health check finds. A group without targets gets weight 0.",
  },
  "port-errors": {
    title: "The load balancer has no ports left to its targets",
    grade: "page",
    means: "The load balancer could not open connections to targets: it has about 55,000 ports for each of them.",
    clients: "Some new connections are dropped. Open ones stay.",
    look: "Active and new flows by target. It happens where targets do not see the client's address, and with PrivateLink.",
    act: "Add targets. Look for clients that open connections without end.",
  },
  "rejected-flows": {
    title: "The load balancer rejects connections",
    grade: "page",
    means: "The load balancer itself refuses connections that its security group lets in.",
    clients: "Some new connections are refused.",
    look: "Whether new flows grow at the same time; AWS Health for the load balancer.",
    act: "If load grows steeply, have AWS Support look at it, and reserve capacity units for what is to be expected.",
  },
  "blocked-to-targets": {
    title: "The load balancer blocks its own way to targets",
    grade: "ticket",
    means: "Outbound rules of the load balancer's security group reject connections to targets.",
    clients: "Connections, or health checks, do not reach the targets: some go unanswered.",
    look: "The outbound rules of the load balancer's security group against the targets' ports.",
    act: "Bring the rules back to those of the program: pulumi up --refresh.",
  },
  "consumers-blocked": {
    title: "Consumers of PrivateLink are not let in",
    grade: "ticket",
    means: "Inbound rules of the internal load balancer's security group reject connections from consumers.",
    clients: "A consumer's connections go unanswered.",
    look: "Which endpoints are connected, and whether the ranges of their clients are among privateLink.allowedClients and those of consumers.",
    act: "Add the range if the consumer shall have it; else tell the consumer.",
  },
  "resets-by-target": {
    title: "Targets reset many connections",
    grade: "ticket",
    means: "In proportion to new connections, targets reset more than they should.",
    clients: "Connections break while they are in use, or right after they are opened.",
    look: "The workload's log: crashes, a full backlog, a limit of connections; a deployment that closes connections.",
    act: "Mend the workload, or add targets. If it is how the protocol ends connections, raise resetsByTargetPercent.",
  },
  "resets-by-load-balancer": {
    title: "The load balancer resets many connections",
    grade: "ticket",
    means: "In proportion to new connections, the load balancer resets more than it should.",
    clients:
      "Connections that were silent for longer than the idle timeout, or whose target became unhealthy, break when they are used.",
    look: "Whether targets became unhealthy at the same time. If not, clients that send on connections that were silent for long.",
    act: "Have clients or the workload use TCP keepalives below service.idleTimeoutSeconds, or raise it.",
  },
  "unusual-traffic": {
    title: "More or fewer connections than usual",
    grade: "ticket",
    means: "New connections are outside of what is usual at this time of the day and the week.",
    clients: "With fewer: perhaps some cannot connect. With more: perhaps nothing yet.",
    look: "The saved queries of the flow logs, where these are in CloudWatch: who connects, who is rejected, top talkers; names and DNS health checks; news of a large client.",
    act: "If fewer connect, try each published address from outside. If more do, see whether they are clients, and watch the capacity.",
  },
  "tls-errors": {
    title: "More TLS handshakes fail than usual",
    grade: "ticket",
    means: "Clients and the load balancer do not agree on a TLS connection more often than usual.",
    clients: "Connections end before anything is sent.",
    look: "The certificate that each name gets, its expiry and its chain; the security policy against what old clients speak.",
    act: "If a certificate or the policy was changed, take it back. Else find out by the flow logs who the clients are.",
  },
  "clients-rejected": {
    title: "Clients are rejected",
    grade: "ticket",
    means: "Many attempts to connect to the service's port are rejected by a security group or a network ACL.",
    clients: "Whoever is not let in gets no answer.",
    look: "The saved query rejected: from which addresses, at which interfaces. Scans from everywhere are usual on the internet.",
    act: "If a client's range is missing, add it to service.allowedClients. If it is noise, raise rejectedClientsPerHour.",
  },
  // Certificates
  "certificate-not-renewed": {
    title: "A certificate was not renewed",
    grade: "ticket",
    means: "A certificate of a load balancer expires in some weeks, and ACM has not renewed it.",
    clients: "Nothing yet. Once it expires, every TLS client refuses to connect.",
    look: "The certificate's renewal status in ACM: ACM renews only those that it issued, are in use, and whose DNS records for validation are there.",
    act: "Restore the records for validation, or import a new one under the same ARN. Another ARN goes into regions.*.certificates.",
  },
  "certificate-expires": {
    title: "A certificate expires in days",
    grade: "page",
    means: "A certificate of a load balancer expires in a few days.",
    clients: "Nothing yet. Once it expires, every TLS client refuses to connect.",
    look: "The certificate's renewal status in ACM, and which clients' names it is for.",
    act: "Request and validate a new certificate, or import one under the same ARN, and put it first in regions.*.certificates.",
  },
  // NAT gateways
  "nat-port-errors": {
    title: "A NAT gateway has no ports left",
    grade: "ticket",
    means: "A NAT gateway could not open connections: too many lead to one destination at a time, 55,000 at most.",
    clients: "Nothing by itself: it is the service's own connections that fail.",
    look: "The saved query talkers for egress: which destination has so many connections, and from which targets.",
    act: "Have the workload reuse and close its connections, spread destinations, or use nat: perZone.",
  },
  "nat-drops": {
    title: "A NAT gateway drops packets",
    grade: "ticket",
    means: "A NAT gateway drops more than a few of a million packets.",
    clients: "Nothing by itself: the service's own connections are slow or break.",
    look: "AWS Health for NAT gateways in the zone; its bytes and packets against its limits.",
    act: "If it is the zone, shift traffic away with a zonal shift. If it is its limits, spread the load with nat: perZone.",
  },
  "nat-idle-connections": {
    title: "A NAT gateway forgets many idle connections",
    grade: "ticket",
    means: "Many connections through a NAT gateway were silent for 350 seconds: what is sent on them is then reset.",
    clients: "Nothing by itself: the service's own connections break when they are used again.",
    look: "Which pools of connections the workload keeps, to databases or other services.",
    act: "Turn on TCP keepalives below 350 seconds in the workload, or close idle connections there.",
  },
  // PrivateLink
  "service-resets": {
    title: "The endpoint service resets many connections",
    grade: "ticket",
    means:
      "In proportion to new connections, the endpoint service sends more resets to consumers' endpoints than it should.",
    clients: "Consumers' connections break.",
    look: "Whether targets are unhealthy, and the load balancer's resets. Contributor Insights can rank the endpoints.",
    act: "Mend or replace unhealthy targets.",
  },
  "endpoint-drops": {
    title: "An endpoint drops packets",
    grade: "ticket",
    means: "A consumer's endpoint drops packets.",
    clients: "Connections of that consumer are slow or break.",
    look: "Whether the service has healthy targets in the endpoint's zones; packets larger than 8,500 bytes, which endpoints drop.",
    act: "Mend the targets. If all is well there, have AWS Support look at the endpoint.",
  },
  // Composite alarms
  "region-down": {
    title: "The service is down in a region",
    grade: "page",
    means: "No zone of this region has a healthy target: nobody is served there.",
    clients:
      "Connections to this region's addresses are refused or time out. With a second region, DNS or the accelerator leads new ones there.",
    look: "What changed last: a deployment, an image, a security group. All zones at once are seldom the zones' fault.",
    act: "Roll the last change back. With a second region, see that clients reach it.",
  },
  "part-in-trouble": {
    title: "A part of a region is in trouble",
    grade: "page",
    means: "At least one alarm of this part rings that somebody must see to at once.",
    clients: "What the alarm beneath it says.",
    look: "The alarms beneath it, in the console or on the dashboard.",
    act: "Follow the entry of the alarm that rings.",
  },
  // Instances
  "instances-below-minimum": {
    title: "Too few instances are in service",
    grade: "page",
    means:
      "The Auto Scaling group has had fewer instances in service than its minimum for a while: new ones fail, or find no room.",
    clients: "Nothing at first. The rest carries all, and what is kept for the loss of a zone is gone.",
    look: "The group's activity history: a lack of capacity, a quota, an image or a template that fails, health checks that end new instances.",
    act: "Put right what the history names. Where AWS has no capacity, add an instance type to instances.types.",
  },
  "instances-at-maximum": {
    title: "The group of instances cannot grow",
    grade: "ticket",
    means:
      "The Auto Scaling group wants as many instances as it may have, and has for a while. More load finds no more instances.",
    clients: "Nothing while the load stays. With more of it, slow answers and refused connections.",
    look: "New flows and CPU use over the last weeks: growth, a peak, or clients that misbehave.",
    act: "Raise instances.max, or choose larger types. Look at the account's quota of vCPUs first.",
  },
  "refresh-failed": {
    title: "An instance refresh failed",
    grade: "ticket",
    means: "New instances could not take the place of old ones, and the group now has some of each.",
    clients: "Nothing while the old ones serve.",
    look: "The refresh's status reason in the group's console page, and why the last new instance did not become healthy.",
    act: "Mend the image, the user data or the template, and update again: a change of the template begins a new refresh.",
  },
  // Tasks
  "tasks-missing": {
    title: "Fewer tasks run than are wanted",
    grade: "page",
    means: "ECS has run fewer tasks than the service wants for a while.",
    clients: "Nothing at first. The rest carries all, and what is kept for the loss of a zone is gone.",
    look: "The service's events and the reasons of stopped tasks: an image that cannot be pulled, a container that ends, a health check, no host.",
    act: "Put right what they name. Where a deployment brought it, roll it back.",
  },
  "tasks-not-starting": {
    title: "Tasks do not start",
    grade: "ticket",
    means: "ECS tries to start tasks of the service, and cannot.",
    clients: "Nothing while the tasks that run serve.",
    look: "The service's events and the reasons of stopped tasks.",
    act: "Put right what they name: the image, a secret, a role, room on the hosts.",
  },
  "tasks-without-hosts": {
    title: "Tasks wait for hosts",
    grade: "page",
    means: "Tasks have been without a host for a while: hosts do not come, or the group of hosts is at its largest.",
    clients: "Nothing while the tasks that run serve. A deployment or a lost zone is not made up for.",
    look: "The activity history of the hosts' Auto Scaling group, and its size beside ecs.hosts.max.",
    act: "Raise ecs.hosts.max or put right why hosts do not start. A lack of capacity passes with another type.",
  },
  "tasks-short-of-cpu": {
    title: "The tasks are short of CPU",
    grade: "ticket",
    means: "The service's tasks have used nearly all of their CPU for a quarter of an hour.",
    clients: "Slow answers; health checks may begin to fail.",
    look: "New flows, and whether scaling is at ecs.max.",
    act: "Raise ecs.max, or give each task more CPU.",
  },
  "tasks-short-of-memory": {
    title: "The tasks are short of memory",
    grade: "ticket",
    means:
      "The service's tasks have used nearly all of their memory for a quarter of an hour. A container that needs more is killed.",
    clients: "Connections of a killed task break.",
    look: "Whether memory follows the number of connections, or grows with time: a leak.",
    act: "Give each task more memory, or more tasks the load. A leak is gained time by a new deployment.",
  },
  "deployment-failed": {
    title: "A deployment of tasks failed",
    grade: "ticket",
    means: "New tasks did not become healthy, and ECS gave up. With rollback it goes back to the last good deployment.",
    clients: "Nothing while the old tasks serve.",
    look: "The service's events and the reasons of stopped tasks.",
    act: "Mend what was deployed and update again. Without rollback, go back to the former image.",
  },
  // The firewall
  "firewall-drops": {
    title: "The firewall drops much",
    grade: "ticket",
    means: "The rules drop more packets in this zone than they usually do.",
    clients: "Those whose packets are dropped cannot connect. If these are attackers, nobody else notices.",
    look: "The ALERT log names who was dropped and by which rule; a query for it is saved in Logs Insights.",
    act: "If clients of yours are dropped, undo the last change of rules. If it is an attack, the firewall does its work.",
  },
  "firewall-stream-exceptions": {
    title: "Packets come without their beginning",
    grade: "ticket",
    means: "The firewall sees packets of connections whose beginning it did not see: one direction may go another way.",
    clients:
      "With an asymmetric route every connection through this zone fails. From scanners nobody notices anything.",
    look: "Route tables of the zone: the edge table and the front subnet must lead to the same endpoint. What changed last?",
    act: "Let `up` restore the routes. From scanners, raise monitoring.thresholds.firewallStrayPackets.",
  },
  "firewall-endpoint-drops": {
    title: "A firewall endpoint drops packets",
    grade: "ticket",
    means: "The endpoint drops packets before the firewall sees them: it may be unhealthy.",
    clients: "Slow or broken connections by the address of this zone.",
    look: "AWS Health, and the firewall's status in this zone.",
    act: "Where clients are hurt, list the zone in regions.*.firewall.bypassZones (its packets then go uninspected) and ask AWS.",
  },
  "firewall-endpoint-silent": {
    title: "Nothing passes a firewall endpoint",
    grade: "page",
    means: "Nothing passes the endpoint of this zone, not even the health checks of the zone's address.",
    clients:
      "The address of this zone answers nobody. DNS leads to the others, where it answers by zone; fixed clients fail.",
    look: "The zone's routes to and from the endpoint, and the firewall's status in this zone.",
    act: "Let `up` restore the routes. Is the endpoint down, list the zone in regions.*.firewall.bypassZones: its packets then go uninspected.",
  },
  // The accelerator
  "accelerator-region-without-endpoints": {
    title: "The accelerator has no healthy endpoint in a region",
    grade: "page",
    means: "The accelerator leads nobody to this region any more.",
    clients: "New connections go to another region, and take longer. Those that were open are lost with their targets.",
    look: "The targets of the region's internal load balancer; every target group must have a healthy one.",
    act: "Bring the region's targets back. See that the other regions carry the load.",
  },
  "accelerator-standby-not-ready": {
    title: "A standby region of the accelerator is not ready",
    grade: "ticket",
    means:
      "The accelerator sends this region nobody now, and could not: it has no healthy endpoint there. If the others are lost, all is.",
    clients: "Nothing, until another region is lost.",
    look: "The targets of the region's internal load balancer; every target group must have a healthy one.",
    act: "Bring its targets back before you need them.",
  },
  // DNS
  "dns-region-unhealthy": {
    title: "DNS answers with a region no more",
    grade: "page",
    means:
      "Too few of the region's addresses answer, or its load balancer has too few zones in its name: Route 53 leaves it out.",
    clients:
      "With another region they are led there as their resolvers ask again. Without, the name is answered as before and connections fail.",
    look: "The health checks of its addresses, and the region's own alarms.",
    act: "Bring the region back. If its addresses answer you, see who rejects Route 53's checkers: security group, NACL, firewall.",
  },
  "dns-standby-not-ready": {
    title: "A standby region of DNS is not ready",
    grade: "ticket",
    means: "DNS answers with this region only when another is lost, and could not now.",
    clients: "Nothing, until another region is lost.",
    look: "The health checks of its addresses, and the region's own alarms.",
    act: "Bring it back before you need it.",
  },
  "dns-address-unreachable": {
    title: "An address does not answer",
    grade: "page",
    means: "From the internet the public address of this zone answers no connection.",
    clients: "Who has this address on an allow list or in a file cannot connect. Who asks DNS gets others.",
    look: "The zone's targets, routes and firewall endpoint.",
    act: "Is it alone, look at the zone's path: subnet, route, endpoint. With others, follow the region's alarms.",
  },
  "dns-accelerator-unhealthy": {
    title: "DNS leads to the accelerator no more",
    grade: "page",
    means: "Neither address of the accelerator answers, or no region behind it is well.",
    clients:
      "The name leads to the regions' own addresses, where they are public. Who uses the accelerator's addresses cannot connect.",
    look: "The accelerator's endpoint groups, and AWS Health.",
    act: "Bring a region's targets back. If those are well, see whether the accelerator is enabled.",
  },
  "dnssec-internal-failure": {
    title: "Route 53 cannot sign the zone",
    grade: "page",
    means: "Soon nobody who checks signatures finds the service.",
    clients: "Resolvers that check signatures will fail to resolve the name, as old signatures expire.",
    look: "The zone's DNSSEC status in the console of Route 53.",
    act: "Follow what it says. As a last resort take the DS record out of the parent zone, wait for its TTL, then end signing.",
  },
  "dnssec-key-action": {
    title: "The key that signs the zone needs you",
    grade: "page",
    means: "Route 53 cannot use the zone's key in KMS. Soon nobody who checks signatures finds the service.",
    clients: "Resolvers that check signatures will fail to resolve the name, as old signatures expire.",
    look: "The key in us-east-1: disabled, about to be deleted, or with another policy.",
    act: "Enable the key, cancel its deletion, or let `up` restore its policy.",
  },
  // Latency
  "unreachable-from-outside": {
    title: "An address is not reached from outside",
    grade: "page",
    means: "No connection to this address or name came about in several measurements in a row.",
    clients: "Those who come the same way get no connection, or one that TLS ends before it begins.",
    look: "The last run in the console of CloudWatch Synthetics says why: a name that does not resolve, a refusal, a silence, or a certificate. Then whether the other regions reach it, and the alarms of the load balancer.",
    act: "Is it every region, go by the alarms of the load balancer, DNS or the certificate. Is it one, look at AWS Health and whether an allow list or a firewall shuts this one out.",
  },
  "slow-connections": {
    title: "Connecting takes long",
    grade: "ticket",
    means: "TCP connects to this address took longer than the threshold in several measurements in a row.",
    clients: "Each new connection takes that much longer; open ones are slower, too.",
    look: "Whether every region sees it, and every address; AWS Health; where DNS and the accelerator lead clients of that region.",
    act: "Is it one zone's address, shift traffic away from the zone. Is it the way there from one region, there is nothing to do but to wait, or to raise the threshold of a region that is simply far.",
  },
  "slow-handshakes": {
    title: "The TLS handshake takes long",
    grade: "ticket",
    means: "TLS handshakes with this address took longer than the threshold in several measurements in a row.",
    clients: "Each new connection takes that much longer until it is of use.",
    look: "Whether connecting is slow, too: then it is the way. Else new TLS connections and the CPU of targets that speak TLS themselves.",
    act: "Is it the way, as when connecting takes long. Is it the targets, add some.",
  },
  "latency-unmeasured": {
    title: "Latency is not measured any more",
    grade: "ticket",
    means: "The canary of this region has told nothing for several measurements.",
    clients: "Nothing.",
    look: "Its last runs in the console of CloudWatch Synthetics: whether it runs, and what its log says.",
    act: "Start it if somebody stopped it. Was its runtime deprecated, choose a newer one. Is the region in trouble, wait.",
  },
  // Guard
  autoshift: {
    title: "Zonal autoshift began or ended",
    grade: "page",
    means:
      "AWS sees an impairment of the zone, or its end. Whether the load balancer is that of this stack, the event does not say.",
    clients:
      "Those who come by the zone's address find it gone from the name, and go to another zone. Open connections stay.",
    look: "Where the zone is taken out (`aws arc-zonal-shift list-zonal-shifts`, `list-autoshifts`), how busy the other zones' targets are, and AWS Health.",
    act: "Nothing, while the other zones carry the traffic: AWS gives the zone back. Where they do not, add instances or tasks there, or take the load balancer out of the autoshift by guard.autoshift.shifts.",
  },
  "practice-run": {
    title: "A practice run of zonal autoshift fails",
    grade: "ticket",
    means:
      "Something rings in this region that would wake somebody: a practice run that is under way is ended as failed.",
    clients: "What the alarms beneath it say. Traffic goes back to the zone that was taken out.",
    look: "Whether a zone is taken out (`aws arc-zonal-shift list-zonal-shifts`), and the alarms that ring with it.",
    act: "Give the other zones what they lack, as instances or tasks, before the next practice run. Until then an autoshift would hurt as much: block it by guard.autoshift.shifts.",
  },
  "practice-failed": {
    title: "A practice run of zonal autoshift did not end well",
    grade: "ticket",
    means:
      "ARC took a zone out for practice and gave it back early, as an alarm rang or something else kept it from going on. Whether the load balancer is that of this stack, the event does not say.",
    clients: "Nothing any more: the zone is back.",
    look: "Why, in the runs of the load balancer (`aws arc-zonal-shift get-managed-resource`), and which alarms rang at that time.",
    act: "Where the other zones could not carry the traffic, give them more instances or tasks before the next run. An interruption needs nothing.",
  },
} as const satisfies Record<string, RunbookText>;

export type RunbookEntry = keyof typeof RUNBOOK;

/** The description of an alarm. `runbook`: where the page is. */
export function describe(entry: RunbookEntry, subject: string, runbook: string): string {
  const { means, act } = RUNBOOK[entry];
  return `${subject}: ${means} ${act} ${runbook}#${anchorOf(entry)}`;
}

/** A link to the entry, in Markdown. */
export const entryLink = (entry: RunbookEntry, runbook: string): string =>
  `[${RUNBOOK[entry].title}](${runbook}#${anchorOf(entry)})`;

/** Whether a browser finds the page. */
export const isUrl = (runbook: string): boolean => /^https?:/.test(runbook);

/** The entry that a description leads to. Undefined: it is that of no alarm that people hear. */
export const entryOf = (description: string): RunbookEntry | undefined => BY_ANCHOR.get(description.split("#").at(-1));

/** As the headings of the page make them. */
const anchorOf = (entry: RunbookEntry): string =>
  RUNBOOK[entry].title
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replace(/ /g, "-");

const BY_ANCHOR: ReadonlyMap<string | undefined, RunbookEntry> = new Map(
  (Object.keys(RUNBOOK) as RunbookEntry[]).map((entry) => [anchorOf(entry), entry]),
);

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
