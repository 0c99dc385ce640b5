/** Variables that the rules below may name. */
export const VARIABLES = { PARTNERS: ["192.0.2.0/24", "198.51.100.7"], ANYONE: ["0.0.0.0/0"] };

/** Rules that are good. Each has the sid of its place, from 1. */
export const GOOD: readonly string[] = [
  "drop tcp any any -> any any (sid:1;)",
  'pass tls $HOME_NET any -> $EXTERNAL_NET any (tls.sni; dotprefix; content:".example.com"; nocase; endswith; msg:"TLS"; flow:to_server, established; sid:2; rev:3;)',
  'alert http $HOME_NET any <> any 80 (msg:"HTTP"; http.host; content:"a|3b|b"; sid:3;)',
  'reject ssh $PARTNERS any -> any !22 (msg:"SSH"; flow: to_server; sid:4;)',
  "drop tcp [10.0.0.0/8, 192.168.0.0/16] any -> any [80, 443] (sid:5;)",
  "drop tcp [10.0.0.0/8,[192.168.0.0/16,!192.168.1.0/24]] any -> any [80,443,1000:2000,!1500] (sid:6;)",
  "drop tcp ![10.0.0.0/8] any -> !$PARTNERS ![80,81] (sid:7;)",
  "drop tcp [$PARTNERS,10.0.0.0/8] any -> $ANYONE :1024 (sid:8;)",
  "drop udp 10.0.0.1/8 1024: -> 203.0.113.9 : (sid:9;)",
  "drop tcp 1.1.1.1-1.1.1.9 any -> 10.0.0.0/255.0.0.0 0 (sid:10;)",
  "drop ip [any] any -> any [any] (sid:11;)",
  "drop icmp any any -> any any (itype:8; sid:12;)",
  'drop tcp any any -> any any (msg:"a\\; b"; content:"x"; pcre:"/a\\;b/i"; sid:13;)',
  "DROP TCP any any -> any any ( SID : 14 ; )",
  "drop  tcp   any any  ->  any any (flow:stateless; sid:15;)",
  'drop tcp any any -> any any (msg:"a \\"quoted\\" word, (brackets)"; content:!"x"; sid:16;)',
  "drop tcp-pkt any any -> any any (sid:17;)",
  'drop tcp any any -> any any (msg:"été"; sid:18;)',
  "drop ip6 2001:db8::/32 any -> ::1 any (sid:19;)",
  "alert tcp any any -> any any (flags:S,CE; flowbits:set,a.b; noalert; metadata:created_at 2026_01_01, by team; reference:url,example.com/a; sid:20;)",
  "drop tcp any any -> any any (sid:4294967294;)",
];

export interface BadForm {
  rule: string;
  /** What is said of it. */
  problem: RegExp;
  /** Suricata itself may take it; AWS does not, or it is no clear rule. */
  suricataTakesIt?: true;
}

const bad = (rule: string, problem: RegExp): BadForm => ({ rule, problem });
const badForAws = (rule: string, problem: RegExp): BadForm => ({ rule, problem, suricataTakesIt: true });
const withHeader = (header: string) => `${header} (sid:1;)`;
const withOptions = (options: string) => `drop tcp any any -> any any (${options})`;

