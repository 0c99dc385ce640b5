import { type Command, Option } from "commander";
import { addedTo, fileOption, outputOption, sideOption, stackArgument } from "./commandLine";
import type { Theme } from "./draw/palette";
import type { Output } from "./output";
import { ROOT } from "./standing";

/** Colours of a picture. */
const THEMES: readonly Theme[] = ["light", "dark"];

/** A page about a stack. */
export function addReport(cli: Command, output: Output): void {
  cli
    .command("report")
    .description("write a page about a stack to hand round, which needs no other file")
    .addArgument(stackArgument())
    .option("--json", "what the page says, for machines", false)
    .addOption(sideOption("--to", "with a switch to a config file, a stack, or options: nlb,ecs"))
    .addOption(fileOption("--state <file>", "what pulumi stack export has printed: what is deployed").conflicts("to"))
    .addOption(outputOption("where to write it. Default, and for -: stdout"))
    .action(async (stack: string, options: { json: boolean; to?: string; state?: string; output?: string }) => {
      const { writeReport } = await import("./report/report");
      await writeReport(ROOT, stack, options, output);
    });
}

/** Pictures of a stack, and those of the documentation. */
export function addDraw(cli: Command, output: Output): void {
  cli
    .command("draw")
    .description("draw a stack: its regions, zones and tiers, and the ways of packets between them")
    .addArgument(stackArgument())
    .addOption(sideOption("--to", "what a switch does to it: to a config file, a stack, or options: nlb,ecs"))
    .addOption(
      new Option("--lose <what>", "what still answers without it, as zone=eu-west-1a; of several, all at once")
        .argParser(addedTo)
        .conflicts("to"),
    )
    .addOption(fileOption("--state <file>", "what pulumi stack export has printed: what is deployed").conflicts("to"))
    .addOption(
      new Option(
        "--theme <theme>",
        "colours on a light or a dark ground; without it, an SVG follows who looks at it",
      ).choices(THEMES),
    )
    .addOption(outputOption("FILE.svg, FILE.png or FILE.mmd. Default, and for -: SVG on stdout"))
    .action(
      async (
        stack: string,
        options: { to?: string; lose?: string[]; state?: string; theme?: Theme; output?: string },
      ) => {
        const { draw } = await import("./draw/draw");
        await draw(ROOT, stack, options, output);
      },
    );
  cli
    .command("pictures")
    .description("draw again what the README and docs/ show")
    .action(async () => {
      const { writePictures } = await import("./draw/pictures");
      await writePictures(ROOT, (line) => output.stdout.write(`${line}\n`));
    });
}
