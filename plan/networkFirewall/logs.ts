/**
 * The saved question of CloudWatch Logs Insights: who was dropped, by which rule, how often. The verdict is what became of the packet;
 * the action of an alert is not. Field names: docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging-contents.html
 */
export const DROPPED_QUERY = [
  'filter event.verdict.action = "drop" or event.verdict.action = "reject"',
  "| stats count(*) as packets, earliest(@timestamp) as first, latest(@timestamp) as last by event.src_ip, event.dest_ip, event.dest_port, event.alert.signature, availability_zone",
  "| sort packets desc",
  "| limit 100",
].join("\n");
