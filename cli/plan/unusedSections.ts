import { type Composition, type Option, compose } from "../../plan/options";

/** Sections that say how an option, or what runs the service, is made. A new option with a section of its own has its row here. */
type OptionSection = Exclude<Option, "nlb"> | "instances";

const IS_USED: Readonly<Record<OptionSection, (composition: Composition) => boolean>> = {
  instances: ({ backends }) => backends.includes("instances"),
  ecs: ({ backends }) => backends.includes("tasks"),
  networkFirewall: ({ inspected }) => inspected,
  privateLink: ({ privateFrontDoor }) => privateFrontDoor,
  globalAccelerator: ({ acceleratedFrontDoor }) => acceleratedFrontDoor,
};

/** The sections that a stack file has for options that are not chosen. They are right: a switch to and fro finds them as they were. */
export function unusedSections(config: object, options: readonly Option[]): string[] {
  const composition = compose(options);
  return Object.entries(IS_USED).flatMap(([name, isUsed]) => (name in config && !isUsed(composition) ? [name] : []));
}

/** What becomes of them, a line for each kind. */
export function unusedTexts(sections: readonly string[]): string[] {
  const kept = sections.filter((name) => name === "globalAccelerator");
  const silent = sections.filter((name) => name !== "globalAccelerator");
  return [
    ...(silent.length > 0 ? [`${silent.join(", ")}: in the stack file, and no chosen option uses it`] : []),
    ...kept.map((name) => `${name}: without its option it only keeps its two addresses, at a price by the hour`),
  ];
}
