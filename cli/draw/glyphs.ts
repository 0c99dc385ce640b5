import type { BoxKind } from "../../analysis/picture/diagram";

/** What each kind looks like beside its title: lines on a square of 16, of the picture's own. */
export const GLYPHS: Record<BoxKind, string> = {
  // A pin on a map.
  region: "M8 15C5 11 3 8.5 3 6a5 5 0 0 1 10 0c0 2.5-2 5-5 9zM8 4.3a1.7 1.7 0 1 0 .01 0z",
  // A fence around what is private.
  vpc: "M2 2h12v12H2zM5 5h6v6H5z",
  tier: "M2 3h12v3H2zM2 10h12v3H2z",
  // A card with a name.
  account: "M1.5 3h13v10h-13zM5.5 5.5a1.5 1.5 0 1 0 .01 0zM3.5 11c0-2.6 4-2.6 4 0M10 6.5h3M10 9.5h3",
  // Two people.
  clients:
    "M5.5 2.5a2.5 2.5 0 1 0 .01 0zM1 14c0-6.5 9-6.5 9 0zM11 4a2 2 0 1 1 .5 3.9M11.5 9.8c2.3.2 3.5 2 3.5 4.2h-2.5",
  // A label on a string.
  name: "M1.5 8 7 2.5h7.5V10L9 15.3zM11.5 4.7a.9.9 0 1 0 .01 0z",
  accelerator: "M2 3l5 5-5 5M8 3l5 5-5 5",
  // An arch.
  gateway: "M2 14V8a6 6 0 0 1 12 0v6M5.5 14V9a2.5 2.5 0 0 1 5 0v5M1 14h14",
  // Bricks.
  firewall: "M1.5 3h13v10h-13zM1.5 6.3h13M1.5 9.7h13M6 3v3.3M10.5 6.3v3.4M5 6.3v3.4M8 9.7V13",
  firewallEndpoint: "M8 1.5 14 4v4c0 3.5-2.5 5.7-6 6.8C4.5 13.7 2 11.5 2 8V4zM4.8 6.5h6.4M4.8 9.5h6.4M8 6.5v3",
  // One way in, three out.
  loadBalancer: "M8 1v6M8 7 2.5 12.5M8 7v6M8 7l5.5 5.5M1 14.5h3M6.5 14.5h3M12 14.5h3",
  // Machines.
  targets: "M2 2.5h12v4.5H2zM2 9h12v4.5H2zM4.5 4.8h2M4.5 11.3h2M11 4.8h.8M11 11.3h.8",
  nat: "M1.5 5.5h12M10.5 2.5l3 3-3 3M14.5 11h-12M5.5 8l-3 3 3 3",
  egressOnlyGateway: "M7 2H2v12h5M6 8h8.5M11.5 5l3 3-3 3",
  // A socket.
  endpointService: "M8 1.5a6.5 6.5 0 1 0 .01 0zM5.8 6v3M10.2 6v3M6 11.5h4",
  // A plug.
  interfaceEndpoint: "M5.5 1.5V5M10.5 1.5V5M3.5 5h9v3a4.5 4.5 0 0 1-9 0zM8 12.5V15",
  // A bridge.
  way: "M1 11h14M3 11V5M13 11V5M1 8c1.3-.3 2-1.5 2-3 1 5 9 5 10 0 0 1.5.7 2.7 2 3",
  // A globe.
  internet: "M8 1.5a6.5 6.5 0 1 0 .01 0zM1.5 8h13M8 1.5c-4 3.5-4 9.5 0 13 4-3.5 4-9.5 0-13",
  // A post with a number on it.
  address: "M2 3h12v7H2zM8 10v5M4.5 6.5h1.5M7.3 6.5h1.5M10 6.5h1.5",
};
