/*
 * IPv4 packets, and captures of them as libpcap writes them, for an engine that reads captures. No Ethernet frame: link type 101 (raw IP).
 * Source: tools.ietf.org/id/draft-ietf-opsawg-pcap (file format), RFC 791, 793, 792, 8446.
 */

/** A packet and the second at which it is seen. */
export interface Packet {
  at: number;
  bytes: Buffer;
}

/** Address and port. */
export type Endpoint = readonly [address: string, port: number];

/** Flags of TCP packets: S opens, SA answers that, P carries data, F ends one direction, R the connection. */
const BITS = { S: 0x02, SA: 0x12, A: 0x10, PA: 0x18, FA: 0x11, R: 0x04, RA: 0x14 } as const;

export type Flags = keyof typeof BITS;

function addressBytes(address: string): number[] {
  return address.split(".").map(Number);
}

function checksum(bytes: Buffer): number {
  const even = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
  let sum = 0;
  for (let place = 0; place < even.length; place += 2) sum += even.readUInt16BE(place);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

const PROTOCOLS = { icmp: 1, tcp: 6, udp: 17 } as const;

function ip(protocol: keyof typeof PROTOCOLS, from: string, to: string, body: Buffer): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt8(0x45, 0);
  header.writeUInt16BE(header.length + body.length, 2);
  header.writeUInt16BE(0x4000, 6);
  header.writeUInt8(64, 8);
  header.writeUInt8(PROTOCOLS[protocol], 9);
  header.set(addressBytes(from), 12);
  header.set(addressBytes(to), 16);
  header.writeUInt16BE(checksum(header), 10);
  return Buffer.concat([header, body]);
}

/** The sum over a TCP or UDP packet takes in the addresses. */
function withChecksum(protocol: "tcp" | "udp", from: string, to: string, body: Buffer, place: number): Buffer {
  const pseudo = Buffer.from([...addressBytes(from), ...addressBytes(to), 0, PROTOCOLS[protocol], 0, 0]);
  pseudo.writeUInt16BE(body.length, 10);
  body.writeUInt16BE(checksum(Buffer.concat([pseudo, body])), place);
  return body;
}

interface Segment {
  from: Endpoint;
  to: Endpoint;
  flags: Flags;
  sequence: number;
  acknowledged: number;
  data: Buffer;
}

function tcp({ from, to, flags, sequence, acknowledged, data }: Segment): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(from[1], 0);
  header.writeUInt16BE(to[1], 2);
  header.writeUInt32BE(sequence, 4);
  header.writeUInt32BE(flags.includes("A") ? acknowledged : 0, 8);
  header.writeUInt8(0x50, 12);
  header.writeUInt8(BITS[flags], 13);
  header.writeUInt16BE(64_000, 14);
  const body = withChecksum("tcp", from[0], to[0], Buffer.concat([header, data]), 16);
  return ip("tcp", from[0], to[0], body);
}

export function udp(from: Endpoint, to: Endpoint, data: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(from[1], 0);
  header.writeUInt16BE(to[1], 2);
  header.writeUInt16BE(header.length + data.length, 4);
  return ip("udp", from[0], to[0], withChecksum("udp", from[0], to[0], Buffer.concat([header, data]), 6));
}

/** `about` is the packet that was too large, or could not be delivered. */
export function icmp(from: string, to: string, type: number, code: number, about: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from([type, code, 0, 0, 0, 0, 0x05, 0x78]), about.subarray(0, 28)]);
  body.writeUInt16BE(checksum(body), 2);
  return ip("icmp", from, to, body);
}

/** The packets of one connection. What a capture leaves out was still sent: sequence numbers go on. */
export class Connection {
  private readonly sequence = { client: 1000, server: 9000 };

  constructor(
    private readonly client: Endpoint,
    private readonly server: Endpoint,
  ) {}

  fromClient(flags: Flags, data: string | Buffer = ""): Buffer {
    return this.send("client", "server", flags, data);
  }

  fromServer(flags: Flags, data: string | Buffer = ""): Buffer {
    return this.send("server", "client", flags, data);
  }

  /** The three packets that open it. */
  open(): Buffer[] {
    return [this.fromClient("S"), this.fromServer("SA"), this.fromClient("A")];
  }

  /** Data both ways, each acknowledged. */
  talk(): Buffer[] {
    return [
      this.fromClient("PA", "hello\n"),
      this.fromServer("A"),
      this.fromServer("PA", "world\n"),
      this.fromClient("A"),
    ];
  }

  close(): Buffer[] {
    return [this.fromClient("FA"), this.fromServer("FA"), this.fromClient("A")];
  }

  private send(by: "client" | "server", to: "client" | "server", flags: Flags, content: string | Buffer): Buffer {
    const data = Buffer.from(content);
    const bytes = tcp({
      from: this[by],
      to: this[to],
      flags,
      sequence: this.sequence[by],
      acknowledged: this.sequence[to],
      data,
    });
    this.sequence[by] += data.length + (/[SF]/.test(flags) ? 1 : 0);
    return bytes;
  }
}

const sized = (bytes: 1 | 2 | 3, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(content.length, 0, bytes);
  return Buffer.concat([length, content]);
};
const short = (number: number): Buffer => Buffer.from([number >>> 8, number & 0xff]);
const extension = (type: number, content: Buffer): Buffer => Buffer.concat([short(type), sized(2, content)]);

/** A greeting of TLS with a server name, or none; `padding` bytes make it larger than a packet. */
export function clientHello(name: string | undefined, padding = 0): Buffer {
  const serverName = Buffer.concat([Buffer.from([0]), sized(2, Buffer.from(name ?? ""))]);
  const extensions = [
    // Padding comes first, so that the name is in the last packet.
    ...(padding > 0 ? [extension(21, Buffer.alloc(padding))] : []),
    ...(name === undefined ? [] : [extension(0, sized(2, serverName))]),
    extension(43, sized(1, short(0x0303))),
  ];
  const ciphers = sized(2, short(0xc02f), short(0xc030));
  const hello = [
    short(0x0303),
    Buffer.alloc(32, 7),
    sized(1),
    ciphers,
    sized(1, Buffer.from([0])),
    sized(2, ...extensions),
  ];
  return record(22, Buffer.concat([Buffer.from([1]), sized(3, ...hello)]));
}

export function serverHello(): Buffer {
  const hello = [short(0x0303), Buffer.alloc(32, 9), sized(1), short(0xc02f), Buffer.from([0])];
  return record(22, Buffer.concat([Buffer.from([2]), sized(3, ...hello)]));
}

/** Encrypted data of an open connection. */
export const tlsData = (): Buffer => record(23, Buffer.alloc(64, 0xa5));

const record = (type: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([type]), short(0x0303), sized(2, content)]);

/** A capture file. */
export function pcap(packets: readonly Packet[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16);
  header.writeUInt32LE(101, 20);
  const records = packets.flatMap(({ at, bytes }) => {
    const each = Buffer.alloc(16);
    each.writeUInt32LE(Math.floor(at), 0);
    each.writeUInt32LE(Math.round((at % 1) * 1e6), 4);
    each.writeUInt32LE(bytes.length, 8);
    each.writeUInt32LE(bytes.length, 12);
    return [each, bytes];
  });
  return Buffer.concat([header, ...records]);
}
