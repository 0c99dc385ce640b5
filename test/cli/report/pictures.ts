import type { Picture } from "../../../cli/report/reportData";

/** A picture of two boxes, one in the other, and a way, as the real ones are made. */
export const PICTURE: Picture = {
  svg: [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 300" width="1200" height="300" role="img" aria-labelledby="picture-title picture-desc">',
    '<title id="picture-title">ha-tcp / fixture</title><desc id="picture-desc">A region with a load balancer.</desc>',
    '<g data-box="region=eu-west-1"><title>eu-west-1</title><rect x="20" y="20" width="1160" height="260" fill="none" stroke="currentColor"/></g>',
    '<g data-edge="client:clients > door"><path d="M600 10V80" stroke="currentColor" fill="none"/></g>',
    '<g data-box="door=front-eu-west-1"><title>Network Load Balancer</title><rect x="500" y="80" width="200" height="60" fill="none" stroke="currentColor"/><text x="520" y="115" fill="currentColor">Network Load Balancer</text></g>',
    "</svg>",
  ].join(""),
  boxes: {
    "region=eu-west-1": { title: "eu-west-1", lines: ["Ireland"], resources: [] },
    "door=front-eu-west-1": {
      title: "Network Load Balancer",
      lines: ["front-eu-west-1", "port 5000"],
      resources: [
        { name: "front-eu-west-1", type: "LoadBalancer" },
        { name: "front-eu-west-1-listener", type: "Listener" },
      ],
    },
  },
};
