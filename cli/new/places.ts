import { type Mistake, type Path, formatPath, pathText } from "../../config/mistakes";
import { NAMESPACE } from "../../config/schema";
import { flagOf } from "../questions/needsText";

/** A mistake, with the answer that it is in, where that is known. */
export interface AnswerMistake extends Mistake {
  /** Whether its path is one of answers, or of the stack file that would be. */
  in: "answers" | "stackFile";
  answer?: string | undefined;
}

/** Which answer a place of the stack file comes from, the first that matches. */
const ANSWERS: readonly (readonly [place: RegExp, key: string])[] = [
  [/^options/, "options"],
  [/^service\.port/, "port"],
  [/^service\.targetPort/, "targetPort"],
  [/^service\.alsoListens/, "alsoListens"],
  [/^service\.hostname/, "hostname"],
  [/^service\.allowedClients/, "allowedClients"],
  [/^service\.ipv6|^network\.ipv6/, "ipv6"],
  [/^service\.tls/, "tls"],
  [/^regions\.[^.]+\.zones/, "zones"],
  [/^regions\.[^.]+\.addresses/, "allowList"],
  [/^regions\.[^.]+\.egressAddresses/, "egressAddresses"],
  [/^regions\.[^.]+\.addressPool/, "addressPools"],
  [/^regions\.[^.]+\.certificates/, "certificates"],
  [/^regions\.[^.]+\.(vpc|cidr|nat)/, "existingVpcs"],
  [/^regions/, "regions"],
  [/^(ecs|instances)\.(hosts|types)/, "instanceTypes"],
  [/^instances\.workload\.userData/, "userData"],
  [/^(ecs|instances\.workload)\.image/, "image"],
  [/^privateLink/, "privateConsumers"],
  [/^globalAccelerator|^published/, "allowList"],
  [/^dns/, "dnsZone"],
  [/^monitoring\.notify\.page/, "pageEmails"],
  [/^monitoring\.notify\.ticket|^guard\.budget\.emails/, "ticketEmails"],
  [/^guard\.budget/, "budgetUsd"],
  [/^account/, "account"],
  [/^provider\.stack/, "serviceStack"],
  [/^provider\.name/, "serviceName"],
  [/^provider\.zoneIds/, "serviceZoneIds"],
  [/^provider\.port/, "port"],
  [/^provider\.hostname/, "hostname"],
  [/^consumer\.name/, "consumer"],
  [/^consumer\.vpc\.cidr/, "vpcCidr"],
  [/^consumer\.vpc\.zones/, "consumerZones"],
  [/^consumer\.vpc/, "existingVpc"],
  [/^consumer\.allowedClients/, "allowedClients"],
  [/^consumer/, "region"],
];

/** The key of the answer that a place of the stack file comes from, where it comes from one. */
export const answerOfPlace = (path: Path): string | undefined =>
  ANSWERS.find(([place]) => place.test(pathText(path)))?.[1];

/** Where a mistake is: `--also-listens[0].port`, or `ha-tcp:regions.eu-west-1.certificates (--certificates)`. */
export function placeText({ path, in: where, answer }: AnswerMistake): string {
  if (where === "answers") return pathText([flagOf(String(path[0])), ...path.slice(1)]);
  return `${formatPath(NAMESPACE, path)}${answer === undefined ? "" : ` (${flagOf(answer)})`}`;
}
