import { type Colours, type Ink, PALETTE } from "./palette";

/** Attributes of what is filled, or drawn, in a colour: the colour itself, and a class where a style sheet may change it. */
export interface Paint {
  fill: (ink: Ink) => { fill: string; class?: string };
  stroke: (ink: Ink) => { stroke: string; fill: "none"; class?: string };
  both: (fill: Ink, stroke: Ink) => { fill: string; stroke: string; class?: string };
}

export function paintOf(colours: Colours): Paint {
  const palette = PALETTE[colours === "dark" ? "dark" : "light"];
  const classed = colours === "auto" || colours === "page";
  const named = (name: string) => (classed ? { class: name } : {});
  return {
    fill: (ink) => ({ fill: palette[ink], ...named(`f-${ink}`) }),
    stroke: (ink) => ({ stroke: palette[ink], fill: "none", ...named(`s-${ink}`) }),
    both: (fill, stroke) => ({ fill: palette[fill], stroke: palette[stroke], ...named(`f-${fill} s-${stroke}`) }),
  };
}
