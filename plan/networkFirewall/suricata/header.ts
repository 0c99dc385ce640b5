import { ACTIONS, type Action, FORM, type Fault, type SuricataRule } from "./rule";

type Header = Pick<
  SuricataRule,
  "action" | "protocol" | "source" | "sourcePort" | "direction" | "destination" | "destinationPort"
>;

export function parseHeader(text: string): { parts?: Header; faults: Fault[] } {
  if (text.includes("\t")) return { faults: [["a tab is between the parts of the rule", "write spaces"]] };
  if (text.split("[").length !== text.split("]").length)
    return { faults: [["the brackets of a list are not in pairs", "write [VALUE, VALUE]"]] };
  const words = splitOutsideBrackets(text.trim(), " ").filter((word) => word !== "");
  const [action, protocol, source, sourcePort, direction, destination, destinationPort] = words;
  if (
    action === undefined ||
    protocol === undefined ||
    source === undefined ||
    sourcePort === undefined ||
    destination === undefined ||
    destinationPort === undefined ||
    words.length > 7
  )
    return { faults: [[`before the options there are ${words.length} words instead of 7`, FORM]] };
  const faults = [
    ...actionFaults(action),
    ...protocolFaults(protocol.toLowerCase()),
    ...addressFaults(source),
    ...portFaults(sourcePort),
    ...directionFaults(direction),
    ...addressFaults(destination),
    ...portFaults(destinationPort),
  ];
  if (faults.length > 0) return { faults };
  const parts = {
    action: action.toLowerCase() as Action,
    protocol: protocol.toLowerCase(),
    ...{ source, sourcePort, direction: direction as Header["direction"], destination, destinationPort },
  };
  return { parts, faults };
}

function actionFaults(action: string): Fault[] {
  if ((ACTIONS as readonly string[]).includes(action.toLowerCase())) return [];
  return [[`AWS knows no action ${action}`, `write one of ${ACTIONS.join(", ")}`]];
}

function directionFaults(direction: string | undefined): Fault[] {
  if (direction === "->" || direction === "<>") return [];
  return [[`${direction ?? "nothing"} is no direction`, "write -> or, for both ways, <>"]];
}

/** Protocols that Suricata 7 lets a rule name. */
const PROTOCOLS = new Set(
  (
    "ip ip4 ipv4 ip6 ipv6 tcp tcp-pkt tcp-stream udp icmp icmpv4 icmpv6 pkthdr " +
    "http http1 http2 ftp tls ssl smb smtp imap dns dcerpc dhcp ssh nfs ntp tftp krb5 ike quic snmp sip rfb mqtt pgsql telnet rdp " +
    "modbus dnp3 bittorrent-dht websocket"
  ).split(" "),
);

const REFUSED_PROTOCOLS = new Set(["sctp", "ikev2", "ftp-data", "enip", "ipip"]);

function protocolFaults(protocol: string): Fault[] {
  if (PROTOCOLS.has(protocol)) return [];
  if (REFUSED_PROTOCOLS.has(protocol))
    return [
      [
        `AWS Network Firewall does not support the protocol ${protocol}`,
        "remove the rule, or write it for ip, tcp or udp",
      ],
    ];
  return [[`Suricata knows no protocol ${protocol}`, "write ip, tcp, udp, icmp, or an application's, such as tls"]];
}

/** `text` cut at each `separator` that stands in no brackets. */
function splitOutsideBrackets(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let place = 0; place < text.length; place += 1) {
    const letter = text[place];
    if (letter === "[") depth += 1;
    if (letter === "]") depth -= 1;
    if (letter !== separator || depth !== 0) continue;
    parts.push(text.slice(start, place));
    start = place + 1;
  }
  return [...parts, text.slice(start)];
}

/** The values of a list with its lists within, without what negates them. Undefined where a bracket is missing or a list is empty. */
function flattened(value: string): string[] | undefined {
  const bare = value.trim().replace(/^!/, "").trim();
  if (!bare.startsWith("[")) return bare === "" || /[[\]]/.test(bare) ? undefined : [bare];
  if (!bare.endsWith("]")) return undefined;
  const parts = splitOutsideBrackets(bare.slice(1, -1), ",").map(flattened);
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

function listFaults(value: string, what: string, wrong: (single: string) => boolean, forms: string): Fault[] {
  const values = flattened(value);
  if (!values) return [[`${value} is no ${what}: a bracket or a value is missing`, `write ${forms}`]];
  if (/^!\s*\[?\s*any\b/.test(value)) return [[`${value} is nothing at all`, `write ${forms}`]];
  return values.filter(wrong).map((each) => [`${each} is no ${what}`, `write ${forms}`]);
}

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const isVariable = (value: string) => value.startsWith("$") && NAME.test(value.slice(1));
const isReference = (value: string) => value.startsWith("@") && NAME.test(value.slice(1));

function isIpv4(value: string): boolean {
  const parts = value.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

/** By its form only: what AWS inspects here is IPv4. */
const isIpv6 = (value: string): boolean =>
  /^[\da-f:]+$/i.test(value) && value.includes("::") !== (value.split(":").length === 8);

function isAddress(value: string): boolean {
  const range = value.split("-");
  if (range.length === 2) return range.every(isIpv4);
  const [address = "", prefix, ...more] = value.split("/");
  if (more.length > 0) return false;
  if (isIpv4(address))
    return prefix === undefined || isIpv4(prefix) || (/^\d{1,2}$/.test(prefix) && Number(prefix) <= 32);
  return isIpv6(address) && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= 128));
}

const ADDRESS_FORMS = "any, an address, a CIDR range, $NAME, !VALUE or [VALUE, VALUE]";

function addressFaults(value: string): Fault[] {
  const wrong = (single: string) =>
    !(single === "any" || isVariable(single) || isReference(single) || isAddress(single));
  return listFaults(value, "address", wrong, ADDRESS_FORMS);
}

function isPort(value: string): boolean {
  if (!/^(?:\d{1,5}|\d{0,5}:\d{0,5})$/.test(value)) return false;
  const [from = "", to = from] = value.split(":");
  const [first, last] = [Number(from === "" ? 0 : from), Number(to === "" ? 65_535 : to)];
  return first <= last && last <= 65_535;
}

function portFaults(value: string): Fault[] {
  const wrong = (single: string) => !(single === "any" || isVariable(single) || isPort(single));
  return listFaults(value, "port", wrong, "any, a port from 0 to 65535, FROM:TO, $NAME, !VALUE or [VALUE, VALUE]");
}

/** The variables of addresses (`$A`), of ports (`$P`) and the references to prefix lists (`@L`) that a rule names, without `$` and `@`. */
export function variablesIn(rule: Pick<SuricataRule, "source" | "sourcePort" | "destination" | "destinationPort">) {
  const addresses = [rule.source, rule.destination].flatMap((value) => flattened(value) ?? []);
  const ports = [rule.sourcePort, rule.destinationPort].flatMap((value) => flattened(value) ?? []);
  const named = (values: readonly string[], mark: string) =>
    values.filter((value) => value.startsWith(mark)).map((value) => value.slice(1));
  return { addresses: named(addresses, "$"), ports: named(ports, "$"), references: named(addresses, "@") };
}
