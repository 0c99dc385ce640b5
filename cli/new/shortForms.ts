import type { NewConsumerKey } from "../../config/newConsumer";
import type { NewStackKey } from "../../config/newStackSchema";
import {
  NEEDS_FORMS,
  type Reader,
  type ShortForms,
  byRegionAndZone,
  list,
  splitOnce,
  words,
} from "../questions/needsText";

/** As it is, be it a number to YAML. */
const text: Reader = (line) => line;

/** `application=9583 metrics=9584:8080/tcp`: a name, the port, that of targets, and whether TLS ends there. */
const furtherPorts: Reader = (line) =>
  words(line).map((word) => {
    const [name, rest] = splitOnce(word, "=");
    const [ports, protocol] = splitOnce(rest, "/");
    const [port, targetPort] = splitOnce(ports, ":");
    return {
      name,
      port: numberOr(port),
      ...(targetPort !== "" && { targetPort: numberOr(targetPort) }),
      ...(protocol !== "" && { tls: protocol === "tls" ? true : protocol === "tcp" ? false : protocol }),
    };
  });

/** What is no number is said to be none where all answers are judged. */
const numberOr = (word: string): number | string => (/^\d+$/.test(word) ? Number(word) : word);

/** `eu-west-1=a+b+c` */
const zoneLetters: Reader = (line) =>
  Object.fromEntries(
    words(line).map((word) => {
      const [region, letters] = splitOnce(word, "=");
      return [region, letters.split("+").filter(Boolean)];
    }),
  );

const pools: Reader = (line) => Object.fromEntries(words(line).map((word) => splitOnce(word, "=")));

const OWN: Partial<Record<NewStackKey | NewConsumerKey, { read: Reader; example: string }>> = {
  options: { read: list, example: "nlb,ecs" },
  alsoListens: { read: furtherPorts, example: "application=9583, or application=9583:8080/tcp" },
  certificates: { read: list, example: "arn:aws:acm:eu-west-1:123456789012:certificate/…" },
  allowedClients: { read: list, example: "198.51.100.0/24,203.0.113.16/28" },
  zoneLetters: { read: zoneLetters, example: "eu-west-1=a+b+c" },
  egressAddresses: { read: (line) => byRegionAndZone(words(line)), example: "eu-west-1/a=eipalloc-…" },
  addressPools: { read: pools, example: "eu-west-1=ipv4pool-ec2-…" },
  instanceTypes: { read: list, example: "m7g.medium,m6g.medium" },
  userData: { read: text, example: "./start.sh" },
  pageEmails: { read: list, example: "pager@example.com" },
  ticketEmails: { read: list, example: "team@example.com" },
  account: { read: text, example: "123456789012" },
  serviceStack: { read: text, example: "prod" },
  serviceZoneIds: { read: list, example: "euw1-az1,euw1-az2" },
  consumerZones: { read: list, example: "a,b" },
};

/** How what is asked for a new stack is written in a line, where that is not what YAML has. */
export const NEW_FORMS: ShortForms = { ...NEEDS_FORMS, ...OWN };
