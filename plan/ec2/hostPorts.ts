/**
 * Where sshd listens on Amazon Linux. It answers a check, and whoever may connect.
 * Source: docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html, hostPort ("22 for SSH")
 */
export const SSH_PORT = 22;

interface PortRange {
  from: number;
  to: number;
  /** Who has them. */
  holder: string;
}

/**
 * Ports that a host of ECS tasks keeps for itself: a task that asks for one of the first three is never placed, and one of the last may be
 * taken by any connection of the host. The range of those is the kernel's own, `net.ipv4.ip_local_port_range`.
 * Sources: docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort), docs.kernel.org/networking/ip-sysctl.html
 */
const RESERVED_HOST_PORTS: readonly PortRange[] = [
  { from: SSH_PORT, to: SSH_PORT, holder: "SSH" },
  { from: 2375, to: 2376, holder: "Docker" },
  { from: 51678, to: 51680, holder: "the ECS agent" },
  { from: 32768, to: 60999, holder: "the host's own connections" },
];

/** Who has a port on a host of ECS tasks. Undefined: it is free for a task. */
export const holderOfHostPort = (port: number): string | undefined =>
  RESERVED_HOST_PORTS.find(({ from, to }) => from <= port && port <= to)?.holder;

/** `22, 2375–2376, …`: the ports that a task on the bridge cannot have. */
export const RESERVED_PORTS_TEXT = RESERVED_HOST_PORTS.map(({ from, to }) =>
  from === to ? String(from) : `${from}–${to}`,
).join(", ");
