import { formMistake, wholeNumber } from "../../support/mistakes";

const N = "monitoring.notify";
const T = "monitoring.thresholds";

describe("config: the form of who hears of alarms", () => {
  formMistake(`${N}.page.emails[0]`, "Ops <ops@example.com>", "an e-mail address", "write the address alone");
  formMistake(`${N}.page.https[0]`, "http://example.com", "a URL that begins with https://", "copy the URL");
  formMistake(
    `${N}.ticket.topicArns[0]`,
    "arn:aws:sqs:us-east-1:123456789012:alarms",
    "an ARN that begins with arn:aws:sns:",
    "copy the ARN",
  );

  const slack = { name: "ops", workspaceId: "T07EA123LEP", channelId: "C07EZ1ABC23" };
  const inSlack = { given: { [`${N}.slack`]: [slack] } };
  formMistake(`${N}.slack[0].name`, "Ops", "1 to 32 lower-case letters", "write a name such as", inSlack);
  formMistake(`${N}.slack[0].workspaceId`, "my-team", "capital letters and digits", "authorise the workspace", inSlack);
  formMistake(`${N}.slack[0].channelId`, "#ops", "letters and digits", "copy the channel's link", inSlack);
  formMistake(`${N}.slack[0].grades[0]`, "mail", "one of page, ticket", "choose one of these words", inSlack);

  const id = "01234567-89ab-cdef-0123-456789abcdef";
  const teams = { name: "ops", tenantId: id, teamId: id, channelId: "19%3ab6ef35dc342d56ba5654e6%40thread.tacv2" };
  const inTeams = { given: { [`${N}.teams`]: [teams] } };
  formMistake(`${N}.teams[0].tenantId`, "example.com", "an id of the form", "tenantId=", inTeams);
  formMistake(`${N}.teams[0].teamId`, id.slice(1), "an id of the form", "groupId=", inTeams);
  formMistake(`${N}.teams[0].channelId`, "General", "an id as it stands in a link", "/channel/", inTeams);
});

describe("config: the form of when alarms ring", () => {
  for (const key of ["atMaximumMinutes", "belowMinimumMinutes", "hostsMissingMinutes"])
    wholeNumber(`${T}.${key}`, 5, 1440, "minutes");
  for (const key of ["firewallDroppedPackets", "firewallEndpointDroppedPackets", "firewallStrayPackets"])
    wholeNumber(`${T}.${key}`, 0, 1_000_000_000, "packets");
  for (const key of ["taskCpuPercent", "taskMemoryPercent"]) wholeNumber(`${T}.${key}`, 1, 100, "percent");
});

describe("config: alarms where they were", () => {
  const allowed = "nothing: all alarms are in the section monitoring";
  const given = { "globalAccelerator.crossZone": false };
  formMistake("dns.alarms", { topicArns: [] }, allowed, "remove it; name the topics in monitoring.notify.page");
  formMistake("globalAccelerator.alarms", {}, allowed, "remove it; name the topics in monitoring.notify", { given });
  formMistake(
    "networkFirewall.alarms",
    { strayPackets: 7 },
    allowed,
    "write droppedPackets, strayPackets and endpointDroppedPackets as firewallDroppedPackets, firewallStrayPackets",
  );
});