export const BAD: readonly BadForm[] = [
  bad(withHeader("bypass tcp any any -> any any"), /no action bypass/),
  badForAws(withHeader("rejectboth tcp any any -> any any"), /no action rejectboth/),
  bad(withHeader("drop foo any any -> any any"), /no protocol foo/),
  badForAws(withHeader("drop sctp any any -> any any"), /does not support the protocol sctp/),
  badForAws(withHeader("drop ikev2 any any -> any any"), /does not support the protocol ikev2/),
  bad(withHeader("drop ip any any-> any any"), /6 words instead of 7/),
  bad(withHeader("drop tcp any -> any any"), /6 words instead of 7/),
  bad(withHeader("drop tcp any any -> any any any"), /8 words instead of 7/),
  bad(withHeader("drop tcp any any <- any any"), /<- is no direction/),
  bad(withHeader("drop tcp any any => any any"), /=> is no direction/),
  bad(withHeader("drop tcp any\tany -> any any"), /a tab/),
  bad(withHeader("drop tcp 256.1.1.1 any -> any any"), /256\.1\.1\.1 is no address/),
  bad(withHeader("drop tcp 1.2.3.4/33 any -> any any"), /1\.2\.3\.4\/33 is no address/),
  bad(withHeader("drop tcp 10.0/16 any -> any any"), /10\.0\/16 is no address/),
  bad(withHeader("drop tcp 10.0.0.0/8/9 any -> any any"), /is no address/),
  bad(withHeader("drop tcp example.com any -> any any"), /example\.com is no address/),
  bad(withHeader("drop tcp any any -> !any any"), /nothing at all/),
  bad(withHeader("drop tcp [] any -> any any"), /a bracket or a value is missing/),
  bad(withHeader("drop tcp [10.0.0.0/8 any -> any any"), /not in pairs/),
  bad(withHeader("drop tcp 10.0.0.0/8][ any -> any any"), /a bracket or a value is missing/),
  bad(withHeader("drop tcp 10.0.0.0/8] any -> any any"), /not in pairs/),
  badForAws(withHeader("drop tcp [10.0.0.0/8,] any -> any any"), /a bracket or a value is missing/),
  bad(withHeader("drop tcp $ any -> any any"), /\$ is no address/),
  bad(withHeader("drop tcp any any -> any 70000"), /70000 is no port/),
  bad(withHeader("drop tcp any any -> any 90:80"), /90:80 is no port/),
  bad(withHeader("drop tcp any any -> any http"), /http is no port/),
  bad(withHeader("drop tcp any any -> any !any"), /nothing at all/),
  bad("drop tcp any any -> any any", /options in parentheses are missing/),
  bad("drop tcp any any -> any any (sid:1;) more", /something follows/),
  bad("drop tcp any any -> any any(sid:1;)", /no space before the options/),
  bad("\tdrop tcp any any -> any any (sid:1;)", /skips a line that begins with white space/),
  bad("  drop tcp any any -> any any (sid:1;)", /skips a line that begins with white space/),
  bad(withOptions("sid:1"), /does not end with a semicolon/),
  bad(withOptions(""), /has no sid/),
  bad(withOptions('msg:"x";'), /has no sid/),
  bad(withOptions("sid:1; sid:2;"), /more than one sid/),
  bad(withOptions("sid:0;"), /sid is 0/),
  bad(withOptions("sid:-1;"), /sid is -1/),
  bad(withOptions("sid:x;"), /sid is x/),
  bad(withOptions('sid:"1";'), /sid is "1"/),
  bad(withOptions("sid:4294967295;"), /sid is 4294967295/),
  bad(withOptions("sid:1;;"), /an option is empty/),
  bad(withOptions("msg:unquoted; sid:1;"), /value of msg is not a text in quotes/),
  bad(withOptions('msg:""; sid:1;'), /value of msg is not a text in quotes/),
  bad(withOptions('msg:"a;b"; sid:1;'), /value of msg is not a text in quotes/),
  bad(withOptions('content:"a;b"; sid:1;'), /value of content is not a text in quotes/),
  bad(withOptions("content; sid:1;"), /value of content is not a text in quotes/),
  bad(withOptions('content:"x"; pcre:"/a;b/"; sid:1;'), /value of pcre is not a text in quotes/),
  bad(withOptions("rev:0; sid:1;"), /rev is 0/),
  badForAws(withOptions('pcre:"/a/"; sid:1;'), /pcre only with another condition/),
  badForAws(withOptions("priority:1; sid:1;"), /priority is refused/),
  badForAws(withOptions("dataset:isset,x,type string,load x; sid:1;"), /dataset is refused/),
  badForAws(withOptions("iprep:src,CnC,>,30; sid:1;"), /iprep is refused/),
  badForAws(withOptions("lua:x.lua; sid:1;"), /lua is refused/),
  badForAws(withOptions('filename:"x"; sid:1;'), /filename is refused/),
  badForAws(withOptions("filestore; sid:1;"), /filestore is refused/),
  badForAws(withOptions("enip_command:1; sid:1;"), /enip_command is refused/),
  badForAws(withOptions("tag:host,100,packets,src; sid:1;"), /no tag:host/),
];
